"""Where results go: standard output, or a file that appears whole or not at all; progress goes to stderr."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from unicodedata import category

from ..errors import UsageError

if TYPE_CHECKING:
    from ..datasets.citing import Source

__all__ = ["cite_beside", "destination", "replacing", "say", "tell", "watched"]


@contextmanager
def destination(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or the file: written beside its place and moved there once complete.

    Raises UsageError if the file cannot be written.
    """
    if path is None or str(path) == "-":
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a character shows a question mark
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        if path.exists() and not path.is_file():  # a device or a pipe; a folder is refused by the system
            with path.open("w", encoding="utf-8") as stream:
                yield stream
            return
        with _replacing(path) as stream:
            yield stream
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror or error}); give another -o FILE") from error


def cite_beside(path: Path | None, sources: tuple[Source, ...]) -> None:
    """The imported data behind a file of results in a small one beside it, which `foedus data cite` reads; one of an
    earlier result of this name goes. Raises UsageError if it cannot be written."""
    from ..datasets.citing import beside, encode

    if path is None or str(path) == "-" or not path.is_file():
        return
    if not sources:
        with suppress(OSError):
            beside(path).unlink(missing_ok=True)
        return
    with destination(beside(path)) as stream:
        stream.write(encode(sources))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A place beside the file, for a writer that opens files itself: moved there once complete.

    Raises UsageError if the file cannot be written.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".foedus-", dir=path.parent) as folder:
            made = Path(folder) / path.name
            yield made
            made.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror or error}); give another -o FILE") from error


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)  # as any new file; a temporary one is the user's alone
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def watched(quiet: bool) -> bool:
    """Whether someone watches, who did not ask for quiet."""
    return not quiet and sys.stderr.isatty()


def tell(line: str, quiet: bool) -> None:
    """A line of progress: only to someone who watches."""
    if watched(quiet):
        say(line)


def say(line: str) -> None:
    """A line on stderr, whatever the text holds: no character of it moves the cursor or turns the line round."""
    shown = "".join("\ufffd" if category(c) in ("Cc", "Cf", "Cs") else c for c in " ".join(line.split()))
    sys.stderr.write(f"foedus: {shown}\n")
    sys.stderr.flush()
