"""What the tests of archives share."""

from __future__ import annotations

import pytest

__all__ = ["PAGE"]

PAGE = b"<html><body><p>Chile recalled its ambassador to Peru.</p></body></html>"


@pytest.fixture
def warc_record() -> bytes:
    """A page as one record of a web archive."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
        b"WARC-Date: 2024-06-20T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http)
    )
    return head + http + b"\r\n\r\n"
