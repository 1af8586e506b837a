"""Armed conflicts of the Uppsala Conflict Data Program, for states.

Gleditsch et al. 2002 (Journal of Peace Research 39(5)) and the yearly updates. A conflict is of the state that UCDP
names as side A: in intra-state conflicts the government.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...datasets import store
from ...errors import UsageError
from ..added import Added, Before, Join, Use, counterparts, recoded
from ..asked import Asked
from .events import flag, named, spoken, states

__all__ = ["ISSUES", "TYPES", "ucdp"]

BEGINS = 1946
"""The first year of every version."""

TYPES: Mapping[str, str] = {
    "intrastate": "intrastate",
    "internationalized": "II",
    "interstate": "interstate",
    "extrasystemic": "extrasystemic",
}
"""Types of conflict: here, and in the table."""

ISSUES = ("territory", "government", "both")
"""What a conflict is about; `both` is a category of its own."""

ONSETS = ("sumnewconf", "sumonset1", "sumonset2", "sumonset3", "sumonset5", "sumonset10")


def ucdp(
    asked: Asked, before: Before, *, types: str = "intrastate", issues: str = "", only: str = "conflicts"
) -> Added:
    """Conflicts of some types (`all`: of every type) and issues, or `only=wars` (1,000 deaths in the year); and the
    onsets that UCDP counts, after a peace of 1, 2, 3, 5 and 10 years, of every type.

    A conflict begins in the first year in which the table has it with that state. Raises UsageError as
    `Adder.function`.
    """
    acd, onsets = Use("ucdp", "acd"), Use("ucdp", "onsets")
    conflicts, crossed = recoded(asked, _conflicts(acd, _which(types, issues, only)), "gwcode")
    counted, _ = recoded(asked, _onsets(onsets), "gwcode")
    known = counterparts(asked, "gwcode", ("",))
    years, counts = spoken(acd, BEGINS), spoken(onsets, BEGINS)
    key = {k: k for k in asked.key}
    return Added(
        columns={
            "ucdpongoing": flag(years, "{t}.ongoing", known),
            "ucdponset": flag(years, "{t}.onset", known),
            "maxintensity": "{t}.maxintensity",
            "conflict_ids": "{t}.conflict_ids",
            **{name: flag(counts, f"{{u}}.{name}", known) for name in ONSETS},
        },
        joins={"t": Join(conflicts, key), "u": Join(counted, key), **known},
        uses=(acd, onsets, *crossed),
        events={f"ucdp{kind}": states(asked, conflicts, kind) for kind in ("ongoing", "onset")},
        years=years,
        code="gwcode",
        notes=(f"ucdp: {'every type of conflict' if types == 'all' else types + ' conflicts'}",),
    )


def _onsets(use: Use) -> str:
    return f"SELECT gwcode, year, {', '.join(ONSETS)} FROM {store.source(use.dataset, use.table)}"  # ours


def _which(types: str, issues: str, only: str) -> str:
    """The condition that the rows meet."""
    if only not in ("conflicts", "wars"):
        raise UsageError(f"only: {only!r} is none of conflicts, wars")
    wanted = [TYPES[name] for name in named("types", "" if types == "all" else types, TYPES)]
    about = named("issues", issues, ISSUES)
    level = " AND intensity_level = 2" if only == "wars" else ""
    return f"type_of_conflict IN {_texts(wanted)} AND incompatibility IN {_texts(about)}{level}"


def _texts(values: list[str] | tuple[str, ...]) -> str:
    return "(" + ", ".join(f"'{value}'" for value in values) + ")"


def _conflicts(use: Use, which: str) -> str:
    """The conflicts of each state and year, together."""
    once = (
        "SELECT gwno_a, conflict_id, year, max(intensity_level) AS intensity,"
        " CAST(year = min(year) OVER (PARTITION BY gwno_a, conflict_id) AS INTEGER) AS onset"
        f" FROM {store.source(use.dataset, use.table)} WHERE {which} GROUP BY gwno_a, conflict_id, year"
    )
    return (
        "SELECT gwno_a AS gwcode, year, 1 AS ongoing, max(onset) AS onset, max(intensity) AS maxintensity,"
        " string_agg(CAST(conflict_id AS VARCHAR), '; ' ORDER BY conflict_id) AS conflict_ids"
        f" FROM ({once}) GROUP BY gwno_a, year"
    )
