"""Militarized disputes: of Gibler, Miller and Little, and of the Correlates of War project.

A pair of states can have several disputes in a year, a panel has one row for it. Which one it shows is settled by the
rules of `datasets.disputes`, here by name and in any order; flags of other disputes of the year are not lost, since an
onset comes first.

Flags are 0 in the years for which a dataset speaks, NULL outside: GML ends in 2010, COW in 2014.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ...datasets import store
from ...datasets.disputes import KEPT, RULES, SIDES, one_a_year
from ...errors import UsageError
from ..added import Added, Before, Join, Use, counterparts, recoded
from ..asked import Asked
from .events import flag, named, spoken, states

__all__ = ["INITIATORS", "cow_mids", "gml_mids"]

INITIATORS: Mapping[str, str] = {
    "all-joiners": "{sidea} = 1 OR {orig} = 0",
    "with-joiners": "{sidea} = 1",
    "originators": "{sidea} = 1 AND {orig} = 1",
}
"""Who counts as an initiator: side A and whoever joined, of either side; side A; side A from the start."""

OF_STATES = tuple(name + slot for name in SIDES for slot in "12")


class Source(msgspec.Struct, frozen=True):
    """A dataset of disputes: the prefix of its columns here, how it names its flags."""

    dataset: str
    prefix: str
    ongoing: str
    onset: str


GML = Source("gml_mid", "gmlmid", "midongoing", "midonset")
COW = Source("cow_mid", "cowmid", "dispongoing", "disponset")


def gml_mids(asked: Asked, before: Before, *, keep: str = "", rules: str = "", initiator: str = "all-joiners") -> Added:
    """Disputes of Gibler, Miller and Little (2016, International Studies Quarterly 60(4)).

    `keep`: the columns beside the flags, by their names without prefix. Raises UsageError as `Adder.function`.
    """
    if asked.dyads:
        return _of_pairs(asked, GML, keep, rules, initiator)
    return _of_states(asked, GML, rules, initiator)


def cow_mids(asked: Asked, before: Before, *, keep: str = "", rules: str = "", initiator: str = "all-joiners") -> Added:
    """Disputes of the Correlates of War project (Palmer et al. 2022, Conflict Management and Peace Science 39(4)); as
    `gml_mids`."""
    if asked.dyads:
        return _of_pairs(asked, COW, keep, rules, initiator)
    return _of_states(asked, COW, rules, initiator)


def _of_pairs(asked: Asked, source: Source, keep: str, rules: str, initiator: str) -> Added:
    query, uses = _chosen(source, rules)
    starts = {f"init{slot}": _initiated(initiator, f"{{t}}.sidea{slot}", f"{{t}}.orig{slot}") for slot in "12"}
    every = {"dispnum": "{t}.dispnum", **{c: f"{{t}}.{c}" for c in (*OF_STATES, *KEPT)}, **starts}
    kept = named("keep", keep, every)
    keyed, crossed = recoded(asked, query, "ccode", ("1", "2"))
    known, years = counterparts(asked, "ccode", ("1", "2")), spoken(uses[0])
    flags = {f"{source.prefix}{kind}": flag(years, f"{{t}}.{kind}", known) for kind in ("ongoing", "onset")}
    return Added(
        columns={**flags, **{f"{source.prefix}_{name}": every[name] for name in kept}},
        joins={"t": Join(keyed, {k: k for k in asked.key}), **known},
        uses=(*uses, *crossed),
        events={f"{source.prefix}{kind}": states(asked, keyed, kind) for kind in ("ongoing", "onset")},
        years=years,
        code="ccode",
        notes=(f"{source.prefix}: of several disputes in a year, one, chosen by {', '.join(_rules(rules))}",),
    )


def _chosen(source: Source, rules: str) -> tuple[str, tuple[Use, ...]]:
    """A dispute for each pair and year, in 32 bits (a panel sorts millions of rows): chosen from the opponents in
    disputes, or as somebody chose it where only such a table is imported."""
    names = ("ccode1", "ccode2", "year", "dispnum", "ongoing", "onset", *OF_STATES, *KEPT)
    query, uses = _one_a_year(source, rules)
    cells = ", ".join(f"CAST({name} AS INTEGER) AS {name}" for name in names)
    return f"SELECT {cells} FROM ({query})", uses  # ours


def _one_a_year(source: Source, rules: str) -> tuple[str, tuple[Use, ...]]:
    name = source.dataset
    if store.held(name, "dyadic") is None and store.held(name, "dyad_years") is not None:
        if rules:
            raise UsageError(f"{name} is imported with one dispute a pair and year: nothing is left to choose by rules")
        flags = f"{source.prefix}ongoing AS ongoing, {source.prefix}onset AS onset"
        return f"SELECT *, {flags} FROM {store.source(name, 'dyad_years')}", (Use(name, "dyad_years"),)
    uses = (Use(name, "dyadic"), Use(name, "disputes"))
    opponents, disputes = (store.source(use.dataset, use.table) for use in uses)
    ongoing, onset = (source.ongoing, "ongoing"), (source.onset, "onset")
    return one_a_year(opponents, disputes, ongoing, onset, _rules(rules)), uses


def _rules(rules: str) -> tuple[str, ...]:
    return named("rules", rules, RULES)


def _initiated(initiator: str, sidea: str, orig: str) -> str:
    (rule,) = named("initiator", initiator, INITIATORS)
    return f"CAST({INITIATORS[rule].format(sidea=sidea, orig=orig)} AS INTEGER)"


def _of_states(asked: Asked, source: Source, rules: str, initiator: str) -> Added:
    """Whether a state had a dispute in a year, whether one began, and whether it initiated one of these.

    As peacesciencer, from the participants, and without the disputes of which no participant's leader is known where
    the table says so (before Archigos: 1816 to 1866).
    """
    if rules:
        raise UsageError(
            "rules choose among the disputes of a pair of states; they say nothing of a state: leave them out"
        )
    use = Use(source.dataset, "participants")
    query = _taking_part(use, _initiated(initiator, "sidea", "orig"))
    keyed, crossed = recoded(asked, query, "ccode")
    known, years = counterparts(asked, "ccode", ("",)), spoken(use)
    kinds = ("ongoing", "onset", "ongoing_init", "onset_init")
    return Added(
        columns={source.prefix + kind: flag(years, f"{{t}}.{kind}", known) for kind in kinds},
        joins={"t": Join(keyed, {k: k for k in asked.key}), **known},
        uses=(use, *crossed),
        events={source.prefix + kind: states(asked, keyed, kind) for kind in kinds},
        years=years,
        code="ccode",
    )


def _taking_part(use: Use, initiated: str) -> str:
    spells = f"SELECT *, unnest(range(styear, endyear + 1)) AS y FROM {store.source(use.dataset, use.table)}"
    known = ""
    if use.dataset == GML.dataset:
        known = "WHERE coalesce(allmiss_leader_start, 0) = 0 AND coalesce(allmiss_leader_end, 0) = 0"
    began = "CAST(y = styear AS INTEGER)"
    return (
        f"SELECT ccode, CAST(y AS INTEGER) AS year, 1 AS ongoing, max({began}) AS onset,"
        f" max({initiated}) AS ongoing_init, max({began} * {initiated}) AS onset_init"
        f" FROM ({spells}) {known} GROUP BY ccode, y"
    )
