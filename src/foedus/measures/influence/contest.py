"""Influence of patrons over a client, from the shares that each has in the layers that tie it (`ties`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ...figure import Figure
from ...system import System
from ..draws import Drawn, between, drawn
from .ties import Ties, defence, largest, ties

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "asymmetry",
    "capacity",
    "concentration",
    "contest",
    "dependence",
    "known_layers",
    "layer_concentration",
    "layer_share",
    "sampled",
    "samples",
    "share",
]

CERTAIN = "shares of published figures and of treaties, exact given these"


def share(layer: Ties, patron: str) -> float | None:
    """p, the share of a patron in a layer of the client; None where the client has nothing in it.

    >>> share(Ties("trade", "B", {"A": 3.0, "C": 1.0}, "dollars"), "A")
    0.75
    """
    return layer.weights.get(patron, 0.0) / layer.total if layer.known else None


def concentration(layer: Ties) -> float | None:
    """H, the sum of the squared shares (Hirschman 1945): 1 with one patron, 1/n with n equal ones; None as for `share`.

    >>> concentration(Ties("trade", "B", {"A": 3.0, "C": 1.0}, "dollars"))
    0.625
    """
    return sum((w / layer.total) ** 2 for w in layer.weights.values()) if layer.known else None


def layer_share(system: System, client: str, patron: str, measure: Callable[[System, str], Ties] = defence) -> Figure:
    """P of one layer as a figure; unknown, with the reason, where the client has nothing in it."""
    layer = measure(system, client)
    value = share(layer, patron)
    exact = layer.reason if value is None else CERTAIN
    return Figure(f"share_{layer.layer}", (client, patron), value, "share", layer.basis, exact=exact)


def layer_concentration(system: System, client: str, measure: Callable[[System, str], Ties] = defence) -> Figure:
    """H of one layer as a figure; unknown as for `layer_share`."""
    layer = measure(system, client)
    value = concentration(layer)
    exact = layer.reason if value is None else CERTAIN
    return Figure(f"patrons_{layer.layer}", (client,), value, "index 0-1", layer.basis, exact=exact)


def known_layers(systems: Iterable[System], client: str) -> frozenset[str]:
    """The layers in which the client has something on every one of several days: what a mean over layers may be
    compared on."""
    return frozenset.intersection(*(frozenset(t.layer for t in ties(s, client) if t.known) for s in systems))


def _held(system: System, client: str, layers: frozenset[str] | None) -> tuple[Ties, ...]:
    return tuple(t for t in ties(system, client) if layers is None or t.layer in layers)


def dependence(
    system: System, client: str, patron: str, draws: int = 0, seed: int = 1, layers: frozenset[str] | None = None
) -> Figure:
    """D, the mean share of a patron over the layers in which the client has anything (Hirschman 1945; Emerson 1962).

    Unit: share. None with no known layer; the note says which layers are known. The interval, from seeded draws, is
    that of the capabilities in the layer of defence. Dependence is high only if alternatives are few: see
    `concentration`. `layers`: over these alone.
    """
    held = _held(system, client, layers)
    return _figure("dependence", (client, patron), _dependence(held, patron), held, system, draws, seed, patron)


def contest(
    system: System,
    client: str,
    one: str,
    other: str,
    draws: int = 0,
    seed: int = 1,
    layers: frozenset[str] | None = None,
) -> Figure:
    """G = D_one / (D_one + D_other), 0 to 1: which of two patrons the client depends on more. None if it depends on
    neither, or if no layer is known. `layers`: over these alone."""
    held = _held(system, client, layers)
    value = _part(_dependence(held, one), _dependence(held, other))
    return _figure("contest", (client, one, other), value, held, system, draws, seed, one, other)


def capacity(system: System, patron: str, client: str) -> Figure:
    """Influence capacity of a patron over a client: the mean over the layers of volumes of bandwidth times dependence,
    in the manner of the FBIC index (Moyer, Meisel, Matthews, Bohl & Burrows 2021), not its published values.

    Bandwidth: the weight of the pair as a share of the largest of any pair. Layers whose weights are no volumes (votes)
    are left out. None with no known layer.
    """
    volumes = [(t, top) for t in ties(system, client) if t.known and (top := largest(system, t.layer))]
    held = [t for t, _ in volumes]
    parts = [t.weights.get(patron, 0.0) / top * (share(t, patron) or 0.0) for t, top in volumes]
    value = sum(parts) / len(parts) if parts else None
    return _figure("capacity", (patron, client), value, held, system, 0, 1, patron)


def asymmetry(system: System, client: str, patron: str) -> Figure:
    """D of the client on the patron less D of the patron on the client, -1 to 1; None if either is not known."""
    there, back = ties(system, client), ties(system, patron)
    one, other = _dependence(there, patron), _dependence(back, client)
    value = None if one is None or other is None else one - other
    return _figure("asymmetry", (client, patron), value, (*there, *back), system, 0, 1, patron, client)


def _dependence(held: Iterable[Ties], patron: str) -> float | None:
    shares = [p for t in held if (p := share(t, patron)) is not None]
    return sum(shares) / len(shares) if shares else None


def _part(one: float | None, other: float | None) -> float | None:
    return one / (one + other) if one is not None and other is not None and one + other > 0 else None


def _figure(
    name: str,
    about: tuple[str, ...],
    value: float | None,
    held: Iterable[Ties],
    system: System,
    draws: int,
    seed: int,
    *patrons: str,
) -> Figure:
    layers = tuple(held)
    known = list(dict.fromkeys(t.layer for t in layers if t.known))
    basis = tuple(dict.fromkeys(e for t in layers if t.known for e in t.basis))
    note = f"{len(known)} known layers: {', '.join(known)}" if known else ""
    if value is None:
        reason = "the client depends on neither" if known else "no layer is known"
        return Figure(name, about, None, "share", basis, exact=reason, note=note)
    interval = None
    if draws and name in {"dependence", "contest"}:
        found = samples(system, layers, patrons, draws, seed)
        interval = between(found[patrons[0]] if name == "dependence" else _drawn_part(found, *patrons), value)
    low, high = interval if interval and interval[0] < interval[1] else (None, None)
    exact = "" if low is not None else CERTAIN
    return Figure(name, about, value, "share", basis, low=low, high=high, exact=exact, note=note)


def samples(
    system: System, held: Iterable[Ties], patrons: Iterable[str], draws: int, seed: int
) -> dict[str, NDArray[np.float64]]:
    """The dependence on each patron in each draw of the capabilities."""
    import numpy as np

    known, world = [t for t in held if t.known], drawn(system, draws, seed)
    parts = [sampled(t, world) for t in known]
    totals = [sum(p.values(), np.zeros(draws)) for p in parts]
    none = np.zeros(draws)
    return {
        who: sum((p.get(who, none) / t for p, t in zip(parts, totals, strict=True)), none) / len(parts)
        for who in patrons
    }


def sampled(layer: Ties, world: Drawn) -> Mapping[str, Any]:
    """The weights of a layer in each draw: those of defence are capabilities, the others (and CINC, which its note
    names) come without intervals."""
    if layer.layer != "defence" or layer.note:
        return layer.weights
    return {who: found for who in layer.weights if (found := world.mean_share((who,))) is not None}


def _drawn_part(found: Mapping[str, NDArray[np.float64]], one: str, other: str) -> NDArray[np.float64]:
    return found[one] / (found[one] + found[other])
