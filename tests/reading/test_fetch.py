"""Pages of the web: within limits, from public addresses."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from foedus.errors import ReadingError
from foedus.reading import address, fetch, read

from .articles import ENGLISH, FRENCH, page
from .conftest import Site

HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name news.example leads to the site, as if that were a public address; other names are resolved."""
    real = address.resolve

    def resolve(host: str, port: int, allow_private: bool) -> tuple[str, ...]:
        return ("127.0.0.1",) if host == "news.example" else real(host, port, allow_private)

    monkeypatch.setattr(fetch, "resolve", resolve)


def test_a_page(site: Site) -> None:
    site.pages["/un%20accord?p=1"] = (200, HTML, page().encode())
    document = read(f"{site.url}/un accord?p=1", allow_private=True)
    assert document.url == document.id == f"{site.url}/un accord?p=1"
    assert "cabillaud" in document.text


def test_plain_text_and_json(site: Site) -> None:
    site.pages["/a"] = (200, {"Content-Type": "text/plain; charset=iso-8859-1"}, FRENCH.encode("latin-1"))
    site.pages["/b"] = (200, {"Content-Type": "application/json"}, b'{"id": "b", "text": "%s"}' % ENGLISH.encode())
    assert read(f"{site.url}/a", allow_private=True).text == FRENCH
    assert read(f"{site.url}/b", allow_private=True).id == "b"


def test_a_packed_page(site: Site) -> None:
    site.pages["/"] = (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(page().encode()))
    assert "cabillaud" in read(site.url, allow_private=True).text


def test_the_name_is_sent_and_the_checked_address_asked(site: Site, named: None) -> None:
    site.pages["/"] = (200, HTML, page().encode())
    read(f"http://news.example:{site.port}/")
    assert site.asked == [("/", f"news.example:{site.port}")]


def test_a_redirect_is_followed(site: Site) -> None:
    site.pages["/old"] = (302, {"Location": "/new"}, b"")
    site.pages["/new"] = (200, HTML, page().encode())
    assert read(f"{site.url}/old", allow_private=True).url == f"{site.url}/new"


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:{port}/in", "http://localhost:{port}/in", "http://[::1]:{port}/in", "http://169.254.169.254/in"],
)
def test_a_redirect_to_a_private_address_is_refused(site: Site, named: None, target: str) -> None:
    site.pages["/"] = (302, {"Location": target.format(port=site.port)}, b"")
    site.pages["/in"] = (200, HTML, page().encode())
    with pytest.raises(ReadingError, match=r"redirects to .* not a public address"):
        read(f"http://news.example:{site.port}/")
    assert [path for path, _host in site.asked] == ["/"]


@pytest.mark.parametrize("target", ["file:///etc/hosts", "ftp://news.example/a", "javascript:alert(1)"])
def test_a_redirect_out_of_the_web_is_refused(site: Site, target: str) -> None:
    site.pages["/"] = (302, {"Location": target}, b"")
    with pytest.raises(ReadingError, match="only addresses that begin with http"):
        read(f"{site.url}/", allow_private=True)


def test_redirects_end(site: Site) -> None:
    site.pages["/"] = (301, {"Location": "/"}, b"")
    with pytest.raises(ReadingError, match="redirects more than 5 times"):
        read(f"{site.url}/", allow_private=True)
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, HTML, b""), "answers 404"),
        ((500, HTML, b""), "answers 500"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "is image/png, which is not read"),
        ((200, {}, b"text"), "which is not read"),
        ((200, {**HTML, "Content-Encoding": "br"}, b"x"), "packed with br"),
        ((200, {**HTML, "Content-Encoding": "gzip"}, b"no gzip"), "cannot be fetched"),
        ((200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b"a" * 10_000_001)), "larger than 10 MB"),
        ((200, {**HTML, "Content-Length": "10000001"}, b"a"), "larger than 10 MB"),
        ((200, HTML, b"a" * 10_000_001), "larger than 10 MB"),
        ((200, {**HTML, "Content-Length": "500"}, b"cut off"), "cannot be fetched"),
    ],
)
def test_answers_that_are_refused(site: Site, answer: tuple[int, dict[str, str], bytes], said: str) -> None:
    site.pages["/"] = answer
    with pytest.raises(ReadingError, match=said):
        read(f"{site.url}/", allow_private=True)


@pytest.fixture(params=["silent", "dripping"])
def slow(request: pytest.FixtureRequest) -> Iterator[str]:
    """A server that accepts and then says nothing, or a byte now and then, without end."""
    stop = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listening.accept()[0] as connection:
            while not stop.wait(0.02):
                if request.param == "dripping":
                    try:
                        connection.sendall(b"H")
                    except OSError:  # the client has given up
                        return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    stop.set()
    thread.join()
    listening.close()


def test_a_server_that_never_finishes_is_left(slow: str) -> None:
    start = time.monotonic()
    with pytest.raises(ReadingError, match=r"no complete answer within 0\.3 s"):
        read(slow, allow_private=True, timeout=0.3)
    assert time.monotonic() - start < 2


def test_a_name_that_resolves_slowly_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(fetch, "resolve", lambda *args: released.wait(5) and ())
    with pytest.raises(ReadingError, match="no complete answer"):
        read("http://news.example/", timeout=0.1)
    released.set()


def test_the_name_is_resolved_once_so_that_it_cannot_change(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    connected: list[tuple[str, int]] = []

    def answer(host: str, port: int, *args: object, **kwargs: object) -> list[tuple[object, ...]]:
        asked.append(host)
        found = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port))]

    def connect(target: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(target)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(ReadingError, match="Connection refused"):
        read("http://news.example/")
    assert asked == ["news.example"]
    assert connected == [("93.184.215.14", 80)]


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
        "240.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(text: str) -> None:
    assert not address.public(text)


@pytest.mark.parametrize("text", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_addresses_that_are_public(text: str) -> None:
    assert address.public(text)


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "localhost"])
def test_other_spellings_of_this_machine(host: str) -> None:
    with pytest.raises(ReadingError, match=r"not a public address|no such host"):
        read(f"http://{host}/")


@pytest.mark.parametrize("url", ["ftp://e.org/a", "file:///etc/hosts", "http://", "http://e.org:99999/", "http://[x/"])
def test_addresses_that_are_none_of_the_web(url: str) -> None:
    with pytest.raises(ReadingError, match=r"not fetched|not an address"):
        read(url)
