"""Where imported data and models live."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["data_folder"]


def data_folder() -> Path:
    """Where imported data and models live: FOEDUS_HOME, else the platform's folder for a user's data."""
    given = os.environ.get("FOEDUS_HOME")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "foedus"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "foedus"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "foedus"
