"""Records that are wrong in every way: each says what is wrong, the others are coded, the exit code tells."""

from __future__ import annotations

import gzip
import io
import json
import time
from pathlib import Path
from typing import Any

import pytest

from foedus.batch import Outcome, Settings, items, outcomes
from foedus.cli import main
from foedus.cli.output import say
from foedus.reading import read_record
from foedus.reading.decode import cleaned

GOOD = "France condemned Russia on Tuesday after the attack on the port."
ACCUSED = ("ACCUSE", ("FRA",), ("RUS",))
FRENCH = "La France a condamné la Russie après l'attaque."


def record(text: str = GOOD, **more: Any) -> bytes:
    return json.dumps({"lang": "en", "date": "2024-06-20", **more, "text": text}, ensure_ascii=False).encode()


def run(path: Path) -> list[Outcome]:
    return list(outcomes(items([str(path)]), Settings()))


def lines(folder: Path, *given: bytes, name: str = "a.jsonl") -> list[Outcome]:
    path = folder / name
    path.write_bytes(b"\n".join(given))
    return run(path)


def coded(outcome: Outcome) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    assert outcome.error == ""
    return [(r.type, r.actor, r.recipient) for r in outcome.reports]


@pytest.mark.parametrize(
    ("line", "ident", "said"),
    [
        (record(id="a")[:-9], "a.jsonl:1", "is not JSON at line 1, column"),
        (b'{"id": "a", "text": "a", "x": ' + b"[" * 100_000 + b"}", "a.jsonl:1", "nests too deeply"),
        (b'{"id": ' + b"9" * 5000 + b', "text": "a"}', "a.jsonl:1", "Integer value out of range"),
        (b'{"id": "a", "text": 1e999}', "a.jsonl:1", "Number out of range"),
        (b'{"id": true, "text": "a"}', "a.jsonl:1", "got `bool`"),
        (b'{"id": "a", "text": null}', "a", "Expected `str`, got `null`"),
        (b'{"id": "a", "text": "a \\ud8', "a.jsonl:1", "is not JSON at line 1, column"),
        (b'{"id": "a", "text": "a"} more', "a.jsonl:1", "trailing characters"),
        (b"[]", "a.jsonl:1", "got `array`"),
        (b"null", "a.jsonl:1", "got `null`"),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e", "a.jsonl:1", "binary data"),
        (b'{"id": "a", "text": "' + b"x" * 10_000_001 + b'"}', "a.jsonl:1", "is larger than 10 MB"),
        (record(id="a", date="2024-13-45"), "a", "'2024-13-45' is not a date"),
        (record(id="a", date="0001-01-01"), "a", "is older than newspapers"),
        (record(id="a", date="2999-01-01"), "a", "lies in the future"),
        (record(id="a", date=20240620), "a", "got `int` - at `$.date`"),
        (record("Die Ministerin hat am Dienstag ihren Kollegen empfangen.", id="a", lang="de"), "a", "in German (de)"),
        (record(id="a", lang="xx"), "a", "in another language (xx)"),
        (record(id="a", lang="e" * 5000), "a", "in another language"),
        (record("12 34 !", id="a", lang=""), "a", "holds no words"),
        (record('"' * 100_000, id="a", lang=""), "a", "holds no words"),
    ],
)
def test_one_is_wrong_and_the_next_is_coded(tmp_path: Path, line: bytes, ident: str, said: str) -> None:
    wrong, right = lines(tmp_path, line, record(id="next"))
    assert said in wrong.error
    assert len(wrong.error) < 400
    assert json.loads(wrong.line) == {"id": ident, "error": wrong.error}
    assert coded(right) == [ACCUSED]


@pytest.mark.parametrize(
    "line",
    [
        record(FRENCH, lang="fr"),
        record(FRENCH, lang="fr").decode().encode("cp1252"),
        b"\xef\xbb\xbf" + record(FRENCH, lang="fr"),
        record(FRENCH, lang="fr") + b"\r",
        record("Fra\u200fnce con\u00addemned \u202eRus\u200bsia\u202c."),
        record("\ufeffFran\u200dce condemned Ru\u2060ssia\U000e0041."),
        record("Weather.\r\nFrance condemned Russia.\rRain."),
        record().replace(b"France", b"Fra\x00nce"),
        record().replace(b"France", b"Fra\\u0000nce\\u0007"),
        record().replace(b"France", b"\\ud83d\\ude00 \\\\ud800 \\ud800. \\udc00\\ud83d\\u0020France"),
        record().replace(b"port.", b"port. \\ud800"),
        record(more=10**400),
        record(id="x" * 100_000),
        record(GOOD + " " + "A" * 100_000),
        record(("Peace, " * 14_300) + ". " + GOOD),
        record("e" + "\u0301" * 50_000 + ". " + GOOD),
        record("\n" * 100_000 + GOOD),
        record(GOOD + " On 99 January, 99999999999 days ago, in 0000."),
    ],
)
def test_odd_and_yet_coded(tmp_path: Path, line: bytes) -> None:
    (outcome,) = lines(tmp_path, line)
    assert coded(outcome) == [ACCUSED]
    document = read_record(line, "a")
    assert document.text == cleaned(document.text)
    for event in json.loads(outcome.line)["events"]:
        start, end = event["span"]
        assert document.text[start:end] in event["text"]


