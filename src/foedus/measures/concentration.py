"""How unequally capability is shared: CON, its variants, the effective number of powers, Herfindahl, and movement.

`con_cinc` takes each power's CINC over the sum of the powers' CINC; `con_six` the mean of its shares among the powers
of the components known for all of them (the procedure of 1972). They differ by .024 on average: a value is never shown
without the name of its variant.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from .cinc import Floats

__all__ = ["con_of", "hhi_of", "move_of", "n_eff_of"]


def hhi_of(shares: Floats) -> float | None:
    """Herfindahl's index: the sum of squared shares, between 1/n and 1; None without shares. Shares sum to 1.

    >>> hhi_of(np.array([0.5, 0.5]))
    0.5
    """
    return float(np.square(shares).sum()) if len(shares) and not np.isnan(shares).any() else None


def con_of(shares: Floats) -> float | None:
    """CON of Ray & Singer (1973): the square root of (sum of s^2 - 1/n) / (1 - 1/n), 0 if all are equal, 1 if one has
    all. `shares` sum to 1. None for fewer than two powers (reason: `one_major_power`) or an unknown share.

    >>> round(con_of(np.array([0.5, 0.3, 0.2])), 6)
    0.264575
    >>> con_of(np.array([1.0])) is None
    True
    """
    squares, count = hhi_of(shares), len(shares)
    if squares is None or count < 2:
        return None
    return sqrt(max(0.0, (squares - 1 / count) / (1 - 1 / count)))  # rounding can push equal shares below 0


def n_eff_of(shares: Floats) -> float | None:
    """The effective number of powers, 1 / sum of s^2, between 1 and n (Laakso & Taagepera 1979).

    Identity: CON^2 = (1/N_eff - 1/n) / (1 - 1/n).

    >>> n_eff_of(np.array([0.25, 0.25, 0.25, 0.25]))
    4.0
    """
    squares = hhi_of(shares)
    return 1 / squares if squares else None


def move_of(before: Floats, after: Floats) -> float | None:
    """MOVE of Ray & Singer (1973): the part of capability that changed hands, sum |s1 - s0| / (2 (1 - min s0)), 0 to 1.

    Both arrays hold the same states, those present at both times, and are brought to sum 1. None for fewer than two
    states, or an unknown share.

    >>> round(move_of(np.array([0.5, 0.3, 0.2]), np.array([0.4, 0.4, 0.2])), 6)
    0.125
    """
    if len(before) < 2 or np.isnan(before).any() or np.isnan(after).any() or not before.sum() or not after.sum():
        return None
    old, new = before / before.sum(), after / after.sum()
    return float(np.abs(new - old).sum() / (2 * (1 - old.min())))
