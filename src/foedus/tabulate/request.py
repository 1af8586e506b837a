"""What is asked of a measure, and a row of its answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ..codes import CodeForm, express, resolve
from ..figure import Figure

if TYPE_CHECKING:
    from ..system import System

__all__ = ["Cell", "Line", "Request", "line"]

Cell = str | int | float | bool | None


class Request(msgspec.Struct, frozen=True):
    """A measure's question: a day or years (first, last), or a network file; the states and patrons it is about, as
    the user named them; treaties taken as in force and taken away, by id; draws and seed of what is drawn."""

    at: dt.date | None = None
    years: tuple[int, int] | None = None
    network: Path | None = None
    states: tuple[str, ...] = ()
    patrons: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    draws: int = 100
    seed: int = 1
    codes: CodeForm = "iso3"

    def days(self) -> Iterator[dt.date]:
        """The day asked, or the last day of each year of the span."""
        if self.at is not None:
            yield self.at
        elif self.years is not None:
            for year in range(self.years[0], self.years[1] + 1):
                yield dt.date(year, 12, 31)

    def systems(self) -> Iterator[System]:
        """The system of each day asked, with and without the treaties named. Raises UsageError for an unknown id."""
        from ..system import System

        for day in self.days():
            yield System.at(day).changed(self.with_, self.without)

    def plain(self) -> Request:
        """The same question without the counterfactual: what `--with` and `--without` are compared with."""
        return msgspec.structs.replace(self, with_=(), without=())

    def named(self, system: System, texts: Iterable[str]) -> tuple[str, ...]:
        """The codes of states given as the user named them. Raises UsageError for one that names no state."""
        return tuple(resolve(text, system.record, system.day) for text in texts)

    def shown(self, system: System, state: str) -> str:
        """A state's code as the output wants it."""
        return express(state, self.codes, system.record, system.day)


class Line(msgspec.Struct, frozen=True):
    """A row: its cells by column, in order, None for what is not known; the figures behind them, each named as its
    column, with source and interval or the reason for having none."""

    cells: dict[str, Cell]
    figures: tuple[Figure, ...] = ()


def line(keys: dict[str, Cell], figures: Iterable[Figure]) -> Line:
    """A row made of what it is about (year, state...) and of figures, each in the column of its name."""
    found = tuple(figures)
    return Line({**keys, **{f.name: f.value for f in found}}, found)
