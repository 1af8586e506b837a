"""Phrases of several words, found by their first two: most words start none, most that do are not gone on with."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

__all__ = ["Phrases"]

T = TypeVar("T")
_NOTHING: dict[str, Any] = {}


class Phrases(Generic[T]):
    """The phrases that start with one word, each with what it means: `alone` the word by itself, `longer` the others by
    their second word, the longest first.
    """

    __slots__ = ("alone", "longer")

    def __init__(self) -> None:
        self.alone: tuple[T, ...] = ()
        self.longer: dict[str, list[tuple[tuple[str, ...], T]]] = (
            _NOTHING  # most words have none: they share what is empty
        )

    def __bool__(self) -> bool:
        return bool(self.alone or self.longer)

    def add(self, rest: tuple[str, ...], value: T) -> None:
        """Adds a phrase: the words behind its first."""
        if not rest:
            self.alone = (*self.alone, value)
            return
        if self.longer is _NOTHING:
            self.longer = {}
        rows = self.longer.setdefault(rest[0], [])
        at = len(rows)
        while at and len(rows[at - 1][0]) < len(rest):
            at -= 1
        rows.insert(at, (rest, value))

    def first(self, low: list[str], i: int) -> tuple[T, int] | None:
        """What the longest phrase means whose other words stand at i, and where it ends."""
        rows = self.longer.get(low[i]) if i < len(low) else None
        if rows is not None:
            for row in rows:
                if _stands(row[0], low, i):
                    return row[1], i + len(row[0])
        return (self.alone[0], i) if self.alone else None

    def all(self, low: list[str], i: int) -> list[tuple[T, int]]:
        """Every phrase whose other words stand at i, the longest first."""
        found: list[tuple[T, int]] = []
        rows = self.longer.get(low[i]) if i < len(low) else None
        if rows is not None:
            for row in rows:
                if _stands(row[0], low, i):
                    found.append((row[1], i + len(row[0])))  # noqa: PERF401  # a loop is what compiles well
        for value in self.alone:
            found.append((value, i))  # noqa: PERF401  # likewise
        return found


def _stands(rest: tuple[str, ...], low: list[str], i: int) -> bool:
    """Whether words of which the first stands at i stand there."""
    size = len(rest)
    if i + size > len(low):
        return False
    for k in range(1, size):  # noqa: SIM110  # a loop is what compiles well
        if low[i + k] != rest[k]:
            return False
    return True
