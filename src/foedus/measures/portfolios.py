"""Alliance portfolios from imported data: what each state owes each other in a year, as a level from 0 to 3.

The order of pledges is a convention, not a finding; a treaty with several counts as the highest.

- `atop`: 3 defence or offence, 2 neutrality or consultation, 1 non-aggression, the order in which ATOP ranks its five
  pledges for scores of similarity. It has the direction: a guarantee of one side is owed by that side alone.
- `cow`: 3 defence, 2 neutrality or non-aggression, 1 entente, the order of the COW alliances (Singer & Small 1966).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..datasets import store
from ..errors import DataError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ties = tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.integer], NDArray[np.integer]]

__all__ = ["TABLES", "Alliances", "level", "spoken_for", "ties"]

Alliances = Literal["atop", "cow"]

TABLES: dict[Alliances, tuple[str, str]] = {"atop": ("atop", "dyad_years"), "cow": ("cow_alliances", "dyad_years")}
"""The dataset and the table of each source of alliances."""

RANKED: dict[Alliances, dict[int, tuple[str, ...]]] = {
    "atop": {3: ("atop_defense", "atop_offense"), 2: ("atop_neutral", "atop_consul"), 1: ("atop_nonagg",)},
    "cow": {3: ("cow_defense",), 2: ("cow_neutral", "cow_nonagg"), 1: ("cow_entente",)},
}


def level(alliances: Alliances) -> str:
    """The level of a row of the table as SQL: that of the highest of its pledges, 0 if it has none.

    >>> level("cow")
    'CASE WHEN cow_defense = 1 THEN 3 WHEN cow_neutral = 1 OR cow_nonagg = 1 THEN 2 WHEN cow_entente = 1 THEN 1 ELSE 0 END'
    """  # noqa: E501  # what it prints
    cases = " ".join(
        f"WHEN {' OR '.join(f'{c} = 1' for c in columns)} THEN {rank}" for rank, columns in RANKED[alliances].items()
    )
    return f"CASE {cases} ELSE 0 END"


def spoken_for(alliances: Alliances) -> tuple[int, int]:
    """The years for which the imported data speak: in others a portfolio is unknown, not empty. Raises DataError, with
    the command that brings them, if they are not imported."""
    name, table = TABLES[alliances]
    store.paths_of(name, table)
    found = store.held(name, table)
    if found is None or found.years is None:
        raise DataError(f"{name} ({table}) names no years; import it again: foedus data import DIR")
    return found.years


def ties(alliances: Alliances, first: int, last: int) -> Ties:
    """Year, code of the one who owes, code of the one who is owed, level: in the order of years, level 0 left out.

    Raises DataError as `spoken_for`, and if the table cannot be read.
    """
    import duckdb

    where = store.source(*TABLES[alliances])
    query = (
        f"SELECT year, ccode1, ccode2, {level(alliances)} AS level FROM {where} WHERE year BETWEEN {first} AND {last}"  # noqa: S608  # our own names
    )
    try:
        with store.connect() as con:
            found = con.execute(f"SELECT * FROM ({query}) WHERE level > 0 ORDER BY year").fetchnumpy()  # noqa: S608
    except duckdb.Error as error:
        name, table = TABLES[alliances]
        raise DataError(f"{name} ({table}) cannot be read; import it again: foedus data import DIR") from error
    return found["year"], found["ccode1"], found["ccode2"], found["level"]
