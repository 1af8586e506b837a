"""How a finding is put together, and the two that are the same for every question."""

from __future__ import annotations

from collections.abc import Iterable

from ...figure import Change
from ..context import Context
from ..model import QUESTIONS, Claim, Finding, Table

__all__ = ["finding", "nothing"]


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
