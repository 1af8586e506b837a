"""The state system of our facts as SQL, for files that speak of states without saying when they were there."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["spells", "years"]

LATEST = 2100  # the last year of a state that is still there


@lru_cache(maxsize=2)
def years(system: str) -> str:
    """The spells of the states of a list (`cow`, `gw`) as rows of VALUES: number, first year, last year."""
    return ", ".join(f"({number}, {start[:4]}, {end[:4]})" for number, start, end in _periods(system))


@lru_cache(maxsize=2)
def spells(system: str) -> str:
    """As `years`, with days: number, first day, last day."""
    return ", ".join(f"({number}, DATE '{start}', DATE '{end}')" for number, start, end in _periods(system))


def _periods(system: str) -> list[tuple[int, str, str]]:
    from ..factfiles import load

    periods = [p for s in load().states.values() for p in s.periods if p.system == system and p.number is not None]
    return [
        (p.number, p.start.first.isoformat(), p.to.last.isoformat() if p.to else f"{LATEST}-12-31")
        for p in periods
        if p.number is not None
    ]
