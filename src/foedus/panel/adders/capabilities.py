"""Means of states: national capabilities, major powers."""

from __future__ import annotations

from ...datasets import store
from ..added import Added, Before, Use, of_states, years_of
from ..asked import Asked

__all__ = ["majors", "nmc"]

NMC = Use("nmc", "state_years")
MAJORS = Use("majors", "spells")
COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc")


def nmc(asked: Asked, before: Before) -> Added:
    """National Material Capabilities (Singer, Bremer & Stuckey 1972): the six components and CINC.

    `milex` in thousands of current dollars (pounds until 1913), `milper`, `tpop`, `upop` in thousands, `irst` in
    thousands of tons, `pec` in thousands of tons of coal, `cinc` a share.
    """
    query = f"SELECT ccode, year, {', '.join(COMPONENTS)} FROM {store.source(NMC.dataset, NMC.table)}"  # noqa: S608
    return of_states(asked, query, "ccode", {c: f"{{t}}.{c}" for c in COMPONENTS}, (NMC,))


def majors(asked: Asked, before: Before) -> Added:
    """Whether the state was a major power on any day of the year (Correlates of War list), 1 or 0.

    The list ends in 2016; its last members are carried forward to the present, which `notes` says.
    """
    last = years_of(MAJORS)[1]
    query = f"""
        SELECT ccode, y.year::INTEGER AS year, 1 AS major FROM {store.source(MAJORS.dataset, MAJORS.table)},
        range({asked.first}, {asked.last} + 1) y(year)
        WHERE styear <= y.year AND (endyear >= y.year OR make_date(endyear, endmonth, endday) >= '{last}-12-31')
        GROUP BY ALL
    """  # noqa: S608
    notes = (f"major powers after {last}: the last members of the list, carried forward",) if asked.last > last else ()
    return of_states(asked, query, "ccode", {"cowmaj": "coalesce({t}.major, 0)"}, (MAJORS,), notes)
