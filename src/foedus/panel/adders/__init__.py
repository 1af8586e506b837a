"""What can be added to a panel: a literal table, one entry a name. How to write one: `..added`."""

from __future__ import annotations

from ..added import Adder
from . import (
    alliances,
    capabilities,
    conflicts,
    disputes,
    geography,
    peace,
    rivalries,
    similarity,
    states,
    votes,
    wars,
)

__all__ = ["ADDERS"]

DYADS = ("dyad-year",)

ADDERS: dict[str, Adder] = {
    "nmc": Adder(capabilities.nmc, "military expenditure and personnel, iron and steel, energy, population, CINC"),
    "majors": Adder(capabilities.majors, "whether a state is a major power, by the Correlates of War"),
    "contiguity": Adder(geography.contiguity, "contiguity by land or sea; neighbours of a state", options=("slice",)),
    "capdist": Adder(geography.capdist, "distance between capitals; to the nearest one", options=("distance",)),
    "mindist": Adder(geography.mindist, "least distance between borders", DYADS),
    "prd": Adder(geography.prd, "whether a dyad is politically relevant", DYADS),
    "atop": Adder(alliances.atop, "ATOP's obligations; number of partners of a state", options=("direction",)),
    "cow_alliance": Adder(
        alliances.cow_alliance,
        "alliances by the Correlates of War; partners of a state",
        options=("direction",),
    ),
    "rivalries": Adder(rivalries.rivalries, "strategic rivalries and their types; how many of each a state has"),
    "democracy": Adder(states.democracy, "democracy by four measures"),
    "gdp_pop": Adder(capabilities.gdp_pop, "wealth and population, simulated, with standard deviations"),
    "archigos": Adder(states.archigos, "leaders: transitions, how many, who on the first and last day"),
    "igos": Adder(states.igos, "shared organisations; memberships of a state by kind"),
    "trade": Adder(states.trade, "trade between two states; imports and exports of a state"),
    "codes": Adder(states.codes, "the code of a state in the other list"),
    "gml_mids": Adder(
        disputes.gml_mids,
        "disputes of Gibler, Miller and Little: of pairs, or whether a state had one",
        options=("keep", "rules", "initiator"),
    ),
    "cow_mids": Adder(
        disputes.cow_mids,
        "disputes of the Correlates of War: of pairs, or whether a state had one",
        options=("keep", "rules", "initiator"),
    ),
    "wars": Adder(
        wars.wars,
        "wars of the Correlates of War: between two states, or those in and of a state",
        options=("within",),
    ),
    "ucdp": Adder(
        conflicts.ucdp,
        "armed conflicts of a state and their onsets, by UCDP",
        ("state-year",),
        ("types", "issues", "only"),
    ),
    "un_votes": Adder(votes.un_votes, "how often two states voted alike in the United Nations; ideal points"),
    "peace_years": Adder(
        peace.peace_years, "years since the last event, of each event added before", options=("of", "on")
    ),
    "similarity": Adder(
        similarity.similarity,
        "similarity of alliance portfolios: S, pi, kappa, tau-b",
        DYADS,
        ("measures", "alliances"),
    ),
}
"""Every adder by its name."""
