"""Gradient-boosted trees on the same rows and columns, as a second opinion: the extra `model` brings LightGBM.

Settings as in the evaluation protocol: 200 rounds at a rate of .03, 15 leaves, 200 rows a leaf at least, L2 of 10, one
thread, so that the same seed gives the same trees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import DataError

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["by_trees"]

SETTINGS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.03, "num_leaves": 15, "min_data_in_leaf": 200, "lambda_l2": 10.0,
    "num_threads": 1, "seed": 1, "deterministic": True, "force_row_wise": True, "verbosity": -1,
}  # fmt: skip
ROUNDS = 200


def by_trees(inputs: Array, outcome: Array, asked: Array) -> Array:
    """Fit on inputs and outcomes, predict for other inputs. Raises DataError where LightGBM is not installed."""
    try:
        import lightgbm
    except ModuleNotFoundError as error:
        raise DataError("the boosted model needs LightGBM: pip install 'foedus[model]'") from error
    import numpy as np

    made = lightgbm.train(SETTINGS, lightgbm.Dataset(inputs, outcome), num_boost_round=ROUNDS)
    return np.asarray(made.predict(asked))
