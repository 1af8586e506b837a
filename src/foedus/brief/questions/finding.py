"""How a finding is put together, and what several questions share."""

from __future__ import annotations

from collections.abc import Iterable

from ...evidence import Estimate
from ...figure import Change, Figure
from ..context import Context
from ..model import QUESTIONS, Claim, Finding, Table

__all__ = ["finding", "from_certain", "nothing"]


def finding(
    ctx: Context,
    key: str,
    answer: str,
    reasoning: Iterable[str] = (),
    *,
    figures: Iterable[Change] = (),
    tables: Iterable[Table] = (),
    claims: Iterable[Claim] = (),
    not_measured: Iterable[tuple[str, str]] = (),
) -> Finding:
    """A finding with its number and title."""
    number = QUESTIONS.index(key) + 1
    return Finding(
        number, key, ctx.say(f"question.{key}"), answer, tuple(reasoning), tuple(figures), tuple(tables),
        tuple(claims), tuple(not_measured),
    )  # fmt: skip


def nothing(ctx: Context, key: str, *, not_measured: Iterable[tuple[str, str]] = ()) -> Finding:
    """The line for a question that the article does not touch."""
    return finding(ctx, key, ctx.say("nothing"), not_measured=not_measured)


def from_certain(name: str, start: float, end: Figure) -> Change:
    """A share that is certain at the beginning, and what it has become: the difference is as uncertain as the end."""
    rows = tuple(e for e in end.basis if not isinstance(e, Estimate))
    before = Figure(end.name, (), start, "share", rows, exact="by definition")
    low, high = end.interval or (0.0, 1.0)
    return Change(name, before, end, spread=(low - start, high - start))
