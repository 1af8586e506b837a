"""What the model may answer: the JSON schema that is sent, and the types that every answer is held to."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from ..event import EventType
from .prompt import modes

__all__ = ["Answer", "Found", "decode", "schema"]


class Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event as the model gives it."""

    type: EventType
    mode: str | None
    actor: list[str]
    recipient: list[str]
    symmetric: bool
    status: Literal["happened", "announced"]
    date: str | None
    sentence: int
    quote: str


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole answer."""

    events: list[Found]


_DECODER = msgspec.json.Decoder(Answer)


def decode(text: str) -> Answer:
    """An answer held to the schema. Raises ValueError, with the reason, for any other."""
    try:
        return _DECODER.decode(_bare(text))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise ValueError(str(error) or type(error).__name__) from error


def _bare(text: str) -> str:
    """The JSON of an answer: models wrap it into a code fence, or think aloud before it."""
    text = text.rpartition("</think>")[2].strip()
    if text.startswith("```"):
        text = text.strip("`").removeprefix("json")
    return text.strip()


def schema() -> dict[str, Any]:
    """The JSON schema of an answer, in the subset that servers enforce: everything required, nothing besides."""
    nullable = {"type": ["string", "null"]}
    codes = {"type": "array", "items": {"type": "string"}}
    fields: dict[str, Any] = {
        "type": {"type": "string", "enum": [kind.value for kind in EventType]},
        "mode": {"anyOf": [{"type": "string", "enum": sorted({m for kind in EventType for m in modes(kind)})}, _NULL]},
        "actor": codes,
        "recipient": codes,
        "symmetric": {"type": "boolean"},
        "status": {"type": "string", "enum": ["happened", "announced"]},
        "date": nullable,
        "sentence": {"type": "integer"},
        "quote": {"type": "string"},
    }
    return _object({"events": {"type": "array", "items": _object(fields)}})


_NULL = {"type": "null"}


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
