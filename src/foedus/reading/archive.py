"""A web archive (WARC) -> the pages in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from ..errors import ReadingError, UsageError
from .draft import LIMIT

__all__ = ["warc"]

_OK = 200


def warc(stream: IO[bytes], where: str) -> Iterator[tuple[str, bytes]]:
    """Each page that was answered with 200 and is HTML: its address and its bytes. Raises UsageError without the extra
    `io`, ReadingError where the archive cannot be read on.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise UsageError(f"{where}: reading web archives needs fastwarc; run: pip install 'foedus[io]'") from error
    number = 0
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            number += 1
            headers = record.http_headers
            if headers is None or headers.status_code != _OK or "html" not in (record.http_content_type or ""):
                continue
            page = record.reader.read(LIMIT + 1)
            if len(page) < min(record.content_length, LIMIT):
                raise EOFError("it breaks off inside a page")
            yield record.headers.get("WARC-Target-URI") or f"{where}#{number}", page
        if not number:
            raise ReadingError(f"{where} holds no page of a web archive; check the file")
    except (OSError, EOFError, ValueError) as error:
        raise ReadingError(f"{where} cannot be read beyond record {number} ({error}); check the file") from error
