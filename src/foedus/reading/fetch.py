"""A URL -> bytes, within limits: http and https, public addresses, ten megabytes, twenty seconds, five redirects.

The name is resolved once and the connection made to the address that was checked, so that a second answer of the
name server cannot lead elsewhere. Proxies of the environment are not used: they would resolve the name themselves.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from ..errors import ReadingError
from .address import resolve
from .draft import LIMIT, MEGABYTE

__all__ = ["Fetched", "fetch"]

SECONDS = 20.0
REDIRECTS = 5
KINDS = {"text/html": ".html", "text/plain": ".txt", "application/json": ".json"}
_HEADERS = {
    "User-Agent": "foedus (reads one article)",
    "Accept": ", ".join(KINDS),
    "Accept-Language": "fr, en;q=0.9",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_BLOCK = 65_536


@dataclass(frozen=True)
class Fetched:
    """What a URL gave: where it was found in the end, its bytes, the ending of their kind, the charset if declared."""

    url: str
    data: bytes
    kind: str
    charset: str


@dataclass
class _Errand:
    """One fetch on its thread: what it is to do, and what came of it."""

    url: str
    allow_private: bool
    until: float
    result: Fetched | None = None
    error: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def left(self) -> float:
        """Seconds that remain. Raises TimeoutError if none do."""
        seconds = self.until - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def run(self) -> None:
        """Fetch; whatever goes wrong is kept for the caller's thread, which raises it."""
        try:
            self.result = _follow(self)
        except Exception as error:  # raised again in fetch
            self.error = error
        finally:
            self.done.set()


def fetch(url: str, allow_private: bool = False, timeout: float = SECONDS) -> Fetched:
    """The page at a URL. Raises ReadingError for whatever prevents it, with the URL and the reason."""
    errand = _Errand(url, allow_private, time.monotonic() + timeout)
    # On a thread of its own, because neither the resolving of names nor a server that answers a byte a second
    # heeds a timeout; a daemon, so that it never keeps the program from ending.
    threading.Thread(target=errand.run, daemon=True).start()
    errand.done.wait(timeout)
    error = errand.error
    if errand.result is not None:
        return errand.result
    if error is None or isinstance(error, TimeoutError):
        raise ReadingError(
            f"{url} gave no complete answer within {timeout:g} s; try again later, or save the page and give the file"
        ) from error
    if isinstance(error, ReadingError):
        raise error
    if isinstance(error, OSError | http.client.HTTPException | ValueError | zlib.error):
        reason = (
            getattr(error, "verify_message", "") or getattr(error, "strerror", "") or str(error) or type(error).__name__
        )
        raise ReadingError(f"{url} cannot be fetched ({reason}); save the page and give the file") from error
    raise error


def _follow(errand: _Errand) -> Fetched:
    url = errand.url
    for _ in range(REDIRECTS + 1):
        try:
            answer = _ask(url, errand)
        except ReadingError as error:
            if url == errand.url:
                raise
            raise ReadingError(f"{errand.url} redirects to {url}: {error}") from error
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(url, answer)
    raise ReadingError(f"{errand.url} redirects more than {REDIRECTS} times; give the address of the article itself")


def _ask(url: str, errand: _Errand) -> Fetched | str:
    """What one address answers: the page, or where it redirects to."""
    parts = _checked(url)
    secure = parts.scheme == "https"
    host, port = str(parts.hostname), parts.port or (443 if secure else 80)
    addresses = resolve(host, port, errand.allow_private)
    connection = _Secure(host, port) if secure else http.client.HTTPConnection(host, port)
    try:
        connection.sock = _connect(addresses, port, errand)
        if isinstance(connection, _Secure):
            connection.secure(errand.left())
        connection.request("GET", _target(parts), headers=_HEADERS)
        with closing(connection.getresponse()) as response:
            if response.status in (301, 302, 303, 307, 308) and response.getheader("Location"):
                return str(response.getheader("Location"))
            return _page(url, response, errand)
    finally:
        connection.close()


class _Secure(http.client.HTTPSConnection):
    """HTTPS over a socket that is already connected to the checked address; the certificate must name the host."""

    def secure(self, seconds: float) -> None:
        """The handshake, within so many seconds."""
        self.sock.settimeout(seconds)
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ReadingError(f"{url} is not an address of the web ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise ReadingError(f"{url} is not fetched: only addresses that begin with http:// or https:// are")
    return parts


def _target(parts: SplitResult) -> str:
    """Path and query as they are sent: ASCII, no blanks."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return path + ("?" + quote(parts.query, safe="/%:@!$&'()*+,;=?~[]") if parts.query else "")


def _connect(addresses: tuple[str, ...], port: int, errand: _Errand) -> socket.socket:
    failure: OSError = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=errand.left())
        except TimeoutError:
            raise
        except OSError as error:
            failure = error
    raise failure


def _page(url: str, response: http.client.HTTPResponse, errand: _Errand) -> Fetched:
    if response.status != 200:
        raise ReadingError(f"{url} answers {response.status} {response.reason}; check the address, or give a file")
    kind = response.headers.get_content_type()
    if kind not in KINDS or response.getheader("Content-Type") is None:
        raise ReadingError(f"{url} is {kind}, which is not read; only {', '.join(KINDS)} are")
    body = _body(url, response, errand)
    coding = response.getheader("Content-Encoding", "identity").strip().lower()
    if coding in ("gzip", "x-gzip"):
        unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
        body = unpacking.decompress(body, LIMIT + 1)  # no more: a small body may unpack to terabytes
        if len(body) > LIMIT:
            raise _too_large(url)
    elif coding not in ("identity", ""):
        raise ReadingError(f"{url} is packed with {coding}, which is not read; save the page and give the file")
    return Fetched(url, body, KINDS[kind], response.headers.get_content_charset() or "")


def _body(url: str, response: http.client.HTTPResponse, errand: _Errand) -> bytes:
    if int(response.length or 0) > LIMIT:
        raise _too_large(url)
    blocks: list[bytes] = []
    size = 0
    while block := response.read1(_BLOCK):
        errand.left()
        blocks.append(block)
        size += len(block)
        if size > LIMIT:
            raise _too_large(url)
    if response.length:  # the connection ended before what was promised
        raise http.client.IncompleteRead(b"", response.length)
    return b"".join(blocks)


def _too_large(url: str) -> ReadingError:
    return ReadingError(f"{url} is larger than {LIMIT // MEGABYTE} MB; save the text of the article and give the file")
