"""Answers that were given once: a file each, in the user's cache; the same question is not asked twice."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec

from .prompt import Message, version

__all__ = ["folder", "key", "load", "save"]


def folder() -> Path:
    """Where answers are kept: under FOEDUS_HOME, else in the platform's folder for what can be made again."""
    home = os.environ.get("FOEDUS_HOME")
    if home:
        return Path(home) / "cache" / "llm"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "foedus" / "llm"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "foedus" / "cache" / "llm"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "foedus" / "llm"


def key(model: str, asked: list[Message]) -> str:
    """The name of an answer: of the model, the version of the prompt, and all that was sent."""
    return hashlib.sha256(msgspec.json.encode([model, version(), asked])).hexdigest()


def load(name: str) -> str | None:
    """An answer that was kept, None if there is none."""
    try:
        return _path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        return None


def save(name: str, answer: str) -> None:
    """Keeps an answer: the file appears whole or not at all. A cache that cannot be written is no reason to stop."""
    path = _path(name)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, made = tempfile.mkstemp(prefix=".foedus-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as stream:
                stream.write(answer)
            Path(made).replace(path)
        except OSError:
            with suppress(OSError):
                Path(made).unlink()
            raise


def _path(name: str) -> Path:
    return folder() / name[:2] / f"{name[2:]}.json"
