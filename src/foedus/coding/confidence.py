"""How sure an event is: the share of events coded in its way that were right on labelled sentences.

A logistic regression on what the rules had to assume: a party from elsewhere, a type changed by a promise, a long
sentence. `scripts/calibrate_confidence.py` fits it and says on which sentences; `confidence.toml` holds the result.
"""

from __future__ import annotations

from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

import tomli as tomllib

if TYPE_CHECKING:
    from .draft import Draft
    from .events import Scene

__all__ = ["FEATURES", "confidence", "features"]

FEATURES = (
    "constant", "actor_elsewhere", "recipient_elsewhere", "no_recipient", "type_changed", "noun", "unnamed", "several",
    "subordinate", "clauses", "words",
)  # fmt: skip
_MOST = 0.99  # no rule is certain


def features(shown: Scene, draft: Draft) -> tuple[float, ...]:
    """What the rules had to assume for an event, in the order of FEATURES; numbers of about one."""
    here: set[str] = set()
    unnamed: set[str] = set()
    for mention in shown.mentions:
        if mention.kind == "unnamed":
            unnamed.update(mention.codes)
        elif mention.kind != "anaphor":
            here.update(mention.codes)
    parties = {*draft.actors, *draft.recipients}
    clause = draft.clause
    return (
        1.0,
        0.0 if here.issuperset(draft.actors) else 1.0,
        0.0 if here.issuperset(draft.recipients) else 1.0,
        0.0 if draft.recipients or draft.symmetric else 1.0,
        0.0 if draft.type == draft.pattern.type else 1.0,
        1.0 if clause is None else 0.0,
        1.0 if unnamed and parties & unnamed - here else 0.0,
        1.0 if len(parties) > 2 else 0.0,
        0.0 if clause is None or clause.link in ("main", "coord") else 1.0,
        min(len(shown.clauses), 8) / 4,
        min(shown.line.size, 80) / 40,
    )


@cache
def _weights() -> tuple[float, ...]:
    table = tomllib.loads(Path(__file__).with_name("confidence.toml").read_text(encoding="utf-8"))["weights"]
    return tuple(table[name] for name in FEATURES)


def confidence(shown: Scene, draft: Draft) -> float:
    """The probability that the event is right, two digits."""
    score = 0.0
    weights, found = _weights(), features(shown, draft)
    for i in range(len(found)):
        score += weights[i] * found[i]  # by number, which compiles well
    return round(min(_MOST, 1 / (1 + exp(-score))), 2)
