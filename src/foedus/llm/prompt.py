"""The messages that the model is sent, built from `prompt.toml`, the record and the document."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import msgspec
import tomli as tomllib

from ..document import Document
from ..event import EventType
from ..record import Record
from .actors import listing

__all__ = ["Message", "messages", "modes", "version"]

Message = dict[str, str]


class _Type(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One type of event: what it means, and its modes."""

    means: str
    modes: tuple[str, ...]


class _Prompt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    task: str
    fields: str
    rules: tuple[str, ...]
    actors: str
    types: dict[EventType, _Type]


_FILE = Path(__file__).with_name("prompt.toml")


@cache
def _prompt() -> _Prompt:
    return msgspec.convert(tomllib.loads(_FILE.read_text(encoding="utf-8")), _Prompt)


@cache
def version() -> str:
    """The version of the prompt: it changes with every word of it."""
    return hashlib.sha256(_FILE.read_bytes()).hexdigest()[:12]


def modes(kind: EventType) -> tuple[str, ...]:
    """The modes of a type."""
    return _prompt().types[kind].modes


def messages(document: Document, record: Record) -> list[Message]:
    """The prompt for a document: the ontology and the rules first, the same for all documents of a day."""
    text = document.text
    numbered = [f"[{n}] {' '.join(text[start:end].split())}" for n, (start, end) in enumerate(document.sentences)]
    day = document.published.isoformat() if document.published else "unknown"
    head = f"Published: {day}. Language: {document.lang}."
    return [
        {"role": "system", "content": _system(record, document.published)},
        {"role": "user", "content": "\n".join((head, "Text:", *numbered))},
    ]


@lru_cache(maxsize=64)
def _system(record: Record, day: date | None) -> str:
    prompt = _prompt()
    types = [_line(kind.value, prompt.types[kind]) for kind in EventType]
    rules = [f"{n}. {rule}" for n, rule in enumerate(prompt.rules, 1)]
    parts = (prompt.task, prompt.fields, "Types:", *types, "Rules:", *rules, prompt.actors, listing(record, day))
    return "\n".join(part.strip() for part in parts)


def _line(name: str, kind: _Type) -> str:
    return f"- {name}: {kind.means}" + (f". Modes: {', '.join(kind.modes)}" if kind.modes else "")
