"""A comparison as text to read, as JSON, as a table of its differences."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from ..concordance import FILE
from .agreement import Agreement
from .atop import Alone, Comparison
from .differences import Difference
from .matching import Match

__all__ = ["FORMS"]

HEADER = ("treaty", "atopid", "difference", "facts", "atop", "explained_en", "explained_fr")


def as_text(found: Comparison) -> str:
    """Differences by treaty, those that nothing explains first marked; then counts and agreement."""
    return "\n".join([*_by_treaty(found), *_alone(found), *_counts(found)]) + "\n"


def as_json(found: Comparison) -> str:
    """Everything that the comparison holds."""
    tree: dict[str, Any] = {
        "version": found.version,
        "years": found.years,
        "matches": [_match(m) for m in found.matches],
        "differences": [dict(zip(HEADER, _row(d), strict=True)) for d in found.differences],
        "facts_only": found.facts_only,
        "atop_only": found.atop_only,
        "agreement": found.agreement,
        "agreement_matched": found.agreement_matched,
        "idle": found.idle,
    }
    return msgspec.json.format(msgspec.json.encode(tree)).decode() + "\n"


def as_csv(found: Comparison) -> str:
    """The differences, one a row, ready for the concordance."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([HEADER, *map(_row, found.differences)])
    return out.getvalue()


FORMS = {"text": as_text, "json": as_json, "csv": as_csv}
"""The formats of a comparison."""


def _row(one: Difference) -> tuple[str, ...]:
    explained = (one.explained.en, one.explained.fr) if one.explained else ("", "")
    return (one.treaty, _ids(one.alliances), _key(one), one.ours, one.theirs, *explained)


def _key(one: Difference) -> str:
    return f"{one.kind}:{one.state}" if one.state else one.kind


def _ids(alliances: tuple[int, ...]) -> str:
    return "|".join(map(str, alliances))


def _match(match: Match) -> dict[str, Any]:
    return {
        "treaty": match.treaty, "atop": match.alliances, "score": round(match.score, 3), "confirmed": match.confirmed,
    }  # fmt: skip


def _by_treaty(found: Comparison) -> Iterator[str]:
    for match in found.matches:
        mine = [d for d in found.differences if d.treaty == match.treaty]
        if mine:
            sure = "confirmed" if match.confirmed else f"score {match.score:.2f}"
            yield f"{match.treaty} = ATOP {_ids(match.alliances)} ({sure})"
            yield from (f"  {_line(one)}" for one in mine)


def _line(one: Difference) -> str:
    why = one.explained.en if one.explained else "NOT EXPLAINED"
    return f"{_key(one)}: facts {one.ours}, ATOP {one.theirs}: {why}"


def _alone(found: Comparison) -> Iterator[str]:
    for head, rows in (("in the facts only", found.facts_only), ("in ATOP only", found.atop_only)):
        yield f"{head}:"
        yield from (f"  {_single(one)}" for one in rows)


def _single(one: Alone) -> str:
    parties = ", ".join(one.parties[:6]) + (f" and {len(one.parties) - 6} more" if len(one.parties) > 6 else "")
    why = f": {one.explained}" if one.explained else ""
    return f"{one.id} ({one.begin}-{one.end}) {parties}; {', '.join(one.pledges) or 'no pledge'}{why}"


def _counts(found: Comparison) -> Iterator[str]:
    open_ = sum(one.explained is None for one in found.differences)
    yield (
        f"ATOP {found.version}, {found.years[0]}-{found.years[1]}: {len(found.matches)} treaties matched with "
        f"{sum(len(m.alliances) for m in found.matches)} alliances; {len(found.facts_only)} in the facts only, "
        f"{len(found.atop_only)} in ATOP only"
    )
    yield f"{len(found.differences)} differences, {len(found.differences) - open_} explained, {open_} not explained"
    if found.idle:
        yield f"rows of {FILE} that explain no difference: {', '.join(found.idle)}"
    yield from _agreement("treaties matched", found.agreement_matched)
    yield from _agreement("all treaties", found.agreement)


def _agreement(which: str, counts: dict[str, Agreement]) -> Iterator[str]:
    yield f"directed pairs of states and years in which a pledge was owed, {which}:"
    for pledge, one in counts.items():
        yield f"  {pledge}: {one.both} by both, {one.ours} by the facts only, {one.theirs} by ATOP only"
