"""A file, a page, a URL or a record -> Document: its text, date, language and sentences."""

from .jsonfile import lines, opened
from .reader import KINDS, read, read_bytes, read_record, read_text

__all__ = ["KINDS", "lines", "opened", "read", "read_bytes", "read_record", "read_text"]
