"""A brief as a value: what the renderers draw, with nothing left to decide."""

from __future__ import annotations

from typing import Literal

import msgspec

from ..event import Coded
from ..figure import Change

__all__ = [
    "QUESTIONS",
    "Brief",
    "Claim",
    "Finding",
    "GraphEdge",
    "MapArc",
    "MapPicture",
    "Pictures",
    "Table",
    "Verdict",
]

QUESTIONS = (
    "happened", "bound", "balance", "influence", "isolation",
    "escalation", "reactions", "precedents", "claims", "watch",
)  # fmt: skip
"""The keys of the ten questions, in the order of the contract; the number shown is the index plus one."""

Verdict = Literal["supported", "in_part", "contradicted", "unchecked"]


class Table(msgspec.Struct, frozen=True):
    """A table of ready words: header cells, rows of as many cells. `note` stands beneath."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class Claim(msgspec.Struct, frozen=True):
    """A claim of the article: its words, their sentence (from 0; shown from 1), who makes them, the neutral
    restatement, the verdict and its reason.
    """

    quote: str
    sentence: int
    speaker: str
    restated: str
    verdict: Verdict
    reason: str
    sources: tuple[str, ...] = ()


class MapArc(msgspec.Struct, frozen=True):
    """A tie on the map, between two states' capitals."""

    start: str
    end: str
    kind: Literal["duty", "consult", "disputed", "visit", "hostile"]
    when: Literal["before", "after"]
    label: str


class MapPicture(msgspec.Struct, frozen=True):
    """The map of the change: `points` are (code, label, latitude, longitude, role) with role actor, guarantor or
    other; `title` says the finding, `alt` what one would see.
    """

    title: str
    alt: str
    points: tuple[tuple[str, str, float, float, str], ...]
    arcs: tuple[MapArc, ...]
    policy: str


class GraphEdge(msgspec.Struct, frozen=True):
    """A pledge in the graph of obligations: from obligor to beneficiary."""

    obligor: str
    beneficiary: str
    label: str
    kind: Literal["duty", "consult", "disputed"]
    when: Literal["before", "after"]


class Pictures(msgspec.Struct, frozen=True):
    """The pictures of a brief; None where one would show nothing that the sentence does not. `labels`: code to name."""

    map: MapPicture | None = None
    graph_title: str = ""
    graph_alt: str = ""
    graph: tuple[GraphEdge, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()


class Finding(msgspec.Struct, frozen=True):
    """The answer to one question: one sentence, the reasoning, the figures, what could not be measured and the
    command that would bring it (reason, command).
    """

    question: int
    key: str
    title: str
    answer: str
    reasoning: tuple[str, ...] = ()
    figures: tuple[Change, ...] = ()
    tables: tuple[Table, ...] = ()
    claims: tuple[Claim, ...] = ()
    not_measured: tuple[tuple[str, str], ...] = ()


class Brief(msgspec.Struct, frozen=True):
    """The whole brief in one language."""

    lang: str
    title: str
    summary: tuple[str, ...]
    coded: Coded
    findings: tuple[Finding, ...]
    unknowns: tuple[str, ...]
    basis: tuple[tuple[str, tuple[str, ...]], ...]
    method: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]
    pictures: Pictures = Pictures()
