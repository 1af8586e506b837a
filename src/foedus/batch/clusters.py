"""What several documents report is one event: n reports -> 1 event; and documents that copy another.

Two reports are of one event if they have the same type, the same parties (one may name fewer), days at most one apart
and no two different places. A report joins the earliest event that fits, and the event keeps the day of its first
report, so that a daily shelling does not grow into one long event. A document copies an earlier one of the same week if
their sketches (see `work.sketch`) agree in at least half of their values. Nothing depends on chance or on the number of
workers: documents are taken in the order of the input.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from .work import SKETCH, Outcome, Report

__all__ = ["Cluster", "Clusters"]

_ALIKE = 0.5
_WEEK = 7
_COMMON = 64  # documents that share a value: beyond, it is boilerplate and tells nothing


class Cluster:
    """An event, with the reports of it: document id and number of the event in that document."""

    __slots__ = ("actor", "copies", "number", "place", "recipient", "report", "reports")

    def __init__(self, report: Report, number: int) -> None:
        self.number = number
        self.report = report
        self.actor = report.actor
        self.recipient = report.recipient
        self.place = report.place
        self.reports: list[tuple[str, int]] = []
        self.copies = 0

    @property
    def documents(self) -> int:
        """In how many documents it stands."""
        return len({ident for ident, _ in self.reports})

    def takes(self, report: Report) -> bool:
        """Whether a report, of the type and near the day of this event, is of this event."""
        if self.place and report.place and self.place != report.place:
            return False
        if self.report.symmetric or report.symmetric:
            parties, others = {*self.actor, *self.recipient}, {*report.actor, *report.recipient}
            return len(parties & others) > 1 and (parties <= others or others <= parties)
        one, other = set(self.actor), set(report.actor)
        to, also = set(self.recipient), set(report.recipient)
        return (one <= other or other <= one) and (to <= also or also <= to)

    def add(self, report: Report, ident: str, number: int, copy: bool) -> None:
        """Takes a report in: the parties and the place that it names more fully are kept."""
        self.actor = max(self.actor, report.actor, key=len)
        self.recipient = max(self.recipient, report.recipient, key=len)
        self.place = self.place or report.place
        self.reports.append((ident, number))
        self.copies += copy


class Clusters:
    """The events of all documents so far, and which documents copy which."""

    def __init__(self) -> None:
        self.events: list[Cluster] = []
        self.copies: dict[str, str] = {}
        self.documents = 0
        self._by_party: dict[tuple[str, int, str], dict[int, Cluster]] = {}  # of a type, on a day
        self._seen: list[tuple[str, int, int]] = []  # id, day, length of the sketch
        self._values: dict[int, list[int]] = {}

    def add(self, outcome: Outcome) -> str:
        """Takes a document in; the id of the earlier one that it copies, or nothing."""
        self.documents += 1
        original = self._original(outcome)
        if original:
            self.copies[outcome.id] = original
        for number, report in enumerate(outcome.reports):
            found = next((c for c in self._near(report) if c.takes(report)), None)
            if found is None:
                found = Cluster(report, len(self.events))
                self.events.append(found)
            found.add(report, outcome.id, number, bool(original))
            for code in (*found.actor, *found.recipient):
                self._by_party.setdefault((report.type, found.report.day, code), {})[found.number] = found
        return original

    def _near(self, report: Report) -> Iterator[Cluster]:
        """The events of the type, near the day, that share a party: no other can be the same."""
        for day in (0,) if not report.day else (report.day - 1, report.day, report.day + 1):
            shared: dict[int, Cluster] = {}
            for code in (*report.actor, *report.recipient):
                shared.update(self._by_party.get((report.type, day, code), {}))
            yield from (shared[number] for number in sorted(shared))

    def _original(self, outcome: Outcome) -> str:
        if not outcome.sketch:
            return ""
        shared: Counter[int] = Counter()
        for value in outcome.sketch:
            held = self._values.setdefault(value, [])
            shared.update(islice(held, _COMMON))
        number, size = len(self._seen), len(outcome.sketch)
        self._seen.append((outcome.id, outcome.day, size))
        for value in outcome.sketch:
            if len(self._values[value]) < _COMMON:
                self._values[value].append(number)
        for other in sorted(shared):
            ident, day, length = self._seen[other]
            near = not (day and outcome.day) or abs(day - outcome.day) <= _WEEK
            if near and shared[other] >= _ALIKE * min(size, length, SKETCH):
                return self.copies.get(ident, ident)
        return ""
