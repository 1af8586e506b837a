"""Alliances: what the first state owes the second in a year, by ATOP and by the Correlates of War."""

from __future__ import annotations

from ...datasets import store
from ...errors import UsageError
from ..added import Added, Before, Use, of_dyads, of_states, years_of
from ..asked import Asked

__all__ = ["atop", "cow_alliance"]

ATOP = Use("atop", "dyad_years")
COW = Use("cow_alliances", "dyad_years")
PLEDGES = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
KINDS = ("cow_defense", "cow_neutral", "cow_nonagg", "cow_entente")


def atop(asked: Asked, before: Before, direction: str = "") -> Added:
    """ATOP's obligations (Leeds, Ritter, Mitchell & Long 2002): 1 or 0 within its years, NULL after them.

    `direction`: `owed`, what the first state owes the second (default where the panel is directed); `either`, what at
    least one of them owes the other. `atop_alliance`: any of the five. A state-year has the number of partners.
    """
    return _pledges(asked, ATOP, PLEDGES, "atop_alliance", direction)


def cow_alliance(asked: Asked, before: Before, direction: str = "") -> Added:
    """The formal alliances of the Correlates of War (Gibler 2009): defence, neutrality, non-aggression, entente;
    `direction` as for ATOP. A state-year has the number of partners."""
    return _pledges(asked, COW, KINDS, "", direction)


def _pledges(asked: Asked, use: Use, flags: tuple[str, ...], any_of: str, direction: str) -> Added:
    chosen = direction or ("owed" if asked.directed or not asked.dyads else "either")
    if chosen not in ("owed", "either"):
        raise UsageError(f"alliances have no direction {direction!r}; give owed or either")
    where, years = store.source(use.dataset, use.table), years_of(use)
    query = f"SELECT ccode1, ccode2, year, {', '.join(flags)} FROM {where}"
    if chosen == "either":
        kept = ", ".join(f"max({c}) AS {c}" for c in flags)
        turned = f"SELECT ccode2, ccode1, year, {', '.join(flags)} FROM {where}"
        query = f"SELECT ccode1, ccode2, year, {kept} FROM ({query} UNION ALL {turned}) GROUP BY ALL"
    if not asked.dyads:
        return _partners(asked, query, use, flags, years)
    named = {c: f"{{t}}.{c}" for c in flags}
    if any_of:
        named = {any_of: f"greatest({', '.join(named.values())})", **named}
    return of_dyads(asked, query, "ccode", named, (use,), zero=years)


def _partners(asked: Asked, query: str, use: Use, flags: tuple[str, ...], years: tuple[int, int]) -> Added:
    """How many states the state owes each kind of obligation."""
    counts = ", ".join(f"sum({c})::BIGINT AS n_{c}" for c in flags)
    counted = f"SELECT ccode1 AS ccode, year, {counts} FROM ({query}) GROUP BY ALL"
    return of_states(asked, counted, "ccode", {f"n_{c}": f"{{t}}.n_{c}" for c in flags}, (use,), zero=years)
