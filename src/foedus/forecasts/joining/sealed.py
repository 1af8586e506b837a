"""A model as a small text file: what it is, what it was made from, its numbers, and a hash over all of that.

JSON with sorted keys: `model` (its name), `format` (a number that changes when the meaning of the content does),
`content`, and `sha256` over name, format and content in one canonical form.
"""

from __future__ import annotations

from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import TypeVar

import msgspec

from ...errors import DataError

__all__ = ["pack", "read_model", "shipped", "unpack"]

Content = TypeVar("Content")


class _Envelope(msgspec.Struct, frozen=True):
    model: str
    format: int
    sha256: str
    content: msgspec.Raw


def pack(model: str, format: int, content: object) -> str:  # noqa: A002  # the word for it
    """A model as the text of its file."""
    plain = msgspec.to_builtins(content)
    told = {"model": model, "format": format, "sha256": _hash(model, format, plain), "content": plain}
    return msgspec.json.format(msgspec.json.encode(told, order="sorted"), indent=1).decode() + "\n"


def unpack(text: bytes, model: str, format: int, kind: type[Content], where: str) -> Content:  # noqa: A002
    """The content of a model's file. Raises DataError, naming the file, for one that cannot be read, that holds
    another model or another format, or whose hash is wrong."""
    again = "make it again: foedus model train --what joining"
    try:
        held = msgspec.json.decode(text, type=_Envelope)
        plain = msgspec.json.decode(held.content)
    except msgspec.DecodeError as error:
        raise DataError(f"{where} is no model file ({error}); {again}") from error
    if (held.model, held.format) != (model, format):
        raise DataError(
            f"{where} holds {held.model!r}, format {held.format}, and {model!r}, format {format}, is wanted; {again}"
        )
    if held.sha256 != _hash(model, format, plain):
        raise DataError(f"{where} was changed after it was made (its hash is wrong); {again}")
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as error:
        raise DataError(f"{where} is no model file of this version ({error}); {again}") from error


def _hash(model: str, format: int, plain: object) -> str:  # noqa: A002
    return sha256(msgspec.json.encode([model, format, plain], order="sorted")).hexdigest()


def read_model(path: Path, model: str, format: int, kind: type[Content]) -> Content:  # noqa: A002
    """A model of the user's. Raises DataError as `unpack`, and if the file cannot be read."""
    try:
        return unpack(path.read_bytes(), model, format, kind, str(path))
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror or error})") from error


def shipped(name: str, model: str, format: int, kind: type[Content]) -> Content:  # noqa: A002
    """A model of the package. Raises DataError as `unpack`."""
    file = resources.files("foedus.forecasts") / "models" / f"{name}.json"
    return unpack(file.read_bytes(), model, format, kind, f"models/{name}.json of the package")
