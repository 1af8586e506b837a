"""The facts as one file, for speed: written when a wheel is built, read instead of the texts that it was made from.

The texts stay what is reviewed and what counts: where one of them was changed after the installation, they are read.
"""

from __future__ import annotations

import gc
from pathlib import Path

import msgspec

from .actor import ArmedGroup, Collective, Office, Organisation, People, Person
from .area import Area
from .capability import Capability
from .dates import Period
from .land import Land
from .place import Region, Spot
from .record import Record
from .relation import Rivalry, Visit, VisitsComplete
from .state import FormerName, State
from .treaty import Treaty

__all__ = ["packed", "unpacked"]

SLACK = 300.0  # seconds: an installation writes its files one after the other


class _Facts(msgspec.Struct, array_like=True):
    """The fields of a Record that hold facts."""

    states: dict[str, State]
    former_names: tuple[FormerName, ...]
    offices: tuple[Office, ...]
    people: dict[str, Person]
    organisations: dict[str, Organisation]
    groups: dict[str, ArmedGroup]
    peoples: tuple[People, ...]
    regions: tuple[Region, ...]
    collectives: tuple[Collective, ...]
    treaties: dict[str, Treaty]
    areas: dict[str, Area]
    lands: dict[str, Land]
    spots: dict[str, Spot]
    capabilities: tuple[Capability, ...]
    visits: tuple[Visit, ...]
    visits_complete: tuple[VisitsComplete, ...]
    rivalries: tuple[Rivalry, ...]
    majors: tuple[tuple[str, Period], ...]
    sources: dict[str, str]


class _Pack(msgspec.Struct, array_like=True):
    """The facts, and the name and size of every file that they were read from."""

    files: dict[str, int]
    facts: _Facts


def packed(record: Record, folder: Path) -> bytes:
    """The facts of a record that was read from `folder`, as `unpacked` reads them."""
    held = {name: getattr(record, name) for name in _Facts.__struct_fields__}
    return msgspec.msgpack.encode(_Pack({name: size for name, size, _ in _texts(folder)}, _Facts(**held)))


def unpacked(pack: Path, folder: Path) -> Record | None:
    """The record that was packed; None if there is no pack, or if it is not that of the texts of `folder`."""
    try:
        made = pack.stat().st_mtime
        texts = _texts(folder)
        if any(changed > made + SLACK for *_, changed in texts):
            return None
        content = pack.read_bytes()
    except FileNotFoundError:
        return None
    collecting = gc.isenabled()
    gc.disable()  # nothing of what is made here can be garbage, and there is much of it
    try:
        read = msgspec.msgpack.decode(content, type=_Pack)
    except msgspec.DecodeError:  # of another version of these types: the texts are there
        return None
    finally:
        if collecting:
            gc.enable()
    if read.files != {name: size for name, size, _ in texts}:
        return None
    return Record(**{name: getattr(read.facts, name) for name in _Facts.__struct_fields__})


def _texts(folder: Path) -> list[tuple[str, int, float]]:
    """Every text of facts: its name, its size, when it was last changed."""
    found = []
    for path in sorted((*folder.glob("*.*"), *folder.glob("*/*.*"))):
        if path.suffix in {".csv", ".toml"}:
            known = path.stat()
            found.append((str(path.relative_to(folder)), known.st_size, known.st_mtime))
    return found
