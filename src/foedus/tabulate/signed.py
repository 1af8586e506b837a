"""Measures of structural balance as rows: of the user's network, or of the states of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from ..evidence import Evidence, Row
from ..figure import Figure
from .change import changed
from .day import networks_of_days
from .request import Cell, Line, Request

if TYPE_CHECKING:
    from ..measures.balance.frustration import Frustration
    from ..measures.balance.triads import Triads
    from ..network import SignedNetwork

__all__ = ["balance", "frustration", "triads"]

WHOLE = frozenset({"nodes", "ties", "triangles"})  # units of which there are whole numbers
COUNTED = "counted: exact for the ties given"
OPEN = "open: the time was out before the bounds met; between frustration_lower and frustration_upper"
Keys = dict[str, Cell]
Basis = tuple[Evidence, ...]


def triads(request: Request) -> Iterator[Line]:
    """Triads by their signs, a row a network; with a counterfactual also the change."""
    return _rows(request, _triads, 0)


def balance(request: Request) -> Iterator[Line]:
    """Degree of balance with its base line, weak balance, walk balance, a row a network; the change with intervals."""
    return _rows(request, _balance, request.draws)


def frustration(request: Request) -> Iterator[Line]:
    """Frustration index with its proof, beside triads and walk balance, a row a network; the change with intervals."""
    from ..measures.balance.frustration import frustration as search
    from ..measures.balance.triads import census

    def make(keys: Keys, network: SignedNetwork, basis: Basis) -> Line:
        found = search(network, request.seed)
        made = _line(keys, [*_census(census(network), basis), _walks(network, basis), *_index(found, basis)])
        return Line({**made.cells, "status": found.status, "proof": found.proof or None}, made.figures)

    return _rows(request, make, request.draws)


def _triads(keys: Keys, network: SignedNetwork, basis: Basis) -> Line:
    from ..measures.balance.triads import census

    return _line(keys, _census(census(network), basis))


def _balance(keys: Keys, network: SignedNetwork, basis: Basis) -> Line:
    from ..measures.balance.triads import census

    found = census(network)
    return _line(keys, [*_census(found, basis), _walks(network, basis), *_base_line(network, found, basis)])


def _rows(request: Request, make: Callable[[Keys, SignedNetwork, Basis], Line], draws: int) -> Iterator[Line]:
    """A row a network, as it is made; after each pair of a counterfactual what has changed between the two."""
    before: tuple[Line, SignedNetwork] | None = None
    for keys, network, basis, remark in _networks(request):
        sized = _line(keys, _size(network, basis, remark))
        made = make({}, network, basis)
        row = Line({**sized.cells, **made.cells}, sized.figures + made.figures)
        yield row
        if keys.get("case") == "after" and before is not None:
            yield changed({**keys, "case": "change"}, (before, (row, network)), basis, (draws, request.seed))
        before = row, network


def _networks(request: Request) -> Iterator[tuple[Keys, SignedNetwork, Basis, str]]:
    """The networks asked for: what names each, its source, what is to be said of how it was read."""
    if request.network is None:
        yield from networks_of_days(request)
        return
    from ..networkfile import read_networks

    for one in read_networks(request.network):
        remark = f"{one.repeated} ties stand there more than once, with one sign" if one.repeated else ""
        key = ", ".join(f"{k} {v}" for k, v in one.keys.items()) or "all rows"
        yield dict(one.keys), one.network, (Row("network", key, one.source),), remark


def _line(keys: Keys, figures: Iterable[Figure]) -> Line:
    """A row of figures; counts are whole numbers."""
    found = tuple(figures)
    cells = {f.name: int(f.value) if f.value is not None and f.unit in WHOLE else f.value for f in found}
    return Line({**keys, **cells}, found)


def _count(name: str, value: int, unit: str, basis: Basis, note: str = "") -> Figure:
    return Figure(name, (), float(value), unit, basis, exact=COUNTED, note=note)


def _size(network: SignedNetwork, basis: Basis, remark: str) -> Iterator[Figure]:
    negative = network.negative
    yield _count("n_nodes", network.nodes, "nodes", basis)
    yield _count("n_edges", network.ties, "ties", basis, remark)
    yield _count("n_pos", network.ties - negative, "ties", basis)
    yield _count("n_neg", negative, "ties", basis)


def _census(found: Triads, basis: Basis) -> Iterator[Figure]:
    from ..measures.balance.triads import NO_TRIANGLES

    for name in ("ppp", "ppn", "pnn", "nnn"):
        yield _count(f"tri_{name}", getattr(found, name), "triangles", basis)
    exact = "exact for the ties given" if found.total else NO_TRIANGLES
    yield Figure("balance_tri", (), found.balance, "share of triangles", basis, exact=exact)


def _index(found: Frustration, basis: Basis) -> Iterator[Figure]:
    """The index, its share of the ties, and the bounds between which both are proven."""
    from ..measures.balance.frustration import NO_EDGES

    proven = f"proven by {found.proof}" if found.proof else OPEN
    bounds = None if found.index is not None else (float(found.lower), float(found.upper))
    index = None if found.index is None else float(found.index)
    low, high = bounds or (None, None)
    yield Figure("frustration", (), index, "ties", basis, low, high, exact=proven)
    share = found.normalised
    low, high = share if share and found.index is None else (None, None)
    value = share[0] if share and found.index is not None else None
    yield Figure("frustration_norm", (), value, "share", basis, low, high, exact=proven if share else NO_EDGES)
    yield _count("frustration_lower", found.lower, "ties", basis)
    yield _count("frustration_upper", found.upper, "ties", basis)


def _walks(network: SignedNetwork, basis: Basis) -> Figure:
    from ..measures.balance.walks import walk_balance

    found = walk_balance(network)
    exact = "exact for the ties given" if found.value is not None else found.note
    note = found.note if found.value is not None else ""
    return Figure("balance_walk", (), found.value, "share of walks", basis, exact=exact, note=note)


def _base_line(network: SignedNetwork, triads_: Triads, basis: Basis) -> Iterator[Figure]:
    from ..measures.balance.triads import NO_TRIANGLES, NO_VARIANCE, base_line

    exact = "exact for the ties given"
    found = base_line(network, triads_)
    why = exact if found else NO_TRIANGLES
    yield Figure("balance_weak", (), triads_.weak_balance, "share of triangles", basis, exact=why)
    yield Figure("balance_expected", (), found.expected if found else None, "share of triangles", basis, exact=why)
    z = found.z if found else None
    yield Figure(
        "balance_z", (), z, "deviations", basis, exact=exact if z is not None else NO_VARIANCE if found else why
    )
