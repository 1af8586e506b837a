"""Polity's scores: the codes that are none become missing, Polity's numbers of states those of COW.

-66 (interrupted by another state), -77 (no central authority) and -88 (in transition) are no scores; they are kept in
a column of their own, `special`, and in `interim`. `polity2` has filled them in as its authors do.
"""

from __future__ import annotations

from .. import plain
from ..raw import Raw

__all__ = ["COW", "convert"]

SPECIAL = "'-66', '-77', '-88'"
SCORES = (
    "democ", "autoc", "polity", "xrreg", "xrcomp", "xropen", "xconst", "parreg", "parcomp", "exrec", "exconst",
    "polcomp", "prior", "eprec", "post", "change", "regtrans",
)  # fmt: skip

COW = (
    (305, 1800, 1918, 300),  # Austria-Hungary
    (324, 1800, 1861, 325),  # Sardinia
    (341, 2008, 2100, 347),  # Kosovo
    (342, 1800, 2100, 345),  # Serbia
    (347, 1991, 2007, 345),  # Yugoslavia, Serbia and Montenegro
    (348, 1800, 2100, 341),  # Montenegro
    (364, 1922, 1991, 365),  # Soviet Union
    (525, 2011, 2100, 626),  # South Sudan
    (529, 1993, 2100, 530),  # Ethiopia without Eritrea
    (564, 1800, 2100, None),  # Orange Free State
    (626, 2011, 2100, 625),  # Sudan without South Sudan
    (769, 1947, 1971, 770),  # Pakistan with Bengal
    (818, 1976, 2100, 816),  # Vietnam
    (89, 1800, 2100, None),  # United Provinces of Central America
    (99, 1800, 2100, None),  # Great Colombia
)  # Polity's number, first and last year, COW's number; others are the same
"""How Polity numbers states otherwise than COW. Source: names and years in p5v2018; COW states 2016."""


def convert(raw: Raw) -> str:
    """A query that yields the table. Where Polity has two rows of a state in the year in which it changed, COW's number
    is that of the one that goes on."""
    made = {
        name: f"CASE WHEN {name} NOT IN ({SPECIAL}) THEN CAST({name} AS DOUBLE) END"
        for name in SCORES
        if name in raw.header
    }
    made["special"] = f"CASE WHEN polity IN ({SPECIAL}) THEN CAST(polity AS DOUBLE) END"
    made["ccode"] = _cow("CAST(ccode AS INTEGER)", "CAST(year AS INTEGER)")
    ends = "lead(year) OVER (PARTITION BY pcode ORDER BY year) IS DISTINCT FROM year + 1"
    rows = f"SELECT *, {ends} AS ends FROM ({plain.select(raw, made)})"  # noqa: S608  # our own names
    one = "row_number() OVER (PARTITION BY ccode, year ORDER BY ends, pcode) = 1"
    columns = f"* EXCLUDE (ends) REPLACE (CASE WHEN {one} THEN ccode END AS ccode)"
    return f"SELECT {columns} FROM ({rows}) ORDER BY pcode, year"  # noqa: S608  # our own names


def _cow(number: str, year: str) -> str:
    cases = " ".join(
        f"WHEN {number} = {theirs} AND {year} BETWEEN {first} AND {last} THEN {'NULL' if ours is None else ours}"
        for theirs, first, last, ours in COW
    )
    return f"CASE {cases} ELSE {number} END"
