"""Two coders on the same documents: where they agree, and what only one of them found.

It takes lines of output, so that any two runs can be compared. An event of the one is paired with an event of the other
in the same document: first the same type and parties, then the same type and a party in common, then the same parties.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

__all__ = ["Comparison"]

Line = dict[str, Any]
_TEXT = 160  # characters of a sentence that are shown


def _parties(event: Line) -> frozenset[str]:
    return frozenset((*event["actor"], *event["recipient"]))


def _actors(event: Line) -> frozenset[str]:
    return frozenset(event["actor"])


def _triple(event: Line) -> tuple[str, frozenset[str], frozenset[str]]:
    return event["type"], _actors(event), frozenset(event["recipient"])


_RULES: tuple[Callable[[Line, Line], bool], ...] = (
    lambda one, other: _triple(one) == _triple(other),
    lambda one, other: one["type"] == other["type"] and bool(_parties(one) & _parties(other)),
    lambda one, other: _parties(one) == _parties(other),
)


class Comparison:
    """The agreement of two coders, document by document."""

    def __init__(self, first: str = "rules", second: str = "llm") -> None:
        self.names = (first, second)
        self.documents = self.dropped = 0
        self._found: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._both: Counter[str] = Counter()
        self._same: Counter[str] = Counter()
        self._types: Counter[str] = Counter()
        self._only: tuple[list[Line], list[Line]] = ([], [])
        self._differ: list[Line] = []

    def add(self, first: Line, second: Line) -> None:
        """Takes in a document as both coders have it."""
        self.documents += 1
        self.dropped += (second.get("coder") or {}).get("dropped", 0)
        left = (list(first["events"]), list(second["events"]))
        for count, events in zip(self._found, left, strict=True):
            count.update(event["type"] for event in events)
        for rule in _RULES:
            for one in tuple(left[0]):
                other = next((event for event in left[1] if rule(one, event)), None)
                if other is not None:
                    left[0].remove(one)
                    left[1].remove(other)
                    self._pair(first["id"], one, other)
        for only, events in zip(self._only, left, strict=True):
            only.extend(_shown(first["id"], event) for event in events)

    def _pair(self, ident: str, one: Line, other: Line) -> None:
        self._both[one["type"]] += one["type"] == other["type"]
        same = {
            "type": one["type"] == other["type"],
            "actors": _actors(one) == _actors(other),
            "recipients": set(one["recipient"]) == set(other["recipient"]),
            "triple": _triple(one) == _triple(other),
        }
        self._types["pairs"] += 1
        self._same.update(name for name, holds in same.items() if holds)
        if not same["triple"]:
            self._differ.append({self.names[0]: _shown(ident, one), self.names[1]: _shown(ident, other)})

    def report(self) -> Line:
        """The comparison as plain values. A share is of the events of both coders, each counted once on either side
        (2 x common / all); null where there are none.
        """
        one, other = (sum(count.values()) for count in self._found)
        pairs = self._types["pairs"]
        names = sorted({*self._found[0], *self._found[1]})
        return {
            "documents": self.documents,
            "events": {self.names[0]: one, self.names[1]: other},
            "dropped": self.dropped,
            "paired": pairs,
            "agreement": {
                "event": _share(2 * pairs, one + other),
                "type": _share(2 * self._same["type"], one + other),
                "triple": _share(2 * self._same["triple"], one + other),
            },
            "in_pairs": {name: _share(self._same[name], pairs) for name in ("type", "actors", "recipients")},
            "types": {name: self._of_type(name) for name in names},
            "differ": self._differ,
            "only": dict(zip(self.names, self._only, strict=True)),
        }

    def _of_type(self, name: str) -> Line:
        counts = zip(self.names, self._found, strict=True)
        return {coder: count[name] for coder, count in counts} | {"both": self._both[name]}

    def text(self) -> str:
        """The comparison to be read."""
        found = self.report()
        one, other = self.names
        lines = [
            f"{found['documents']} documents; events: {one} {found['events'][one]}, {other} {found['events'][other]}"
            f" ({found['dropped']} dropped)",
            *(f"agreement on {name}: {_percent(share)}" for name, share in found["agreement"].items()),
            *(f"of {found['paired']} pairs, same {name}: {_percent(s)}" for name, s in found["in_pairs"].items()),
            "",
            f"{'type':<10} {one:>7} {other:>7} {'both':>7}",
            *(f"{name:<10} {row[one]:>7} {row[other]:>7} {row['both']:>7}" for name, row in found["types"].items()),
        ]
        for pair in found["differ"]:
            lines += ["", f"differ: {_line(pair[one])}"]
            lines += [f"        {said}" for said in (_line(pair[other]), pair[one]["text"])]
        for name in self.names:
            for event in found["only"][name]:
                lines += ["", f"only {name}: {_line(event)}", f"        {event['text']}"]
        return "\n".join(lines) + "\n"


def _shown(ident: str, event: Line) -> Line:
    kept = {key: event[key] for key in ("type", "actor", "recipient", "symmetric", "sentence")}
    return {"id": ident, **kept, "text": " ".join(event["text"].split())[:_TEXT]}


def _line(event: Line) -> str:
    joined = ", ".join(event["actor"])
    parties = f"{joined} > {', '.join(event['recipient'])}" if event["recipient"] else joined
    return f"{event['id']} [{event['sentence']}] {event['type']} {parties}"


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _percent(share: float | None) -> str:
    return "none to compare" if share is None else f"{100 * share:.1f} %"
