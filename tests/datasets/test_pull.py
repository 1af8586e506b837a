"""Downloads from a server on this machine that does what servers do: breaks off, moves files, keeps silent."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from foedus.datasets import DATASETS, pulling, store
from foedus.datasets.manifest import Release
from foedus.errors import DataError, UsageError

ROWS = "ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n" + "".join(
    f"{code},{year},1,2,3,4,5,6,0.5\n" for code in (2, 20) for year in range(1950, 2001)
)
BODY = ROWS.encode()


@dataclass
class Server:
    """What the server does with each request, and what it was asked."""

    url: str = ""
    answers: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            told.asked.append(dict(self.headers))
            answer = told.answers[min(len(told.asked), len(told.answers)) - 1]
            answer(self)

        def log_message(self, *_: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    told.url = f"http://127.0.0.1:{running.server_port}/NMC.csv"
    monkeypatch.setattr(pulling, "WAIT", 0.001)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    yield told
    running.shutdown()
    running.server_close()
    thread.join()


def send(
    handler: BaseHTTPRequestHandler, body: bytes, promised: int | None = None, status: int = 200, **more: str
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body) if promised is None else promised))
    handler.send_header("ETag", more.pop("etag", '"one"'))
    handler.send_header("Content-Type", more.pop("kind", "text/csv"))
    for name, value in more.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
    handler.close_connection = True


def whole(handler: BaseHTTPRequestHandler) -> None:
    send(handler, BODY)


def half(handler: BaseHTTPRequestHandler) -> None:
    send(handler, BODY[:700], promised=len(BODY))


def rest(handler: BaseHTTPRequestHandler) -> None:
    start = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    content_range = f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"
    send(handler, BODY[start:], status=206, Content_Range=content_range)


def rows() -> int:
    held = store.held("nmc", "state_years")
    return held.rows if held else 0


def pull(server: Server, *answers: Callable[[BaseHTTPRequestHandler], None]) -> None:
    server.answers[:] = answers
    server.asked.clear()
    pulling.pull("nmc", urls=(server.url,))


def left(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "downloads").rglob("*") if path.is_file())


def test_a_file_is_downloaded_imported_and_not_kept(home: Path, server: Server) -> None:
    server.answers[:] = [whole]
    seen: list[tuple[str, int, int | None]] = []
    report = pulling.pull("nmc", urls=(server.url,), progress=lambda *step: seen.append(step))
    assert report.took[0].startswith("NMC.csv: nmc")
    assert seen[-1] == ("NMC.csv", len(BODY), len(BODY))
    assert rows() == 102
    assert left(home) == []


def test_what_broke_off_goes_on_where_it_stopped(home: Path, server: Server) -> None:
    pull(server, half, rest)
    assert [asked.get("Range") for asked in server.asked] == [None, "bytes=700-"]
    assert server.asked[1]["If-Range"] == '"one"'
    assert rows() == 102


def test_a_later_run_goes_on_too(home: Path, server: Server) -> None:
    def nothing(handler: BaseHTTPRequestHandler) -> None:
        send(handler, b"", status=503)

    with pytest.raises(DataError, match="503 Service Unavailable, 4 tries"):
        pull(server, half, nothing)
    assert left(home) == ["NMC.csv.json", "NMC.csv.part"]
    assert rows() == 0
    pull(server, rest)
    assert server.asked[0]["Range"] == "bytes=700-"
    assert rows() == 102


def test_a_server_that_always_breaks_off(home: Path, server: Server) -> None:
    def without_parts(handler: BaseHTTPRequestHandler) -> None:
        send(handler, BODY[:300], promised=len(BODY))

    with pytest.raises(DataError, match=f"broke off after 300 of {len(BODY)} bytes, 4 tries.*goes on") as refused:
        pull(server, without_parts)
    assert "foedus data import DIR" in str(refused.value)
    assert rows() == 0


def test_a_file_that_changed_meanwhile_is_begun_anew(home: Path, server: Server) -> None:
    def other(handler: BaseHTTPRequestHandler) -> None:
        send(handler, BODY, etag='"two"')  # 200, not 206: If-Range does not hold

    pull(server, half, other)
    assert rows() == 102


def test_a_server_without_marks_is_asked_for_the_whole_again(home: Path, server: Server) -> None:
    def unmarked(handler: BaseHTTPRequestHandler) -> None:
        send(handler, BODY[:700], promised=len(BODY), etag="")

    pull(server, unmarked, whole)
    assert "Range" not in server.asked[1]
    assert rows() == 102


def test_another_file_than_the_manifest_knows_is_refused(
    home: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = sha256(BODY).hexdigest()
    for known, fits in (("0" * 64, False), (right, True)):
        manifest = DATASETS["nmc"].manifest
        release = Release("7.0", (1816, 2022), url=(server.url,), sha256=(known,))
        changed = msgspec.structs.replace(manifest, release=(release,))
        monkeypatch.setitem(DATASETS["nmc"].__dict__, "manifest", changed)
        server.answers[:] = [whole]
        if fits:
            pulling.pull("nmc")
            assert rows() == 102
        else:
            with pytest.raises(DataError, match=f"sha256 {right}, wanted 0000.*nothing was imported"):
                pulling.pull("nmc")
            assert rows() == 0
        assert left(home) == []


def test_a_file_that_is_not_there(home: Path, server: Server) -> None:
    with pytest.raises(DataError, match=r"answers 404 Not Found; look at .*foedus data import DIR"):
        pull(server, lambda handler: send(handler, b"gone", status=404))
    assert len(server.asked) == 1  # asking again does not help


def test_a_silent_server(home: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulling, "SECONDS", 0.05)
    released = threading.Event()

    def silent(handler: BaseHTTPRequestHandler) -> None:
        released.wait(5)
        handler.close_connection = True

    def stalled(handler: BaseHTTPRequestHandler) -> None:
        send(handler, BODY[:500], promised=len(BODY))
        released.wait(5)

    try:
        for answer in (silent, stalled):
            with pytest.raises(DataError, match=r"no answer within 0.05 s, 4 tries"):
                pull(server, answer)
    finally:
        released.set()
    assert rows() == 0


def test_a_web_page_is_no_data(home: Path, server: Server) -> None:
    with pytest.raises(DataError, match="a web page, not with a data file"):
        pull(server, lambda handler: send(handler, b"<html>accept our terms</html>", kind="text/html"))


def test_what_no_dataset_knows_is_not_kept(home: Path, server: Server) -> None:
    with pytest.raises(DataError, match="holds no file that foedus knows"):
        pull(server, lambda handler: send(handler, b"a,b\n1,2\n"))
    assert left(home) == []


def test_no_server_at_all(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulling, "WAIT", 0.001)
    with pytest.raises(DataError, match=r"could not be downloaded \(.+ 4 tries\)"):
        pulling.pull("nmc", urls=("http://127.0.0.1:9/x.csv",))


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("nmcc",), "no dataset is called 'nmcc'"),
        (("nmc", "99"), "nmc has no version '99'"),
        (("nmc", "", ("file:///etc/passwd",)), "must begin with http"),
        (("nmc", "", ("ftp://127.0.0.1/x.csv",)), "must begin with http"),
    ],
)
def test_wrong_usage(home: Path, arguments: tuple[Any, ...], reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        pulling.pull(*arguments)


def test_what_must_be_downloaded_by_hand_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = DATASETS["nmc"].manifest
    release = Release("7.0", (1816, 2022), by_hand="its licence asks for a form")
    monkeypatch.setitem(DATASETS["nmc"].__dict__, "manifest", msgspec.structs.replace(manifest, release=(release,)))
    with pytest.raises(DataError, match=r"a form; download it by hand from .* then run: foedus data import DIR"):
        pulling.pull("nmc")


def test_every_address_of_a_manifest_is_one() -> None:
    for dataset in DATASETS.values():
        for release in dataset.manifest.release:
            assert all(url.startswith(("https://", "http://")) for url in release.url)
            assert len(release.sha256) in (0, len(release.url))
            assert release.url or release.by_hand, f"{dataset.name} {release.version}: neither address nor reason"


def test_a_file_of_another_dataset_is_not_imported(home: Path, server: Server) -> None:
    server.answers = [lambda handler: send(handler, BODY)]
    with pytest.raises(DataError, match=r"is no file of icb but of nmc; nothing was imported"):
        pulling.pull("icb", urls=(server.url,))
    assert store.imported("nmc") == {}
