"""Walk balance: closed walks of all lengths, weighted by 1 over the factorial of their length; positions of nodes by
the walks that reach them."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from ...network import SignedNetwork

__all__ = ["LARGEST", "NO_EDGES", "TOO_LARGE", "WalkBalance", "node_balance", "pn_centrality", "walk_balance"]

Floats = NDArray[np.float64]

LARGEST = 4000
"""Nodes of the largest network whose eigenvalues are computed (dense: the cube of it in time, the square in memory)."""

NO_EDGES = "no_edges: 1 by the formula, without any walk"
TOO_LARGE = f"too_large: eigenvalues are computed up to {LARGEST} nodes"


class WalkBalance(msgspec.Struct, frozen=True):
    """K, between 0 (without 0) and 1, and what must be said with it; None for a network that is too large."""

    value: float | None
    note: str = ""


def walk_balance(network: SignedNetwork) -> WalkBalance:
    """K = tr(e^A) / tr(e^|A|) for the signed adjacency matrix A (Estrada & Benzi 2014): 1 if and only if the network
    is balanced. Long walks through dense cliques weigh most, so that it is no measure of balance in general.

    From eigenvalues, by logarithms of sums of exponentials: e^A itself is beyond floats for a radius above 709.

    >>> from foedus.network import SignedNetwork
    >>> round(walk_balance(SignedNetwork.of("AAB", "BCC", (-1, -1, -1))).value, 6)
    0.685788
    """
    if network.nodes > LARGEST:
        return WalkBalance(None, TOO_LARGE)
    if not network.ties:
        return WalkBalance(1.0, NO_EDGES)
    matrix = network.matrix()
    signed, plain = (np.linalg.eigvalsh(m) for m in (matrix, np.abs(matrix)))
    return WalkBalance(float(min(1.0, np.exp(_log_sum(signed) - _log_sum(plain)))))


def node_balance(network: SignedNetwork) -> Floats | None:
    """K of each node, (e^A)_ii / (e^|A|)_ii (Diaz-Diaz, Bartesaghi & Estrada): the share of the walks from a node back
    to it that keep to the rule of friends and foes; 1 for a node without ties. None for a network that is too large."""
    if network.nodes > LARGEST:
        return None
    matrix = network.matrix()
    signed, plain = (_log_diagonal(m) for m in (matrix, np.abs(matrix)))
    return np.minimum(1.0, np.exp(signed - plain))


def pn_centrality(network: SignedNetwork) -> Floats | None:
    """PN centrality of each node (Everett & Borgatti 2014): the row sums of (I - (P - 2N) / (2n - 2))^-1 for the
    matrices of positive ties P and negative ties N. 1 without ties, up to 2 for a friend of everyone, less than 1 where
    foes weigh more. None for a network that is too large, and for two foes alone, where there is no inverse.

    >>> from foedus.network import SignedNetwork
    >>> pn_centrality(SignedNetwork.of("AAB", "BCC", (1, 1, 1))).round(6).tolist()
    [2.0, 2.0, 2.0]
    """
    if network.nodes > LARGEST or (network.nodes == 2 and network.negative):
        return None
    matrix = network.matrix()
    weighed = np.where(matrix < 0, 2 * matrix, matrix) / max(2 * network.nodes - 2, 1)
    return np.asarray(np.linalg.solve(np.eye(network.nodes) - weighed, np.ones(network.nodes)), dtype=np.float64)


def _log_sum(values: Floats) -> float:
    top = float(values.max())
    return top + float(np.log(np.exp(values - top).sum()))


def _log_diagonal(matrix: Floats) -> Floats:
    """The logarithms of the diagonal of e^M."""
    values, vectors = np.linalg.eigh(matrix)
    top = values.max(initial=0.0)
    weighed: Floats = np.square(vectors) @ np.exp(values - top)
    logs: Floats = top + np.log(weighed)
    return logs
