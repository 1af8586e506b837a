"""Gradient-boosted trees on the same rows and columns, as a second opinion: the extra `model` brings LightGBM, which
grows them; forecasting from their file needs no more than the base install.

Settings as in the evaluation protocol: 200 rounds at a rate of .03, 15 leaves, 200 rows a leaf at least, L2 of 10, one
thread, so that the same seed gives the same trees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...errors import DataError
from .evaluating import Fitted
from .trees import Tree, tree_of

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["by_trees", "grown"]

SETTINGS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.03, "num_leaves": 15, "min_data_in_leaf": 200, "lambda_l2": 10.0,
    "num_threads": 1, "seed": 1, "deterministic": True, "force_row_wise": True, "verbosity": -1,
}  # fmt: skip
ROUNDS = 200


def by_trees(inputs: Array, outcome: Array) -> Fitted:
    """The engine. Raises DataError where LightGBM is not installed."""
    import numpy as np

    made = _boosted(inputs, outcome)
    return lambda asked: np.asarray(made.predict(asked, raw_score=True))


def grown(inputs: Array, outcome: Array) -> tuple[Tree, ...]:
    """The trees for inputs and outcomes. Raises DataError where LightGBM is not installed."""
    return tuple(tree_of(tree["tree_structure"]) for tree in _boosted(inputs, outcome).dump_model()["tree_info"])


def _boosted(inputs: Array, outcome: Array) -> Any:
    try:
        import lightgbm
    except ModuleNotFoundError as error:
        raise DataError("the boosted model needs LightGBM: pip install 'foedus[model]'") from error
    return lightgbm.train(SETTINGS, lightgbm.Dataset(inputs, outcome), num_boost_round=ROUNDS)
