"""The joining model from imported data to the file that the package ships."""

from __future__ import annotations

from importlib.metadata import version

from ..datasets.citing import sources_of
from .joining import FORMAT, NAME, Joining, estimate, frame, left_out
from .sealed import pack
from .sizes import calibrated
from .surroundings import TABLES
from .wars import TABLE, wars

__all__ = ["DRAWS", "SEED", "train_joining"]

SEED = 1
DRAWS = 50
"""Sets of wars drawn again, for the uncertainty of the coefficients."""

SIZED = 120
"""Wars drawn from each war to set how far wars spread."""


def train_joining(seed: int = SEED, draws: int = DRAWS) -> str:
    """The text of the model file: the same from the same data and seed. Raises DataError for what is not imported."""
    held = wars()
    data = frame(held)
    history, facts = (calibrated(held, estimate(data, told, draws, seed), SIZED, seed) for told in (True, False))
    years = held[0].start.year, held[-1].start.year
    entries = sum(len(war.joiners) for war in held)
    return pack(
        NAME,
        FORMAT,
        Joining(
            f"foedus {version('foedus')}",
            seed,
            (min(years[0], *(w.start.year for w in held)), max(w.start.year for w in held)),
            len(held),
            entries,
            sources_of({*TABLES, TABLE}),
            history,
            facts,
            left_out(data, history=True, seed=seed),
            left_out(data, history=False, seed=seed),
        ),
    )
