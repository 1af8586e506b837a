"""Research datasets that the user holds: checked at the door, brought into one form, kept under FOEDUS_HOME.

A dataset is a package here, with a manifest (`manifest.toml`) and two functions, `check` and `convert`, and its name in
`DATASETS`; the tables that follow from others of it stand in its `DERIVED`, what is worth a look yields its `notes`.
"""

from __future__ import annotations

from .dataset import Dataset

__all__ = ["DATASETS"]

DATASETS: dict[str, Dataset] = {
    name: Dataset(name)
    for name in (
        "alliance_scores",
        "archigos",
        "arms_races",
        "atop",
        "capitals",
        "contiguity",
        "cow_alliances",
        "cow_gw",
        "cow_mid",
        "cow_states",
        "democracy",
        "gdelt",
        "gdp_pop",
        "gml_mid",
        "gw_states",
        "icb",
        "icews",
        "igos",
        "interstate_wars",
        "lead",
        "majors",
        "mindist",
        "nmc",
        "own_events",
        "polecat",
        "polity",
        "rivalries",
        "sipri",
        "terrain",
        "territorial_threat",
        "trade",
        "ucdp",
        "un_votes",
        "vdem",
        "wars",
        "wdi",
    )
}
"""Every dataset that foedus knows. Its package is imported when one of its functions is first asked for."""
