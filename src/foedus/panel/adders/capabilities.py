"""Means of states: national capabilities, major powers, wealth and population."""

from __future__ import annotations

from ...datasets import store
from ..added import Added, Before, Use, of_states, years_of
from ..asked import Asked

__all__ = ["gdp_pop", "major_years", "majors", "nmc"]

NMC = Use("nmc", "state_years")
MAJORS = Use("majors", "spells")
COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc")
WEALTH = ("mrgdppc", "sd_mrgdppc", "pwtrgdp", "sd_pwtrgdp", "pwtpop", "sd_pwtpop")


def nmc(asked: Asked, before: Before) -> Added:
    """National Material Capabilities (Singer, Bremer & Stuckey 1972): the six components and CINC.

    `milex` in thousands of current dollars (pounds until 1913), `milper`, `tpop`, `upop` in thousands, `irst` in
    thousands of tons, `pec` in thousands of tons of coal, `cinc` a share.
    """
    query = f"SELECT ccode, year, {', '.join(COMPONENTS)} FROM {store.source(NMC.dataset, NMC.table)}"
    return of_states(asked, query, "ccode", {c: f"{{t}}.{c}" for c in COMPONENTS}, (NMC,))


def majors(asked: Asked, before: Before) -> Added:
    """Whether the state was a major power on any day of the year (Correlates of War list), 1 or 0.

    The list ends in 2016 (that of 2024, in 2024); its last members are carried forward, as the sources then say.
    """
    query, last = major_years(asked)
    notes = (f"major powers after {last}: the last members of the list, carried forward",) if asked.last > last else ()
    columns = {"cowmaj": "{t}.major"}
    return of_states(asked, query, "ccode", columns, (MAJORS,), zero=(asked.first, asked.last), notes=notes)


def major_years(asked: Asked) -> tuple[str, int]:
    """A query of the years of major powers (`ccode`, `year`), the last members carried on; the list's last year."""
    last = years_of(MAJORS)[1]
    query = f"""
        SELECT ccode, y.year::INTEGER AS year, 1 AS major
        FROM {store.source(MAJORS.dataset, MAJORS.table)}, range({asked.first}, {asked.last} + 1) y(year)
        WHERE styear <= y.year AND (endyear >= y.year OR make_date(endyear, endmonth, endday) >= DATE '{last}-12-31')
        GROUP BY ALL
    """
    return query, last


def gdp_pop(asked: Asked, before: Before) -> Added:
    """Simulated wealth and population with their standard deviations (Fariss, Anders, Markowitz & Barnum 2022).

    `mrgdppc` in dollars a head, `pwtrgdp` in millions of dollars, `pwtpop` in millions.
    """
    use = Use("gdp_pop", asked.states)
    query = f"SELECT {asked.code}, year, {', '.join(WEALTH)} FROM {store.source(use.dataset, use.table)}"
    return of_states(asked, query, asked.code, {c: f"{{t}}.{c}" for c in WEALTH}, (use,))
