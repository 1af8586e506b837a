"""Versions of data as their authors name them, and of foedus."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version

__all__ = ["foedus", "order", "tidy"]


def order(version_: str) -> tuple[float, ...]:
    """Versions in their order: of 2.03 and 2.2.1 the second is newer."""
    parts = re.findall(r"\d+", version_)[:4]
    return tuple(float(f"0.{n}" if n.startswith("0") and len(n) > 1 else n) for n in parts)


def tidy(cell: str) -> str:
    """`4.0100002` is 4.01: single precision leaves such tails. `5`: one decimal at the least. `gml-2.03` is 2.03."""
    cell = re.sub(r"^[A-Za-z]+-(?=\d)", "", cell)
    return f"{float(cell):.2f}".removesuffix("0") if re.fullmatch(r"\d+\.\d+|\d", cell) else cell


def foedus() -> str:
    """The version of foedus itself."""
    try:
        return version("foedus")
    except PackageNotFoundError:  # run from the source tree
        return "unknown"
