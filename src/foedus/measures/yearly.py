"""Concentration, polarity and blocs by year from imported data: one row a year, null where the data do not speak.

Universe: the states of National Material Capabilities in the year, isolates included. Shares are CINC over its sum.
Major powers: the list of the Correlates of War project, any day of the year (other rules in columns of their own).
Blocs: a tie where either state owes the other defence by ATOP in the year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import msgspec
import numpy as np

from ..errors import DataError
from .cinc import Floats, normalised, six_of
from .cliques import components, heaviest_clique
from .communities import Communities, communities
from .concentration import con_of, hhi_of, move_of, n_eff_of
from .material import Ints, MajorRule, Majors, Material, Nmc, allied, majors_data, nmc
from .polarity import esteban_ray, polarity_of, poles_of, power_bipolarity, reynal_querol

__all__ = ["CONCENTRATION", "POLARITY", "Cell", "Yearly", "concentration_rows", "polarity_rows"]

Cell = int | float | str | None
Row = dict[str, Cell]

RESTARTS: Final = 30

CONCENTRATION: Final = (
    "year", "n_states", "cinc_sum", "n_major", "con_cinc", "con_six", "n_components_used", "majors", "neff_major",
    "share_top1_major", "share_top2_major", "top1", "n_major_july1", "con_cinc_july1", "con_six_july1", "n_major_dec31",
    "con_cinc_dec31", "con_six_dec31", "neff_system", "con_system", "major_share_system", "n_def_dyads", "n_comp",
    "n_comp_ge2", "comp_lead_share", "comp_second_share", "comp_lead_n", "con_comp", "neff_comp", "clique_lead_share",
    "clique_lead_n", "clique_lead", "leiden_q", "leiden_lead_share", "leiden_lead_n", "hhi_system", "leiden_spread",
    "note",
)  # fmt: skip
"""The columns of concentration, in order. `leiden_spread` is the best modularity less the worst of the restarts."""

POLARITY: Final = (
    "year", "n_major", "majors", "polarity", "share_first", "share_second", "margin", "nearest", "beyond",
    "top1", "top2", "power_bipolarity", "move", "polarity_six", "margin_six", "n_poles", "pole_bipolarity", "poles",
    "n_blocs", "esteban_ray", "reynal_querol", "note",
)  # fmt: skip
"""The columns of polarity, in order: the powers, then the powers as poles of allies, then the polarisation of blocs."""


class Yearly(msgspec.Struct, frozen=True):
    """The data of a year: capabilities, powers, and the defence dyads, None outside the years of ATOP."""

    year: int
    material: Material | None
    majors: Majors
    dyads: tuple[Ints, Ints] | None
    before: Material | None = None
    notes: tuple[str, ...] = ()


def concentration_rows(years: Iterable[int], seed: int = 0) -> Iterator[Row]:
    """A row a year, with every column of CONCENTRATION. Raises DataError if NMC or the list of powers is not
    imported; without ATOP the columns of blocs are null, and the note says so."""
    return _rows(years, CONCENTRATION, lambda data: _concentration(data, seed))


def polarity_rows(years: Iterable[int], seed: int = 0) -> Iterator[Row]:
    """A row a year, with every column of POLARITY. As concentration_rows."""
    return _rows(years, POLARITY, lambda data: _polarity(data, seed))


def _rows(years: Iterable[int], columns: tuple[str, ...], made: Callable[[Yearly], Row]) -> Iterator[Row]:
    held, majors = nmc(), majors_data()
    for year in years:
        data = _data(held, majors, year)
        found = {"year": year, "note": "; ".join(data.notes), **made(data)}
        yield {column: found.get(column) for column in columns}


def _data(held: Nmc, majors: Majors, year: int) -> Yearly:
    material, notes = held.of(year), []
    if material is None:
        notes.append(f"NMC {held.version} speaks of {held.years[0]}-{held.years[1]}")
    if majors.carried(year):
        notes.append(f"major powers carried on from {majors.last}, where the list ends")
    try:
        dyads = allied(year)
        if dyads is None:
            notes.append("no alliances of this year in ATOP")
    except DataError as error:
        dyads = None
        notes.append(str(error))
    return Yearly(year, material, majors, dyads, held.of(year - 1), tuple(notes))


def _concentration(data: Yearly, seed: int) -> Row:
    material = data.material
    if material is None:
        return {}
    everyone = normalised(material.cinc)
    known = everyone[~np.isnan(everyone)]
    row: Row = {
        "n_states": len(material.ccode),
        "cinc_sum": float(np.nansum(material.cinc)),
        "neff_system": n_eff_of(known),
        "con_system": con_of(known),
        "hhi_system": hhi_of(known),
    }
    return row | _powers(data, material) | _other_days(data, material) | _blocs(data, material, everyone, seed)


def _powers(data: Yearly, material: Material) -> Row:
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
        "top1": int(numbers[order[0]]) if len(order) else None,
        "top2": int(numbers[order[1]]) if len(order) > 1 else None,
        "major_share_system": float(np.nansum(material.cinc[places]) / np.nansum(material.cinc)),
    }


def _other_days(data: Yearly, material: Material) -> Row:
    row: Row = {}
    rules: tuple[MajorRule, ...] = ("july1", "dec31")
    for rule in rules:
        places = material.places(data.majors.at(data.year, rule))
        row[f"n_major_{rule}"] = len(places)
        row[f"con_cinc_{rule}"] = con_of(normalised(material.cinc[places]))
        row[f"con_six_{rule}"] = con_of(six_of(material.components[places])[0])
    return row


def _blocs(data: Yearly, material: Material, shares: Floats, seed: int) -> Row:
    """The leading bloc by three rules: component, heaviest clique, community."""
    graph = _graph(data, material)
    if graph is None:
        return {}
    weight = dict(zip(material.ccode.tolist(), np.nan_to_num(shares).tolist(), strict=True))
    ties = {c: frozenset(material.ccode[row > 0].tolist()) for c, row in zip(weight, graph, strict=True)}
    clique = heaviest_clique(ties, weight)
    found = communities(graph, restarts=RESTARTS, seed=seed)
    groups = _sizes(np.array(found.labels), shares)
    return _components(ties, weight) | {
        "n_def_dyads": int(graph.sum()) // 2,
        "clique_lead_share": sum(weight[c] for c in clique),
        "clique_lead_n": len(clique),
        "clique_lead": " ".join(map(str, clique)),
        "leiden_q": found.modularity,
        "leiden_lead_share": groups[0][0],
        "leiden_lead_n": groups[0][1],
        "leiden_spread": found.spread[0] - found.spread[-1],
    }


def _graph(data: Yearly, material: Material) -> Floats | None:
    """The defence graph of the states of the year, (n, n) of 0 and 1; None where alliances are not known."""
    if data.dyads is None or not len(material.ccode):
        return None
    one, other = data.dyads
    both = np.isin(one, material.ccode) & np.isin(other, material.ccode)
    graph = np.zeros((len(material.ccode),) * 2)
    places = np.searchsorted(material.ccode, one[both]), np.searchsorted(material.ccode, other[both])
    graph[places] = graph[places[::-1]] = 1.0
    return graph


def _components(ties: dict[int, frozenset[int]], weight: dict[int, float]) -> Row:
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


def _polarity(data: Yearly, seed: int) -> Row:
    material = data.material
    if material is None:
        return {}
    places = material.places(data.majors.at(data.year))
    found, six = polarity_of(normalised(material.cinc[places])), polarity_of(six_of(material.components[places])[0])
    row = _powers(data, material) | {"power_bipolarity": power_bipolarity(normalised(material.cinc[places]))}
    row["move"] = _moved(data, material)
    if found is not None:
        row |= {"polarity": found.pole, "share_first": found.first, "share_second": found.second}
        row |= {"margin": found.margin, "nearest": found.nearest, "beyond": found.beyond}
    if six is not None:
        row |= {"polarity_six": six.pole, "margin_six": six.margin}
    return row | _camps(data, material, places, seed)


def _moved(data: Yearly, material: Material) -> float | None:
    """MOVE since the year before, over the powers of both years."""
    if data.before is None:
        return None
    both = {*data.majors.at(data.year)} & {*data.majors.at(data.year - 1)}
    old, new = data.before.places(both), material.places(both)
    if len(old) != len(new):
        return None
    return move_of(data.before.cinc[old], material.cinc[new])


def _camps(data: Yearly, material: Material, places: Ints, seed: int) -> Row:
    """The powers as poles once allies are counted as one, and how polarised the communities of all states are."""
    graph = _graph(data, material)
    if graph is None:
        return {}
    poles = poles_of(graph[np.ix_(places, places)] > 0, material.cinc[places])
    held = np.array([share for share, _ in _sizes(poles, normalised(material.cinc[places]))])
    found: Communities = communities(graph, restarts=RESTARTS, seed=seed)
    blocs = np.array([share for share, _ in _sizes(np.array(found.labels), normalised(material.cinc))])
    named = (" ".join(map(str, material.ccode[places[poles == pole]])) for pole in np.unique(poles))
    return {
        "n_poles": len(held),
        "pole_bipolarity": power_bipolarity(held),
        "poles": " | ".join(named),
        "n_blocs": len(blocs),
        "esteban_ray": esteban_ray(blocs),
        "reynal_querol": reynal_querol(blocs),
    }
