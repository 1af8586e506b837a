"""Panels: a row for every state, or every pair of states, in every year, and what research datasets say of each.

    foedus.panel("dyad-year", directed=True, first=1946, add=("nmc", "atop")).write("panel.parquet")

A panel is a value: what its rows are (`asked.Asked`), and what is added to them, in order (`added.Added`). Nothing is
read before it is asked for; then DuckDB joins everything at once, and writes row group by row group. What can be added
is the literal table `adders.ADDERS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .adders import ADDERS
    from .table import Panel, panel

__all__ = ["ADDERS", "Panel", "panel"]

WHERE = {"ADDERS": "adders", "Panel": "table", "panel": "table"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{WHERE[name]}", __name__), name)
