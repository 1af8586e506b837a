"""Gradient-boosted trees as plain numbers: written into a model file, and read without the library that grew them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["Tree", "margin", "tree_of"]


class Tree(msgspec.Struct, frozen=True):
    """A tree of yes and no. Node n asks whether column `column[n]` is at most `threshold[n]`; `yes` and `no` are the
    next node, or, where negative, -1 less the place of a leaf in `leaf`: what the tree adds to the log odds. A tree
    without nodes is its one leaf."""

    column: tuple[int, ...]
    threshold: tuple[float, ...]
    yes: tuple[int, ...]
    no: tuple[int, ...]
    leaf: tuple[float, ...]


def margin(trees: Sequence[Tree], inputs: Array) -> Array:
    """The log odds of rows: the sum of the leaves that they come to."""
    import numpy as np

    total = np.zeros(len(inputs))
    for tree in trees:
        total += np.array(tree.leaf)[_leaves(tree, inputs)]
    return total


def _leaves(tree: Tree, inputs: Array) -> Array:
    """The place of the leaf of each row."""
    import numpy as np

    column, yes, no = (np.array(values, dtype=np.intp) for values in (tree.column, tree.yes, tree.no))
    threshold = np.array(tree.threshold)
    at = np.full(len(inputs), 0 if len(column) else -1, dtype=np.intp)
    while len(rows := np.flatnonzero(at >= 0)):
        node = at[rows]
        at[rows] = np.where(inputs[rows, column[node]] <= threshold[node], yes[node], no[node])
    return -1 - at


def tree_of(structure: Mapping[str, Any]) -> Tree:
    """A tree as LightGBM dumps it, its nodes nested; all columns are numbers, none is missing."""
    nodes = [*_nodes(structure)]
    inner = [node for node in nodes if "split_feature" in node]
    leaves = [node for node in nodes if "split_feature" not in node]
    place = {id(node): n for n, node in enumerate(inner)} | {id(node): -1 - n for n, node in enumerate(leaves)}
    return Tree(
        tuple(node["split_feature"] for node in inner),
        tuple(node["threshold"] for node in inner),
        tuple(place[id(node["left_child"])] for node in inner),
        tuple(place[id(node["right_child"])] for node in inner),
        tuple(node["leaf_value"] for node in leaves),
    )


def _nodes(structure: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield structure
    if "split_feature" in structure:
        for child in ("left_child", "right_child"):
            yield from _nodes(structure[child])
