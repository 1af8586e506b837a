"""What a dataset is: its manifest, how its files are checked, how they become tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import msgspec
import tomli as tomllib

from .checks import odd
from .manifest import Manifest
from .raw import Raw

__all__ = ["Dataset", "Derived"]


class Derived(msgspec.Struct, frozen=True):
    """A table that follows from others of its dataset: made anew when one of them is imported, unless a file of its
    own is. `query`: the SQL of each of `inputs`, to stand after FROM, by its name -> a query that yields the table;
    with those of `any_of` that there are, one at the least."""

    table: str
    inputs: tuple[str, ...]
    query: Callable[[Mapping[str, str]], str]
    any_of: tuple[str, ...] = ()


class Dataset(msgspec.Struct, frozen=True, dict=True):
    """A dataset: `check` yields what is wrong with a file, `notes` what is worth a look, `convert` makes a query that
    yields its table; tables that follow from others, in an order in which each can be made."""

    name: str
    check: Callable[[Raw], Iterator[str]]
    convert: Callable[[Raw], str]
    derived: tuple[Derived, ...] = ()
    notes: Callable[[Raw], Iterator[str]] = odd

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest that lies beside the dataset's module."""
        path = Path(__file__).parent / self.name / "manifest.toml"
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Manifest)
