"""What a dataset is: its manifest, how its files are checked, how they become tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

import msgspec
import tomli as tomllib

from .manifest import Manifest
from .raw import Raw

__all__ = ["Dataset"]


class Dataset(msgspec.Struct, frozen=True, dict=True):
    """A dataset: `check` yields what is wrong with a file, `convert` makes a query that yields its table."""

    name: str
    check: Callable[[Raw], Iterator[str]]
    convert: Callable[[Raw], str]

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest that lies beside the dataset's module."""
        path = Path(__file__).parent / self.name / "manifest.toml"
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Manifest)
