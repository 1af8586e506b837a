"""What is known of a state in a year: democracy, leaders, organisations, trade, its code in the other list."""

from __future__ import annotations

from ...datasets import store
from ..added import Added, Before, Use, either, of_dyads, of_states
from ..asked import Asked

__all__ = ["archigos", "codes", "democracy", "igos", "trade"]

DEMOCRACY = ("euds", "aeuds", "polity2", "v2x_polyarchy")
LEADERS = ("leadertransition", "irregular", "n_leaders", "jan1obsid", "dec31obsid")
MEMBERSHIPS = ("sum_igo_full", "sum_igo_associate", "sum_igo_observer", "sum_igo_anytype")


def democracy(asked: Asked, before: Before) -> Added:
    """Democracy: extended and adjusted Unified Democracy Scores (Márquez 2016), Polity2, V-Dem's polyarchy."""
    use = Use("democracy", asked.states)
    return _plain(asked, use, asked.code, DEMOCRACY)


def archigos(asked: Asked, before: Before) -> Added:
    """Leaders (Goemans, Gleditsch & Chiozza 2009): whether one left in the year, irregularly, how many governed, who on
    the first and on the last day. Archigos goes by the list of Gleditsch and Ward."""
    return _plain(asked, Use("archigos", "state_years"), "gwcode", LEADERS)


def igos(asked: Asked, before: Before) -> Added:
    """Intergovernmental organisations (Pevehouse et al. 2020): a state's memberships by kind; in a dyad, those that
    both hold in full (`dyadigos`)."""
    if not asked.dyads:
        return _plain(asked, Use("igos", "state_years"), "ccode", MEMBERSHIPS)
    use = Use("igos", "dyad_years")
    query = either(f"SELECT ccode1, ccode2, year, dyadigos FROM {store.source(use.dataset, use.table)}")
    return of_dyads(asked, query, "ccode", {"dyadigos": "{t}.dyadigos"}, (use,))


def trade(asked: Asked, before: Before) -> Added:
    """Trade in millions of current dollars (Barbieri, Keshk & Pollins 2009): a state's imports and exports; in a dyad,
    the imports of the first state from the second (`flow1`), of the second from the first (`flow2`), and both as
    smoothed by the authors."""
    if not asked.dyads:
        return _plain(asked, Use("trade", "state_years"), "ccode", ("imports", "exports"))
    use = Use("trade", "dyad_years")
    where = store.source(use.dataset, use.table)
    query = f"""
        SELECT ccode1, ccode2, year, flow1, flow2, smoothflow1, smoothflow2 FROM {where}
        UNION ALL SELECT ccode2, ccode1, year, flow2, flow1, smoothflow2, smoothflow1 FROM {where}
    """
    flows = ("flow1", "flow2", "smoothflow1", "smoothflow2")
    return of_dyads(asked, query, "ccode", {c: f"{{t}}.{c}" for c in flows}, (use,))


def codes(asked: Asked, before: Before) -> Added:
    """The code that the state has in the other list in that year: `ccode` beside `gwcode`, or the reverse."""
    use = Use("cow_gw", asked.states)
    other = "gwcode" if asked.states == "cow" else "ccode"
    return _plain(asked, use, asked.code, (other,))


def _plain(asked: Asked, use: Use, code: str, columns: tuple[str, ...]) -> Added:
    query = f"SELECT {code}, year, {', '.join(columns)} FROM {store.source(use.dataset, use.table)}"
    return of_states(asked, query, code, {c: f"{{t}}.{c}" for c in columns}, (use,))
