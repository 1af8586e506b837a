"""The measures as rows: what `foedus measure` prints, one row a year, a day or a slice of a network.

`MEASURES` is the table of them. To add one: a function from a Request to Lines in a module here, which imports what it
computes with inside, and one entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from . import powers, signed, states
from .request import Line, Request

__all__ = ["MEASURES", "Line", "Measure", "Request"]


class Measure(msgspec.Struct, frozen=True):
    """A measure by name: what it is, the function that gives its rows, whether it runs on a network of the user's own
    (`network`) beside the system of a day, the options that it cannot do without (`needs`: `state`, `patrons`) and
    those that it may have (`takes`)."""

    title: str
    rows: Callable[[Request], Iterable[Line]]
    network: bool = False
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


MEASURES: Mapping[str, Measure] = {
    "concentration": Measure("CON in its variants, effective numbers of powers, leading blocs", powers.concentration),
    "polarity": Measure("polarity with its margin, poles of allies, polarisation of blocs", powers.polarity),
    "balance": Measure("triads, degree of balance and its base line, walk balance", signed.balance, network=True),
    "frustration": Measure("frustration index, exact with proof", signed.frustration, network=True),
    "triads": Measure("triads by their signs", signed.triads, network=True),
    "isolation": Measure("layers of a state's isolation, each with its ranks", states.isolation, needs=("state",)),
    "influence": Measure("what ties a client to two patrons, by layers", states.influence, needs=("state", "patrons")),
    "similarity": Measure("similarity of the alliance portfolios of two states", states.similarity, needs=("state",)),
}
