"""A dataset from its publisher's address: downloaded, what was broken off taken up again, verified, imported.

Only `foedus data pull` reaches the network, and only the addresses of the manifest or one that is given. A download
stands under FOEDUS_HOME/downloads until it is imported; one that broke off is continued there, if the server still
has the same file (`If-Range`), else begun anew.
"""

from __future__ import annotations

import http.client
import shutil
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from ..errors import DataError, UsageError
from . import DATASETS, store
from .home import data_folder
from .importing import Report, import_files
from .manifest import Manifest, Release
from .versions import order

__all__ = ["Download", "Progress", "pull"]

SECONDS = 30.0  # without a byte from the server
TRIES = 4
WAIT = 1.0  # seconds before the second try; twice as long before each further one
BLOCK = 1 << 16
AGENT = "foedus (research data, for one user)"
PAGES = ("text/html", "application/xhtml+xml")

Progress = Callable[[str, int, int | None], None]
"""Called with the file's name, the bytes that are there, and how many there will be (None: the server does not say)."""


@dataclass(frozen=True)
class Download:
    """A file to be fetched: where from, where to, its hash where the manifest knows it."""

    url: str
    path: Path
    sha256: str = ""


class Started(msgspec.Struct, frozen=True):
    """What is known of a download that broke off: the address, and the mark by which the server knows the file."""

    url: str
    mark: str


class _BrokenError(Exception):
    """A download that another try may finish; its text says why it stopped."""


def pull(name: str, version: str = "", urls: tuple[str, ...] = (), progress: Progress | None = None) -> Report:
    """Download a version of a dataset (default: the newest) and import it; `urls`: from there and not the publisher.

    Raises UsageError for a name, version or address that is none, DataError for whatever prevents it: it must be
    downloaded by hand, the server does not have it, is silent, or sends something else.
    """
    manifest = _manifest(name)
    release = _release(manifest, version)
    downloads = tuple(_downloads(manifest, release, urls))
    paths = tuple(_fetched(download, progress or (lambda *_: None), manifest) for download in downloads)
    try:
        return import_files(paths, " and ".join(d.url for d in downloads), wanted=name)
    finally:  # what cannot be imported would not be better for being kept
        for path in paths:
            path.unlink(missing_ok=True)


def _manifest(name: str) -> Manifest:
    if name not in DATASETS:
        raise UsageError(f"no dataset is called {name!r}; foedus knows: {', '.join(DATASETS)}")
    return DATASETS[name].manifest


def _release(manifest: Manifest, version: str) -> Release | None:
    if not version:
        newest = sorted(manifest.release, key=lambda r: order(r.version), reverse=True)
        return next((r for r in newest if r.url), next(iter(newest), None))
    found = next((r for r in manifest.release if r.version == version), None)
    if found is None:
        known = ", ".join(r.version for r in manifest.release) or "none"
        raise UsageError(f"{manifest.name} has no version {version!r}; foedus knows: {known}")
    return found


def _downloads(manifest: Manifest, release: Release | None, urls: tuple[str, ...]) -> Iterator[Download]:
    """What is to be fetched. Raises DataError where only the user can."""
    by_hand = f"download it by hand from {manifest.origin}, then run: foedus data import DIR"
    if not urls and (release is None or not release.url):
        reason = release.by_hand if release and release.by_hand else "its publisher offers no address for it"
        raise DataError(f"{manifest.name} cannot be downloaded by foedus: {reason}; {by_hand}")
    hashes = {} if urls or release is None else dict(zip(release.url, release.sha256, strict=False))
    for url in urls or (release.url if release else ()):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"{url} is no address to download from: it must begin with http:// or https://")
        file = Path(unquote(parts.path)).name or "download"
        yield Download(url, data_folder() / "downloads" / manifest.name / file, hashes.get(url, ""))


def _fetched(download: Download, progress: Progress, manifest: Manifest) -> Path:
    """The file, whole and verified. Raises DataError."""
    try:
        download.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"{download.path.parent} cannot be written ({error.strerror}); set FOEDUS_HOME") from error
    if not download.path.is_file():
        _try(download, progress, manifest)
    digest = store.hash_of(download.path)
    if download.sha256 and digest != download.sha256:
        download.path.unlink()
        raise DataError(
            f"{download.url} sent another file than the one that is known (sha256 {digest}, wanted {download.sha256});"
            f" nothing was imported. If its publisher has replaced it, download it from {manifest.origin} and run:"
            " foedus data import DIR"
        )
    return download.path


