"""Where states lie: contiguity, the distance of their capitals, the least distance of their borders, relevance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...datasets import store
from ...errors import UsageError
from ..added import BASE, Added, Before, Join, Use, either, of_dyads, of_states, years_of
from ..asked import Asked
from ..geodesy import RADIUS, geodesics
from .capabilities import MAJORS, major_years

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["capdist", "contiguity", "mindist", "prd"]

CONTIGUITY = Use("contiguity", "spells")
MINDIST = Use("mindist", "dyad_years")
SLICES = {"first": "arg_min", "last": "arg_max"}


def contiguity(asked: Asked, before: Before, slice: str = "first") -> Added:  # noqa: A002  # the peer's name
    """Direct contiguity (Stinnett et al. 2002): 1 by land, 2 over at most 12 miles of water, 3 over 24, 4 over 150, 5
    over 400, 0 over more or without a record; NULL outside the years of the data.

    Where it changed within the year, `slice` says whether the `first` relation counts or the `last`. A state-year has
    the number of neighbours by `land` (1) and by `sea` (2 to 5).
    """
    if slice not in SLICES:
        raise UsageError(f"contiguity has no slice {slice!r}; give {' or '.join(SLICES)}")
    years = years_of(CONTIGUITY)
    pairs = _contiguous(asked, SLICES[slice])
    if asked.dyads:
        return of_dyads(asked, pairs, "ccode", {"conttype": "{t}.conttype"}, (CONTIGUITY,), zero=years)
    query = f"""
        SELECT ccode1 AS ccode, year, count(*) FILTER (conttype = 1) AS land, count(*) FILTER (conttype > 1) AS sea
        FROM ({pairs}) GROUP BY ALL
    """
    return of_states(asked, query, "ccode", {"land": "{t}.land", "sea": "{t}.sea"}, (CONTIGUITY,), zero=years)


def _contiguous(asked: Asked, chosen: str = "arg_min") -> str:
    return f"""
        SELECT ccode1, ccode2, y.year::INTEGER AS year, {chosen}(conttype, stdate) AS conttype
        FROM {store.source(CONTIGUITY.dataset, CONTIGUITY.table)}, range({asked.first}, {asked.last} + 1) y(year)
        WHERE year(stdate) <= y.year AND year(enddate) >= y.year GROUP BY ALL
    """


def prd(asked: Asked, before: Before) -> Added:
    """Whether a dyad is politically relevant: contiguous in any way, or with a major power in it (Weede 1976; Lemke &
    Reed 2001), 1 or 0. After the last year of contiguity: 1 with a major power in it, else NULL."""
    powers, last = major_years(asked)
    near = of_dyads(asked, _contiguous(asked), "ccode", {"c": "{t}.conttype"}, (CONTIGUITY,), zero=years_of(CONTIGUITY))
    great = of_states(asked, powers, "ccode", {"m": "{t}.major"}, (MAJORS,))
    relevant = f"CASE WHEN {great.columns['m1']} = 1 OR {great.columns['m2']} = 1 THEN true"
    contiguous = near.columns["c"]
    notes = (f"major powers after {last}: the last members of the list, carried forward",) if asked.last > last else ()
    return Added(
        {"prd": f"{relevant} ELSE {contiguous} > 0 END::INTEGER"},
        {**near.joins, **great.joins},
        tuple(dict.fromkeys((*near.uses, *great.uses))),
        notes=notes,
    )


def mindist(asked: Asked, before: Before) -> Added:
    """The least distance between the borders of two states, in km (Schvitz et al. 2022), NULL without one."""
    query = f"SELECT ccode1, ccode2, year, mindist FROM {store.source(MINDIST.dataset, MINDIST.table)}"
    return of_dyads(asked, either(query), "ccode", {"mindist": "{t}.mindist"}, (MINDIST,))


def capdist(asked: Asked, before: Before, distance: str = "sphere") -> Added:
    """The distance between the capitals of two states on 1 January (for a state that began later in the year, its first
    capital), in km; in a state-year, that of the nearest other capital (`mincapdist`).

    `distance`: `sphere`, a great circle on a sphere of 6,378,137 m, as users of peacesciencer have it; `geodesic`, on
    the ellipsoid of WGS 84.
    """
    if distance not in ("sphere", "geodesic"):
        raise UsageError(f"there is no distance {distance!r}; give sphere or geodesic")
    use = Use("capitals", asked.states)
    seats = _seats(asked, use)
    if not asked.dyads:
        return _nearest(asked, use, seats, distance)
    if distance == "geodesic":
        on = {k: k for k in asked.key}
        return Added({"capdist": "{t}.km"}, {"t": Join(lambda con: _pairs(con, asked, seats), on)}, (use,))
    joins = {"t" + slot: Join(seats, {asked.code + slot: asked.code, "year": "year"}) for slot in asked.slots}
    return Added({"capdist": _sphere("{t1}", "{t2}")}, joins, (use,))


def _nearest(asked: Asked, use: Use, seats: str, distance: str) -> Added:
    """Of each state in each year, the least distance to the capital of a state that coexisted with it."""

    def query(con: DuckDBPyConnection) -> str:
        pairs = _pairs(con, asked, seats) if distance == "geodesic" else _on_sphere(asked, seats)
        one, two = asked.code + "1", asked.code + "2"
        return f"""
            SELECT {one} AS {asked.code}, year, min(km) AS km FROM ({pairs}) d
            WHERE {one} <> {two} AND EXISTS (FROM {BASE} r WHERE r.{asked.code} = {two} AND r.year = d.year)
            AND NOT EXISTS (FROM panel_apart a WHERE a.one = {one} AND a.two = {two} AND a.year = d.year)
            GROUP BY ALL
        """

    return Added({"mincapdist": "{t}.km"}, {"t": Join(query, {k: k for k in asked.key})}, (use,))


def _seats(asked: Asked, use: Use) -> str:
    """The first capital of every state in every year: its coordinates, their sines and cosines."""
    return f"""
        SELECT *, sin(radians(lat)) AS sf, cos(radians(lat)) AS cf, sin(radians(lng)) AS sl, cos(radians(lng)) AS cl
        FROM (
            SELECT {asked.code}, y.year::INTEGER AS year, arg_min(lat, stdate) AS lat, arg_min(lng, stdate) AS lng
            FROM {store.source(use.dataset, use.table)}, range({asked.first}, {asked.last} + 1) y(year)
            WHERE year(stdate) <= y.year AND year(enddate) >= y.year GROUP BY ALL
        )
    """


def _on_sphere(asked: Asked, seats: str) -> str:
    """A query of all pairs of capitals of a year, with the distance `km` on the sphere."""
    code = asked.code
    return f"""
        SELECT x.{code} AS {code}1, y.{code} AS {code}2, year, {_sphere("x", "y")} AS km
        FROM ({seats}) x JOIN ({seats}) y USING (year)
    """


def _pairs(con: DuckDBPyConnection, asked: Asked, seats: str) -> str:
    """The same on the ellipsoid, which numpy computes, once for each two places."""
    import numpy as np

    con.execute(
        f"CREATE OR REPLACE TEMP TABLE capdist_seats AS"
        f" SELECT {asked.code}, year, lat, lng, dense_rank() OVER (ORDER BY lat, lng) - 1 AS place FROM ({seats})"
    )
    places = con.execute("SELECT DISTINCT place, lat, lng FROM capdist_seats ORDER BY place").fetchnumpy()
    km = geodesics(places["lat"], places["lng"])
    one, two = np.indices(km.shape)
    con.register("capdist_km", {"one": one.ravel(), "two": two.ravel(), "km": km.ravel()})
    return f"""
        SELECT x.{asked.code} AS {asked.code}1, y.{asked.code} AS {asked.code}2, year, km
        FROM capdist_seats x JOIN capdist_seats y USING (year)
        JOIN capdist_km k ON k.one = x.place AND k.two = y.place
    """


def _sphere(one: str, two: str) -> str:
    """A great circle in km, in the form that is exact for near and for opposite points (Vincenty's, on a sphere)."""
    sine = f"({two}.sl * {one}.cl - {two}.cl * {one}.sl)"
    cosine = f"({two}.cl * {one}.cl + {two}.sl * {one}.sl)"
    across = f"({two}.cf * {sine})"
    along = f"({one}.cf * {two}.sf - {one}.sf * {two}.cf * {cosine})"
    dot = f"({one}.sf * {two}.sf + {one}.cf * {two}.cf * {cosine})"
    return f"atan2(sqrt({across} * {across} + {along} * {along}), {dot}) * {RADIUS / 1000}"
