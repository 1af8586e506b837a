"""What can be given to `foedus code`: tables, feeds, archives, folders; what is wrong in one leaves the others be."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import msgspec
import pytest

from foedus.batch import items
from foedus.reading import feed

from .conftest import PAGE

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<language>en-GB</language><item><title>Envoy recalled</title><link>https://example.org/1</link><guid>g-1</guid>
<pubDate>Thu, 20 Jun 2024 10:00:00 GMT</pubDate><description>short</description>
<content:encoded><![CDATA[<p>Chile recalled its ambassador.</p><p>Peru &amp; Bolivia protested.</p>]]></content:encoded>
</item><item><title>Only a title</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><entry><id>a-1</id><title>Rappel</title>
<link rel="alternate" href="https://example.org/2"/><updated>2024-06-20T08:00:00Z</updated>
<summary>Le Chili a rappelé son ambassadeur.</summary></entry></feed>""".encode()


def test_an_rss_feed() -> None:
    (where, one), (_, other) = feed(io.BytesIO(RSS), "news.xml")
    assert where == "news.xml#1"
    assert one == {
        "id": "g-1", "title": "Envoy recalled", "date": "2024-06-20", "lang": "en", "url": "https://example.org/1",
        "text": "Chile recalled its ambassador.\n\nPeru & Bolivia protested.",
    }  # fmt: skip
    assert other["text"] == "Only a title"


def test_an_atom_feed() -> None:
    ((_, entry),) = feed(io.BytesIO(ATOM), "a.xml")
    assert (entry["id"], entry["date"], entry["lang"]) == ("a-1", "2024-06-20", "fr")
    assert entry["url"] == "https://example.org/2"


def test_an_entity_of_a_feed_is_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("nothing to see", encoding="utf-8")
    entity = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>'
    evil = f"{entity}<rss><channel><item><title>&x; t</title></item></channel></rss>"
    found = list(feed(io.BytesIO(evil.encode()), "evil.xml"))
    assert "nothing to see" not in str(found)


def test_a_table(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,when,text,date\n1,x,"One, two.",2024-06-20\n2,x,b,2024-06-20,more\n3,x,c,\n', encoding="utf-8")
    one, bad, last = items([str(path)])
    assert msgspec.json.decode(one.record or b"") == {"id": "1", "text": "One, two.", "date": "2024-06-20"}
    assert "t.csv:3 has more cells" in bad.error
    assert msgspec.json.decode(last.record or b"")["id"] == "3"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.csv", b"a,b\n1,2\n", "no column 'text'"),
        ("t.csv", b'text\n"open', "cannot be read on"),
        ("t.csv", b"text\n\xff\xfe\n", "cannot be read on"),
        ("f.xml", b"", "is not XML"),
        ("f.xml", b"<html><body/></html>", "no entry"),
        ("r.jsonl.gz", b"no gzip", "cannot be read beyond"),
        ("r.jsonl.gz", gzip.compress(b'{"text": "a"}\n' * 5000)[:60], "cannot be read beyond"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert said in [item.error for item in items([str(path)])][-1]


def test_a_web_archive(tmp_path: Path, warc_record: bytes) -> None:
    pytest.importorskip("fastwarc")
    path = tmp_path / "a.warc"
    path.write_bytes(warc_record)
    (item,) = items([str(path)])
    assert (item.name, item.page) == ("https://example.org/a", PAGE)