def test_encodings_may_change_from_line_to_line(tmp_path: Path) -> None:
    line = record(FRENCH, lang="fr")
    found = lines(tmp_path, line, line.decode().encode("cp1252"), b"\xff\xfe", line)
    assert [bool(outcome.error) for outcome in found] == [False, False, True, False]


def test_a_file_in_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes((record() + b"\n" + record()).decode().encode("utf-16"))
    (outcome,) = run(path)
    assert "is in UTF-16" in outcome.error


def test_an_id_stays_as_it_was_given(tmp_path: Path) -> None:
    one, other = lines(tmp_path, record(id="a\u200db"), record(id="ab"))
    assert (one.id, other.id) == ("a\u200db", "ab")


@pytest.mark.parametrize("cut", [20, 200, -9, -1])
def test_a_cut_archive(tmp_path: Path, cut: int) -> None:
    packed = gzip.compress(b"\n".join(record(id=str(n)) for n in range(200)))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed[:cut])
    *good, last = run(path)
    assert "cannot be read beyond line" in last.error
    assert all(not outcome.error for outcome in good)


def test_an_archive_that_unpacks_to_more_than_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "' + b"a" * 30_000_000 + b'"}\n' + record()))
    big, right = run(path)
    assert "is larger than 10 MB" in big.error
    assert coded(right) == [ACCUSED]


@pytest.mark.parametrize("day", ["Thu, 20 Jun 99999999999999999999 10:00:00 GMT", "Thu, 2\x150", "2024-99-99", ","])
def test_a_feed_with_a_date_that_is_none(tmp_path: Path, day: str) -> None:
    entry = f"<item><guid>a</guid><description>{GOOD}</description><pubDate>{day}</pubDate></item>"
    path = tmp_path / "a.xml"
    path.write_bytes(f"<rss><channel>{entry}<item><description>{GOOD}</description></item></channel></rss>".encode())
    one, other = run(path)
    assert not one.error or "is not a date" in one.error
    assert coded(other) == [ACCUSED]


def test_an_archive_that_breaks_off_inside_a_page(tmp_path: Path, warc_record: bytes) -> None:
    pytest.importorskip("fastwarc")
    path = tmp_path / "a.warc"
    path.write_bytes(warc_record * 2)
    assert [item.error for item in items([str(path)])] == ["", ""]
    path.write_bytes(warc_record * 2 + warc_record[: -len(b"\r\n\r\n") - 20])
    assert "breaks off inside a page" in [item.error for item in items([str(path)])][-1]


def test_an_archive_of_pages_that_is_none(tmp_path: Path, warc_record: bytes) -> None:
    pytest.importorskip("fastwarc")
    path = tmp_path / "a.warc"
    path.write_bytes(b"WARC/1.0\r\nfoo")
    (outcome,) = run(path)
    assert "holds no page of a web archive" in outcome.error


@pytest.mark.parametrize(
    "unit", ['"', "“x” ", "» ", "« La France ", '" France " "', "“France condemned Russia.” ", "U.S. ", "- \n", "l'"]
)
def test_ten_times_the_quotes_take_ten_times_as_long(unit: str) -> None:
    def seconds(size: int) -> float:
        line = record(unit * (size // len(unit)))
        start = time.process_time()
        list(outcomes_of(line))
        return time.process_time() - start

    seconds(1000)
    small = min(seconds(20_000) for _ in range(3))
    assert seconds(200_000) < 40 * small + 0.2  # ten times in truth: a machine that is busy may double it


def outcomes_of(line: bytes) -> list[Outcome]:
    from foedus.batch import Item

    return list(outcomes([Item("a:1", line)], Settings()))


def test_the_exit_code_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.jsonl"
    good = [record(id="1"), record(id="2")]
    for given, code in ((good, 0), ([good[0], good[0]], 1), ([good[0], b"{"], 1)):
        path.write_bytes(b"\n".join(given))
        monkeypatch.setattr("sys.argv", ["foedus", "code", str(path), "-q"])
        with pytest.raises(SystemExit) as left:
            main()
        assert int(left.value.code or 0) == code
        assert len(capsys.readouterr().out.splitlines()) == 2


def test_no_message_moves_the_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr("sys.stderr", shown)
    say("a \x1b[31m\u202eb\x07\nc\ud800 é")
    assert shown.getvalue() == "foedus: a \ufffd[31m\ufffdb\ufffd c\ufffd é\n"
