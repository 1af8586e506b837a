"""A file, a page, a URL or a record -> Document: its text, date, language and sentences."""

from .archive import warc
from .feed import feed
from .jsonfile import lines, opened
from .reader import KINDS, read, read_bytes, read_record, read_text

__all__ = ["KINDS", "feed", "lines", "opened", "read", "read_bytes", "read_record", "read_text", "warc"]
