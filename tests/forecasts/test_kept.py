"""Whether a pledge of defence fell due in a war, and whether it was kept: what the rule says of wars made up for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.forecasts.joining.kept import Bond, _due, rates
from foedus.forecasts.wars import Entry, War

DAY = date(1900, 5, 1)
A, B, C, D = 1, 2, 3, 4


def war(*joiners: tuple[int, int], initiators: tuple[int, ...] = (A,)) -> War:
    """A attacks B; who comes later, on which side."""
    first = tuple(Entry(DAY, state, side, state in initiators) for state, side in ((A, 1), (B, 2)))
    return War(1, "a war", first, tuple(Entry(date(1900, 6, 1), state, side, False) for state, side in joiners))


def bond(state: int, defends: bool = True, against: tuple[int, ...] = (), end: date = date.max) -> Bond:
    return Bond(state, date(1890, 1, 1), end, defends, against)


@pytest.mark.parametrize(
    ("bonds", "fought", "due"),
    [
        ((bond(B), bond(C)), war((C, 2)), {C: True}),
        ((bond(B), bond(C)), war(), {C: False}),
        ((bond(B), bond(C)), war((C, 1)), {C: False}),  # it fought, on the other side
        ((bond(B), bond(A)), war(), {A: False}),  # attacked by its own ally
        ((bond(B), bond(C, defends=False)), war((C, 2)), {}),  # it pledged no defence
        ((bond(B), bond(C, end=DAY)), war((C, 2)), {}),  # over on that day
        ((bond(A), bond(C)), war((C, 1)), {}),  # the ally attacked, and was not
        ((bond(D), bond(C)), war((D, 2)), {}),  # the ally came of its own
        ((bond(B), bond(C, against=(D,))), war(), {}),  # against D alone, which fights for nobody
        ((bond(B), bond(C, against=(A,))), war(), {C: False}),
        ((bond(B), bond(C), bond(D)), war((D, 2)), {C: False, D: True}),
        ((bond(B), bond(C)), war((C, 2), initiators=(A, B)), {}),  # both sides initiated
    ],
)
def test_what_falls_due_and_what_is_kept(bonds: tuple[Bond, ...], fought: War, due: dict[int, bool]) -> None:
    assert _due(bonds, fought) == due


def test_nothing_imported_tells_no_rate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))
    assert rates() == ()
