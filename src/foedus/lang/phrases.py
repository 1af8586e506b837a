"""Phrases of several words, found by their first two: most words start none, most that do are not gone on with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

__all__ = ["Phrases"]

T = TypeVar("T")
_NOTHING: Mapping[str, Any] = {}


class Phrases(Generic[T]):
    """The phrases that start with one word, each with what it means: `alone` the word by itself, `longer` the others by
    their second word, the longest first.
    """

    __slots__ = ("alone", "longer")

    def __init__(self) -> None:
        self.alone: Sequence[T] = ()  # most words have neither: they share what is empty
        self.longer: Mapping[str, list[tuple[tuple[str, ...], T]]] = _NOTHING

    def __bool__(self) -> bool:
        return bool(self.alone or self.longer)

    def add(self, rest: tuple[str, ...], value: T) -> None:
        """Adds a phrase: the words behind its first."""
        if not rest:
            self.alone = (*self.alone, value)
            return
        if self.longer is _NOTHING:
            self.longer = {}
        assert isinstance(self.longer, dict)
        rows = self.longer.setdefault(rest[0], [])
        at = len(rows)
        while at and len(rows[at - 1][0]) < len(rest):
            at -= 1
        rows.insert(at, (rest, value))

    def first(self, low: list[str], i: int) -> tuple[T, int] | None:
        """What the longest phrase means whose other words stand at i, and where it ends."""
        if self.longer and i < len(low):
            for rest, value in self.longer.get(low[i], ()):
                if len(rest) == 1 or tuple(low[i : i + len(rest)]) == rest:
                    return value, i + len(rest)
        return (self.alone[0], i) if self.alone else None

    def all(self, low: list[str], i: int) -> Sequence[tuple[T, int]]:
        """Every phrase whose other words stand at i, the longest first."""
        alone = [(value, i) for value in self.alone] if self.alone else []
        if i >= len(low) or low[i] not in self.longer:
            return alone
        rows = self.longer[low[i]]
        there = ((value, i + len(rest)) for rest, value in rows if tuple(low[i : i + len(rest)]) == rest)
        return [*there, *alone]