def _try(download: Download, progress: Progress, manifest: Manifest) -> None:
    reason = ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(WAIT * 2 ** (attempt - 1))
        try:
            _once(download, progress, manifest)
            return
        except _BrokenError as broken:
            reason = str(broken)
        except OSError as error:  # of the disk: those of the network are _BrokenError
            raise DataError(
                f"{download.path} cannot be written ({error.strerror or error}); set FOEDUS_HOME"
            ) from error
    raise DataError(
        f"{download.url} could not be downloaded ({reason}, {TRIES} tries); run the same command again, which goes on"
        f" where this one stopped, or download it from {manifest.origin} and run: foedus data import DIR"
    )


def _once(download: Download, progress: Progress, manifest: Manifest) -> None:
    """One request, for what is still missing. Raises _BrokenError if another may help, DataError if none will."""
    part, note = _beside(download, ".part"), _beside(download, ".json")
    started = _started(note, download.url)
    there = part.stat().st_size if started and part.is_file() else 0
    request = urllib.request.Request(download.url, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})  # noqa: S310  # checked
    if there and started:
        request.add_header("Range", f"bytes={there}-")
        request.add_header("If-Range", started.mark)
    response = _answer(request, download, manifest, part)
    with response:
        if response.status != 206:  # the whole file: the server knows no parts, or has another file now
            there = 0
        mark = response.headers.get("ETag") or response.headers.get("Last-Modified") or ""
        _write(note, msgspec.json.encode(Started(download.url, mark)) if mark and not mark.startswith("W/") else b"")
        wanted = there + response.length if response.length is not None else None
        _room(download.path.parent, (wanted or 0) - there)
        _stream(response, part, there, wanted, lambda size: progress(download.path.name, size, wanted))
    part.replace(download.path)
    note.unlink(missing_ok=True)


def _answer(
    request: urllib.request.Request, download: Download, manifest: Manifest, part: Path
) -> http.client.HTTPResponse:
    by_hand = f"look at {manifest.origin}, download it by hand and run: foedus data import DIR"
    try:
        response: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=SECONDS)  # noqa: S310  # checked
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416:  # what is there is no beginning of what the server has
            part.unlink(missing_ok=True)
        if error.code in (408, 416, 425, 429) or error.code >= 500:
            raise _BrokenError(f"the server answers {error.code} {error.reason}") from error
        raise DataError(f"{download.url} answers {error.code} {error.reason}; {by_hand}") from error
    except (urllib.error.URLError, TimeoutError, ConnectionError, http.client.HTTPException) as error:
        raise _network(error) from error
    if response.headers.get_content_type() in PAGES:
        response.close()
        raise DataError(f"{download.url} answers with a web page, not with a data file; {by_hand}")
    return response


def _network(error: Exception) -> _BrokenError:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return _BrokenError(f"no answer within {SECONDS:g} s")
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _BrokenError(f"its certificate is not trusted: {cause.verify_message}")
    return _BrokenError(str(getattr(cause, "strerror", "") or cause or type(cause).__name__))


def _stream(
    response: http.client.HTTPResponse, part: Path, there: int, wanted: int | None, progress: Callable[[int], None]
) -> None:
    with part.open("r+b" if there else "wb") as target:
        target.seek(there)
        target.truncate()
        size = there
        while block := _block(response):
            target.write(block)
            size += len(block)
            progress(size)
    if wanted is not None and size < wanted:
        raise _BrokenError(f"it broke off after {size} of {wanted} bytes")


def _block(response: http.client.HTTPResponse) -> bytes:
    try:
        return response.read1(BLOCK)
    except (TimeoutError, ConnectionError, ssl.SSLError, http.client.HTTPException) as error:
        raise _network(error) from error


def _room(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if wanted > free:
        raise DataError(f"{folder} has {free >> 20} MB free, the file is {wanted >> 20} MB; set FOEDUS_HOME elsewhere")


def _beside(download: Download, ending: str) -> Path:
    return download.path.with_name(download.path.name + ending)


def _started(note: Path, url: str) -> Started | None:
    with suppress(OSError, msgspec.DecodeError):
        started = msgspec.json.decode(note.read_bytes(), type=Started)
        return started if started.url == url else None
    return None


def _write(note: Path, content: bytes) -> None:
    note.write_bytes(content)
