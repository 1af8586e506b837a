"""Research datasets that the user holds: checked at the door, brought into one form, kept under FOEDUS_HOME.

A dataset is a package here, with a manifest (`manifest.toml`) and two functions, and one line in `DATASETS`.
"""

from __future__ import annotations

from . import atop
from .dataset import Dataset

__all__ = ["DATASETS"]

DATASETS: dict[str, Dataset] = {
    "atop": Dataset("atop", atop.check, atop.convert),
}
"""Every dataset that foedus knows."""
