"""What a dataset is: its manifest, how its files are checked, how they become tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType

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
    """A dataset by the name of its package, which is imported when it is first needed: who reads what was imported
    needs none of it."""

    name: str

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest that lies beside the dataset's module."""
        path = Path(__file__).parent / self.name / "manifest.toml"
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Manifest)

    @cached_property
    def _package(self) -> ModuleType:
        return import_module(f"{__package__}.{self.name}")

    @property
    def check(self) -> Callable[[Raw], Iterator[str]]:
        """What is wrong with a file of the dataset."""
        found: Callable[[Raw], Iterator[str]] = self._package.check
        return found

    @property
    def convert(self) -> Callable[[Raw], str]:
        """A query that yields the table of a file."""
        found: Callable[[Raw], str] = self._package.convert
        return found

    @property
    def derived(self) -> tuple[Derived, ...]:
        """The tables that follow from others, in an order in which each can be made."""
        found: tuple[Derived, ...] = getattr(self._package, "DERIVED", ())
        return found

    @property
    def notes(self) -> Callable[[Raw], Iterator[str]]:
        """What is worth a look in a file and stops nothing."""
        found: Callable[[Raw], Iterator[str]] = getattr(self._package, "notes", odd)
        return found
