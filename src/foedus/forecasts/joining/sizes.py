"""How far wars spread: the constants of the end set so that wars drawn from their first day grow as wars did."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from ..wars import War
from .cascading import draw_wars
from .entering import opened_by
from .model import COUNTS, Coefficients, field_at, openers_of
from .quarrels import Window
from .weighing import end_utilities, terms_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = ["MOST", "calibrated", "drawn_sizes", "growth", "starts_of", "utilities"]

MOST = 40
"""No war that is drawn takes in more joiners than this; the largest of history took in 24."""

TURNS = 4
"""How often the constants are corrected."""


CERTAIN = 0.99
"""No class of wars is taken to grow for certain: the wars are too few to tell."""


def utilities(model: Coefficients) -> tuple[Numbers, Numbers, Numbers]:
    """The coefficients of entering, the utilities of the end and what the crowd adds to them, by set: the estimate
    first, then the draws."""
    rows = model.all()
    known = len(model.features)
    return rows[:, :known], end_utilities(rows[:, known:-2], rows[:, -2], COUNTS, MOST), rows[:, -1]


def starts_of(war: War, place: dict[int, int]) -> tuple[Whole, Whole]:
    """Those who fight first, by place: side 1, side 2. Who is no state of the system then is left out."""
    import numpy as np

    one, two = (np.array([place[c] for c in war.side(side) if c in place], dtype=np.int64) for side in (1, 2))
    return one, two


def drawn_sizes(wars: tuple[War, ...], model: Coefficients, window: Window, draws: int, seed: int) -> Whole:
    """How many join in wars drawn from the first day of some wars, with the disputes of a window, each with a seed of
    its own: wars x draws."""
    import numpy as np

    enter, end, crowd = utilities(msgspec.structs.replace(model, draws=()))
    sizes = []
    for number, war in enumerate(wars):
        around, place = field_at(war.start.year, window)
        field = opened_by(around, openers_of(war, place))
        start = starts_of(war, place)
        terms = terms_of(field, enter, end, crowd, model.features, start)
        sizes.append(draw_wars(terms, start, np.zeros(draws, dtype=np.int64), seed * len(wars) + number).sizes)
    return np.stack(sizes)


def growth(sizes: Whole) -> Numbers:
    """The share of wars that grow once more, by the class of how many have joined (`COUNTS`), kept off 0 and 1."""
    import numpy as np

    flat = sizes.ravel()
    classes = [*pairwise([*COUNTS, MOST + 1])]
    more = [np.clip(flat - low, 0, high - low).sum() for low, high in classes]
    over = [((flat >= low) & (flat < high)).sum() for low, high in classes]
    made: Numbers = np.array([m / max(m + o, 1) for m, o in zip(more, over, strict=True)])
    return np.clip(made, 1 - CERTAIN, CERTAIN)


def calibrated(wars: tuple[War, ...], model: Coefficients, window: Window, draws: int, seed: int) -> Coefficients:
    """The model with the constants of the end moved, those of the draws by as much."""
    import numpy as np

    wanted = growth(np.array([len(war.joiners) for war in wars]))
    for turn in range(TURNS):
        found = growth(drawn_sizes(wars, model, window, draws, seed + turn))
        move = np.log(found / (1 - found)) - np.log(wanted / (1 - wanted))
        model = _moved(model, move)
    return model


def _moved(model: Coefficients, move: Numbers) -> Coefficients:
    known = len(model.features)
    end = tuple(round(old + float(by), 5) for old, by in zip(model.end, move, strict=True))
    draws = tuple(
        (*row[:known], *(round(old + float(by), 5) for old, by in zip(row[known:-2], move, strict=True)), *row[-2:])
        for row in model.draws
    )
    return msgspec.structs.replace(model, end=end, draws=draws)
