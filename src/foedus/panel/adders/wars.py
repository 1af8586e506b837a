"""Wars of the Correlates of War project: between states for pairs, inside and between states for states.

Sarkees and Wayman 2010 (Resort to War); Dixon and Sarkees 2016 (A Guide to Intra-State Wars). Of several wars in a year
one is shown: one that begins before one that goes on, then the deadliest, then the first fighting before what was
resumed of it. Deaths that are not known are NULL.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...datasets import store
from ..added import Added, Before, Join, Use, counterparts, recoded
from ..asked import Asked
from .events import flag, named, spoken, states

__all__ = ["WITHIN", "wars"]

YEARS = (1816, 2007)
"""The years that versions 4.0 (inter-state) and 4.1 (intra-state) cover."""

KEY = ("ccode1", "ccode2", "year", "cowinterongoing", "cowinteronset")
INTER = (
    "warnum", *(f"{name}{slot}" for name in ("sidea", "initiator", "outcome", "batdeath") for slot in "12"), "resume",
)  # fmt: skip

WITHIN: Mapping[str, str] = {
    "all": "true",
    "central": "wartype = 'central control'",
    "local": "wartype = 'local issues'",
}
"""What an intra-state war is about: anything, the central government, local issues."""

INTRA = {
    "warnum": "warnum",
    "warname": "warname",
    "wartype": "wartype",
    "intnl": "intnl",
    "outcome": "outcome",
    "sideadeaths": "deaths_a",
    "sidebdeaths": "deaths_b",
    "warnums": "warnums",
}


def wars(asked: Asked, before: Before, *, within: str = "all") -> Added:
    """Wars. `within`: which intra-state wars count (`WITHIN`), for states. Raises UsageError as `Adder.function`."""
    return _of_pairs(asked) if asked.dyads else _of_states(asked, within)


def _of_pairs(asked: Asked) -> Added:
    use = Use("wars", "inter")
    keyed, crossed = recoded(asked, _deadliest(use), "ccode", ("1", "2"))
    known, years = counterparts(asked, "ccode", ("1", "2")), spoken(use, *YEARS)
    flags = {f"cowinter{kind}": flag(years, f"{{t}}.cowinter{kind}", known) for kind in ("ongoing", "onset")}
    return Added(
        columns={**flags, **{f"cowinter_{c}": f"{{t}}.{c}" for c in INTER}},
        joins={"t": Join(keyed, {k: k for k in asked.key}), **known},
        uses=(use, *crossed),
        events={name: states(asked, keyed, name) for name in flags},
        years=years,
        code="ccode",
    )


def _deadliest(use: Use) -> str:
    """One war for each pair and year."""
    cells = {c: _known(c) if c.startswith("batdeath") else c for c in (*KEY, *INTER)}
    narrow = ", ".join(f"CAST({cell} AS INTEGER) AS {c}" for c, cell in cells.items())
    source = store.source(use.dataset, use.table)
    return (
        f"SELECT {narrow} FROM {source} QUALIFY row_number() OVER (PARTITION BY ccode1, ccode2, year"
        f" ORDER BY cowinteronset DESC, {_both('batdeath1', 'batdeath2')} DESC NULLS LAST, resume, warnum) = 1"
    )


def _known(column: str) -> str:
    return f"CASE WHEN {column} >= 0 THEN {column} END"


def _both(one: str, other: str) -> str:
    """The deaths of both sides, of one where those of the other are not known."""
    one, other = _known(one), _known(other)
    return f"coalesce({one} + {other}, {one}, {other})"


def _of_states(asked: Asked, within: str) -> Added:
    inside, between = Use("wars", "intra"), Use("wars", "inter")
    one, crossed = recoded(asked, _inside(inside, within), "ccode")
    other, _ = recoded(asked, _between(between), "ccode")
    known = counterparts(asked, "ccode", ("",))
    years = {"t": spoken(inside, *YEARS), "u": spoken(between, *YEARS)}
    flags = {
        f"{name}{kind}": flag(years[join], f"{{{join}}}.{kind}", known)
        for name, join in (("cowintra", "t"), ("cowinter", "u"))
        for kind in ("ongoing", "onset")
    }
    key = {k: k for k in asked.key}
    return Added(
        columns={
            **flags,
            **{f"cowintra_{name}": f"{{t}}.{column}" for name, column in INTRA.items()},
            "cowinter_warnums": "{u}.warnums",
        },
        joins={"t": Join(one, key), "u": Join(other, key), **known},
        uses=(inside, between, *crossed),
        events={
            f"{name}{kind}": states(asked, query, kind)
            for name, query in (("cowintra", one), ("cowinter", other))
            for kind in ("ongoing", "onset")
        },
        years=years["t"],
        code="ccode",
    )


def _inside(use: Use, within: str) -> str:
    """One intra-state war for each state and year, of those in which it is the government that is fought."""
    (about,) = named("within", within, WITHIN)
    return (
        "SELECT ccodea AS ccode, year, warnum, warname, wartype, intnl, outcome, cowintraongoing AS ongoing,"
        f" cowintraonset AS onset, {_known('sideadeaths')} AS deaths_a, {_known('sidebdeaths')} AS deaths_b,"
        f" string_agg({_number()}, '; ' ORDER BY warnum) OVER (PARTITION BY ccodea, year) AS warnums"
        f" FROM {store.source(use.dataset, use.table)} WHERE primary_state = 1 AND {WITHIN[about]}"
        " QUALIFY row_number() OVER (PARTITION BY ccodea, year ORDER BY cowintraonset DESC,"
        f" {_both('sideadeaths', 'sidebdeaths')} DESC NULLS LAST, warnum, resume_combat) = 1"
    )


def _between(use: Use) -> str:
    """The inter-state wars of each state and year, together."""
    return (
        "SELECT ccode1 AS ccode, year, max(cowinterongoing) AS ongoing, max(cowinteronset) AS onset,"
        f" string_agg(DISTINCT {_number()}, '; ' ORDER BY {_number()}) AS warnums"
        f" FROM {store.source(use.dataset, use.table)} GROUP BY ccode1, year"
    )


def _number() -> str:
    """The number of a war as text; a few of those inside states have decimals."""
    return "regexp_replace(CAST(warnum AS VARCHAR), '\\.0$', '')"
