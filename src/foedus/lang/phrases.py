"""Phrases of several words, found by their first two: most words start none, most that do are not gone on with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

__all__ = ["Phrases"]

T = TypeVar("T")


class Phrases(Generic[T]):
    """The phrases that start with one word, each with what it means: `alone` the word by itself, `longer` the others by
    their second word, the longest first.
    """

    __slots__ = ("alone", "longer")

    def __init__(self) -> None:
        self.alone: list[T] = []
        self.longer: dict[str, list[tuple[tuple[str, ...], T]]] = {}

    def __bool__(self) -> bool:
        return bool(self.alone or self.longer)

    def add(self, rest: tuple[str, ...], value: T) -> None:
        """Adds a phrase: the words behind its first."""
        if not rest:
            self.alone.append(value)
            return
        rows = self.longer.setdefault(rest[0], [])
        at = next((n for n, (known, _) in enumerate(rows) if len(known) < len(rest)), len(rows))
        rows.insert(at, (rest, value))

    def first(self, low: list[str], i: int) -> tuple[T, int] | None:
        """What the longest phrase means whose other words stand at i, and where it ends."""
        if self.longer and i < len(low):
            for rest, value in self.longer.get(low[i], ()):
                if len(rest) == 1 or tuple(low[i : i + len(rest)]) == rest:
                    return value, i + len(rest)
        return (self.alone[0], i) if self.alone else None

    def all(self, low: list[str], i: int) -> Iterator[tuple[T, int]]:
        """Every phrase whose other words stand at i, the longest first."""
        if self.longer and i < len(low):
            for rest, value in self.longer.get(low[i], ()):
                if len(rest) == 1 or tuple(low[i : i + len(rest)]) == rest:
                    yield value, i + len(rest)
        for value in self.alone:
            yield value, i
