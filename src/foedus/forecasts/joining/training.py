"""The joining model from imported data to the file that the package ships."""

from __future__ import annotations

from importlib.metadata import version

from ...datasets import store
from ...datasets.citing import sources_of
from ..rivals import TABLE as RIVALS
from ..wars import TABLE, wars
from .model import FORMAT, NAME, VARIANTS, Joining, estimate, frame, left_out
from .quarrels import BESIDE, OPPOSED, read
from .sealed import pack
from .sizes import calibrated
from .surroundings import TABLES

__all__ = ["DRAWS", "SEED", "train_joining"]

SEED = 1
DRAWS = 50
"""Sets of wars drawn again, for the uncertainty of the coefficients."""

SIZED = 400
"""Wars drawn from each war to set how far wars spread."""


def train_joining(seed: int = SEED, draws: int = DRAWS) -> str:
    """The text of the model file: the same from the same data and seed. Raises DataError for what is not imported."""
    store.needed(*RIVALS)
    held = wars()
    frames = {window: frame(held, window) for window in {v.window for v in VARIANTS.values()}}
    told = {
        known: calibrated(held, estimate(frames[v.window], v.terms, draws, seed), v.window, SIZED, seed)
        for known, v in VARIANTS.items()
    }
    left = {known: left_out(frames[v.window], v.terms, seed=seed) for known, v in VARIANTS.items()}
    years = [war.start.year for war in held]
    entries = sum(len(war.joiners) for war in held)
    list_of_disputes = read()[0][0]
    tables = {*TABLES, TABLE, RIVALS, *((list_of_disputes, table) for table in (OPPOSED, BESIDE))}
    made_by = f"foedus {version('foedus')}"
    return pack(
        NAME,
        FORMAT,
        Joining(made_by, seed, (min(years), max(years)), len(held), entries, sources_of(tables), told, left),
    )
