"""Bad sources: one clear line or an honest brief, never a traceback, never markup that a browser would run."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest

from foedus import reading
from foedus.reading import address, fetch

from .conftest import Run
from .texts import GERMAN, NO_EVENT, RUSSIAN, TREATY

SOURCE = Path(__file__).resolve().parents[2] / "src"


def refused(run: Run, source: object, *options: str) -> str:
    outcome = run("brief", source, *options)
    assert outcome.exit == 1
    return outcome.one_line()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "a.txt is empty"),
        ("a.html", b"\n \n", "a.html is empty"),
        ("a.txt", bytes(range(256)) * 40, "a.txt is binary data"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00", "a.html is a PNG image"),
        ("a.html", b"<html><body><nav><a href='/'>Accueil</a></nav></body></html>", "a page without an article"),
        ("a.txt", GERMAN.encode(), "German (de); foedus reads French (fr), English (en)"),
        ("a.txt", RUSSIAN.encode(), "Russian (ru); foedus reads French (fr), English (en)"),
        ("a.json", b'{"text": "a",\n "id"', "a.json is not JSON at line 2, column 6"),
        ("a.pdf", b"%PDF-1.7", ".pdf files are not read"),
    ],
)
def test_a_source_that_cannot_be_read(run: Run, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    line = refused(run, path)
    assert line.startswith("foedus: ")
    assert said in line


def test_a_file_of_50_megabytes(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(50_000_000)
    assert "larger than 10 MB" in refused(run, tmp_path / "a.txt")


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert "No such file" in refused(run, tmp_path / "none.txt")


def test_an_article_without_a_single_event(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NO_EVENT, encoding="utf-8")
    outcome = run("brief", path, "--format", "json")
    brief = json.loads(outcome.out)
    assert (outcome.exit, outcome.err) == (0, "")
    assert brief["events"] == []
    assert len(brief["findings"]) == 10
    assert brief["findings"][0]["answer"].startswith("Aucun événement relevé")
    assert not [figure for finding in brief["findings"] for figure in finding["figures"]]


def test_an_article_without_a_date(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NO_EVENT, encoding="utf-8")
    brief = json.loads(run("brief", path, "--format", "json").out)
    assert brief["article"]["date"] is None
    assert any("n'est pas daté" in said and str(date.today().year) in said for said in brief["unknowns"]), (
        "the day assumed is stated"
    )


@pytest.mark.parametrize("text", ["2024-13-45", "19 juin 2024", "2024", "2024-6-9", "yesterday", ""])
def test_a_date_that_is_none(run: Run, tmp_path: Path, text: str) -> None:
    outcome = run("brief", tmp_path / "a.txt", "--date", text)
    assert outcome.exit == 2
    assert outcome.out == ""
    assert "YYYY-MM-DD" in outcome.err
    assert "Traceback" not in outcome.err


def test_a_date_to_come(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TREATY, encoding="utf-8")
    tomorrow = date.today() + timedelta(days=1)
    assert f"{tomorrow} lies in the future" in refused(run, path, "--date", str(tomorrow))


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/article"


def test_a_url_that_never_answers(run: Run, silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read", partial(reading.read, timeout=0.2))
    line = refused(run, silent, "--allow-private")
    assert f"{silent} gave no complete answer within 0.2 s" in line


def test_a_url_on_this_machine(run: Run, silent: str) -> None:
    assert "not a public address; if you trust it, add --allow-private" in refused(run, silent)


@pytest.fixture
def redirecting(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server under a name that passes for public, which sends every visitor to this machine."""
    import threading

    real = address.resolve

    def resolve(host: str, port: int, allow_private: bool) -> tuple[str, ...]:
        return ("127.0.0.1",) if host == "news.example" else real(host, port, allow_private)

    monkeypatch.setattr(fetch, "resolve", resolve)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def serve() -> None:
            with listening.accept()[0] as connection:
                connection.recv(4096)
                head = f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{port}/secret\r\nContent-Length: 0\r\n\r\n"
                connection.sendall(head.encode())

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://news.example:{port}/article"
        thread.join()


def test_a_url_that_redirects_to_a_private_address(run: Run, redirecting: str) -> None:
    line = refused(run, redirecting)
    assert f"{redirecting} redirects to http://127.0.0.1" in line
    assert "not a public address" in line


class Page(HTMLParser):
    """The elements and attributes of a page, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


HOSTILE = (
    "&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(2)&gt; &#34;&#39;&gt;&lt;/title&gt;"
    "&lt;svg onload=alert(3)&gt; javascript&#58;alert(4) &#27;]0;owned&#7;"
)


@pytest.mark.parametrize("form", ["html", "md", "terminal", "json"])
def test_a_page_with_scripts_and_hostile_entities(run: Run, tmp_path: Path, form: str) -> None:
    body = "".join(f"<p>{sentence}.</p>" for sentence in NO_EVENT.split(". "))
    path = tmp_path / "a.html"
    path.write_text(
        f"<html lang='fr'><head><title>{HOSTILE}</title><meta name='author' content='{HOSTILE}'></head><body><article>"
        f"<h1>{HOSTILE}</h1><script>alert('in the page')</script>{body}<p>{HOSTILE}</p>"
        "<iframe src='javascript:alert(5)'></iframe></article></body></html>",
        encoding="utf-8",
    )
    outcome = run("brief", path, "--format", form)
    assert (outcome.exit, outcome.err) == (0, "")
    assert "in the page" not in outcome.out
    assert "\x1b" not in outcome.out
    assert "\x07" not in outcome.out
    if form == "html":
        page = Page(outcome.out)
        assert not page.tags & {"script", "iframe", "img", "object", "embed", "form", "base"}
        assert outcome.out.count("<link") == outcome.out.count('<link rel="icon" href="data:,">'), "nothing is loaded"
        assert not [name for name, _value in page.attributes if name.startswith("on")]
        assert not [value for _name, value in page.attributes if value.strip().lower().startswith("javascript")]
    if form == "md":
        assert "<script" not in outcome.out
        assert "<img" not in outcome.out
        assert "<svg" not in outcome.out


def test_the_installed_command_shows_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x00" * 100)
    run = subprocess.run(  # noqa: S603  # our own interpreter on our own module
        [sys.executable, "-c", "from foedus.cli import main; main()", "brief", str(path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=False,
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.count("\n") == 1
    assert "binary data" in run.stderr
