"""A named actor of a sentence, and how it stands in its noun phrase."""

from __future__ import annotations

__all__ = ["Mention"]


class Mention:
    """A named actor. [start, end) are the words of the name, [first, last) those of the noun phrase; `strong` when it
    may act (a state, not only an adjective of a thing); `open` when it may act as a subject, its noun being one that no
    list holds; `slot` the tag of the preposition that governs it.
    """

    __slots__ = (
        "codes",
        "end",
        "first",
        "kind",
        "last",
        "loose",
        "office",
        "open",
        "person",
        "role",
        "role_kind",
        "slot",
        "start",
        "strong",
    )

    def __init__(self, codes: tuple[str, ...], kind: str, start: int, end: int) -> None:
        self.codes = codes
        self.kind = kind
        self.start = self.first = start
        self.end = self.last = end
        self.strong = kind not in ("adjective", "never", "region")
        self.open = self.loose = False
        self.slot = ""
        self.role = ""  # the words of the role, as written
        self.role_kind = ""
        self.person = ""
        self.office = ""
