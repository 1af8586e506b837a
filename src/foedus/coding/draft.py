"""An event while its sentence is being coded."""

from __future__ import annotations

from collections.abc import Iterable

from ..lang import Rule
from .verbs import Clause

__all__ = ["HOSTILE", "Draft"]

HOSTILE = ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "PROTEST", "REJECT")


class Draft:
    """An event before it is dated and placed."""

    __slots__ = ("actors", "clause", "end", "mode", "pattern", "recipients", "start", "status", "symmetric", "type")

    def __init__(
        self, pattern: Rule, kind: str, actors: Iterable[str], recipients: Iterable[str], clause: Clause | None
    ) -> None:
        self.pattern = pattern
        self.type = kind
        self.mode = pattern.mode if kind == pattern.type else ""
        self.actors = tuple(dict.fromkeys(actors))
        self.recipients = tuple(c for c in dict.fromkeys(recipients) if c not in self.actors)
        if recipients and not self.recipients and len(self.actors) == 1:
            self.recipients = self.actors  # domestic
        self.symmetric = False
        self.status = "happened"
        self.clause = clause
        self.start = self.end = 0
