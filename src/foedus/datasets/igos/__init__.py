"""COW intergovernmental organisations.

The files have a column for each organisation (or, of organisations, for each state) with a code in each row: 1 a full
member, 2 an associate one, 3 an observer, 0 none, below zero unknown or no state; their codes are counted as they are
read, since they are too wide to be held.
"""

from __future__ import annotations

from ..checks import check
from ..plain import convert as plain
from ..raw import Raw, identifier

__all__ = ["check", "convert"]

COUNTS = {
    "state_years": {
        "sum_igo_full": "_1", "sum_igo_associate": "_2", "sum_igo_observer": "_3", "sum_igo_anytype": "_1 + _2 + _3",
    },
    "dyad_years": {"dyadigos": "_1"},
    "organisations": {"full": "_1", "associate": "_2", "observer": "_3"},
}  # fmt: skip
"""The columns of each table that are counts, from the counts of the codes."""


def convert(raw: Raw) -> str:
    """A query that yields the table."""
    if not raw.layout.counted:
        return plain(raw)
    counts = COUNTS[raw.spec.name]
    cells = (f"{counts.get(c, identifier(c))} AS {identifier(c)}" for c in raw.spec.columns)
    return f"SELECT {', '.join(cells)} FROM {raw.name} ORDER BY _row"  # noqa: S608  # quoted
