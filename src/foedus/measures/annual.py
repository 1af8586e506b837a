"""The columns of concentration and of polarity for one year, from its data; None for what is not known.

Shares are CINC (or the index that the data name) over its sum. Major powers: the list of the Correlates of War project,
any day of the year; by other rules in columns of their own. States are COW numbers.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from .cinc import Floats, normalised, six_of
from .cliques import components, heaviest_clique
from .communities import Communities, communities
from .concentration import con_of, hhi_of, move_of, n_eff_of
from .material import Ints, MajorRule, Material
from .polarity import esteban_ray, polarity_of, poles_of, power_bipolarity, reynal_querol, tightness
from .yearly import Yearly, defence_graph, portfolio_matrix

__all__ = ["CONCENTRATION", "POLARITY", "Cell", "concentration_of", "polarity_by_year"]

Cell = int | float | str | None
Columns = dict[str, Cell]

RESTARTS: Final = 30

CONCENTRATION: Final = (
    "n_states", "cinc_sum", "n_major", "con_cinc", "con_six", "n_components_used", "majors", "neff_major",
    "share_top1_major", "share_top2_major", "top1", "n_major_july1", "con_cinc_july1", "con_six_july1", "n_major_dec31",
    "con_cinc_dec31", "con_six_dec31", "neff_system", "con_system", "major_share_system", "n_def_dyads", "n_comp",
    "n_comp_ge2", "comp_lead_share", "comp_second_share", "comp_lead_n", "con_comp", "neff_comp", "clique_lead_share",
    "clique_lead_n", "clique_lead", "leiden_q", "leiden_lead_share", "leiden_lead_n", "leiden_spread", "hhi_system",
)  # fmt: skip
"""The columns of concentration. `leiden_spread`: the best modularity less the worst of the restarts."""

POLARITY: Final = (
    "n_major", "majors", "polarity", "share_first", "share_second", "margin", "nearest", "beyond", "top1", "top2",
    "power_bipolarity", "move", "polarity_six", "margin_six", "n_poles", "pole_bipolarity", "poles", "n_blocs",
    "esteban_ray", "reynal_querol", "tightness",
)  # fmt: skip
"""The columns of polarity: the powers, then the powers as poles of allies, then the polarisation of communities."""


def concentration_of(data: Yearly, seed: int = 0) -> Columns:
    """Every column of CONCENTRATION for a year."""
    material, found = data.material, Columns()
    if material is not None:
        everyone = normalised(material.cinc)
        known = everyone[~np.isnan(everyone)]
        found = {
            "n_states": len(material.ccode),
            "cinc_sum": float(np.nansum(material.cinc)),
            "neff_system": n_eff_of(known),
            "con_system": con_of(known),
            "hhi_system": hhi_of(known),
            **_powers(data, material),
            **_other_days(data, material),
            **_leading(data, material, everyone, seed),
        }
    return {column: found.get(column) for column in CONCENTRATION}


def polarity_by_year(data: Yearly, seed: int = 0) -> Columns:
    """Every column of POLARITY for a year."""
    material, found = data.material, Columns()
    if material is not None:
        places = material.places(data.majors.at(data.year))
        found = {
            **_powers(data, material),
            **_classes(material, places),
            "move": _moved(data, material),
            **_camps(data, material, places, seed),
        }
    return {column: found.get(column) for column in POLARITY}


def _powers(data: Yearly, material: Material) -> Columns:
    """The major powers of any day of the year."""
    places = material.places(data.majors.at(data.year))
    among, order = normalised(material.cinc[places]), np.argsort(-material.cinc[places], kind="stable")
    six, used = six_of(material.components[places])
    numbers = material.ccode[places]
    return {
        "n_major": len(places),
        "majors": " ".join(map(str, numbers)),
        "con_cinc": con_of(among),
        "con_six": con_of(six),
        "n_components_used": used,
        "neff_major": n_eff_of(among),
        "share_top1_major": float(among[order[0]]) if len(order) else None,
        "share_top2_major": power_bipolarity(among),
        "power_bipolarity": power_bipolarity(among),
        "top1": int(numbers[order[0]]) if len(order) else None,
        "top2": int(numbers[order[1]]) if len(order) > 1 else None,
        "major_share_system": float(np.nansum(material.cinc[places]) / np.nansum(material.cinc)),
    }


def _other_days(data: Yearly, material: Material) -> Columns:
    found: Columns = {}
    rules: tuple[MajorRule, ...] = ("july1", "dec31")
    for rule in rules:
        places = material.places(data.majors.at(data.year, rule))
        found[f"n_major_{rule}"] = len(places)
        found[f"con_cinc_{rule}"] = con_of(normalised(material.cinc[places]))
        found[f"con_six_{rule}"] = con_of(six_of(material.components[places])[0])
    return found


def _leading(data: Yearly, material: Material, shares: Floats, seed: int) -> Columns:
    """The leading bloc by three rules: component, heaviest clique, community."""
    graph = defence_graph(data)
    if graph is None:
        return {}
    weight = dict(zip(material.ccode.tolist(), np.nan_to_num(shares).tolist(), strict=True))
    ties = {c: frozenset(material.ccode[row > 0].tolist()) for c, row in zip(weight, graph, strict=True)}
    clique = heaviest_clique(ties, weight)
    found = communities(graph, restarts=RESTARTS, seed=seed)
    groups = _sizes(np.array(found.labels), shares)
    return {
        "n_def_dyads": int(graph.sum()) // 2,
        **_components(ties, weight),
        "clique_lead_share": sum(weight[c] for c in clique),
        "clique_lead_n": len(clique),
        "clique_lead": " ".join(map(str, clique)),
        "leiden_q": found.modularity,
        "leiden_lead_share": groups[0][0],
        "leiden_lead_n": groups[0][1],
        "leiden_spread": found.spread[0] - found.spread[-1],
    }


def _components(ties: dict[int, frozenset[int]], weight: dict[int, float]) -> Columns:
    found = components(ties)
    sizes = sorted(((sum(weight[c] for c in group), len(group)) for group in found), reverse=True)
    shares = np.array([share for share, _ in sizes])
    return {
        "n_comp": len(found),
        "n_comp_ge2": sum(len(group) > 1 for group in found),
        "comp_lead_share": sizes[0][0],
        "comp_second_share": sizes[1][0] if len(sizes) > 1 else None,
        "comp_lead_n": sizes[0][1],
        "con_comp": con_of(shares),
        "neff_comp": n_eff_of(shares),
    }


def _sizes(labels: Ints, shares: Floats) -> list[tuple[float, int]]:
    """The share and the number of members of each group, the heaviest first."""
    found = ((float(np.nansum(shares[labels == c])), int((labels == c).sum())) for c in np.unique(labels))
    return sorted(found, reverse=True)


def _classes(material: Material, places: Ints) -> Columns:
    """Polarity by thresholds, on CINC and on the six components."""
    found = polarity_of(normalised(material.cinc[places]))
    six = polarity_of(six_of(material.components[places])[0])
    made: Columns = {}
    if found is not None:
        made |= {"polarity": found.pole, "share_first": found.first, "share_second": found.second}
        made |= {"margin": found.margin, "nearest": found.nearest, "beyond": found.beyond}
    if six is not None:
        made |= {"polarity_six": six.pole, "margin_six": six.margin}
    return made


def _moved(data: Yearly, material: Material) -> float | None:
    """MOVE since the year before, over the powers of both years."""
    if data.before is None:
        return None
    both = {*data.majors.at(data.year)} & {*data.majors.at(data.year - 1)}
    old, new = data.before.places(both), material.places(both)
    if not np.array_equal(data.before.ccode[old], material.ccode[new]):
        return None
    return move_of(data.before.cinc[old], material.cinc[new])


def _camps(data: Yearly, material: Material, places: Ints, seed: int) -> Columns:
    """The powers as poles once allies are counted as one, and how polarised the communities of all states are."""
    graph = defence_graph(data)
    if graph is None:
        return {}
    poles = poles_of(graph[np.ix_(places, places)] > 0, material.cinc[places])
    held = np.array([share for share, _ in _sizes(poles, normalised(material.cinc[places]))])
    found: Communities = communities(graph, restarts=RESTARTS, seed=seed)
    labels, owed = np.array(found.labels), portfolio_matrix(data)
    blocs = np.array([share for share, _ in _sizes(labels, normalised(material.cinc))])
    named = (" ".join(map(str, material.ccode[places[poles == pole]])) for pole in np.unique(poles))
    return {
        "n_poles": len(held),
        "pole_bipolarity": power_bipolarity(held),
        "poles": " | ".join(named),
        "n_blocs": len(blocs),
        "esteban_ray": esteban_ray(blocs),
        "reynal_querol": reynal_querol(blocs),
        "tightness": None if owed is None else tightness(owed, labels),
    }
