"""How sure an event is: the share of events coded in its way that were right on labelled sentences.

A logistic regression on what the rules had to assume: a party from elsewhere, a type changed by a promise, a long
sentence. `scripts/calibrate_confidence.py` fits it and says on which sentences; `confidence.toml` holds the result.
"""

from __future__ import annotations

from functools import cache
from math import exp
from operator import mul
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
    here = {c for m in shown.mentions if m.kind not in ("anaphor", "unnamed") for c in m.codes}
    unnamed = {c for m in shown.mentions if m.kind == "unnamed" for c in m.codes}
    parties = {*draft.actors, *draft.recipients}
    return (
        1.0,
        float(not set(draft.actors) <= here),
        float(not set(draft.recipients) <= here),
        float(not draft.recipients and not draft.symmetric),
        float(draft.type != draft.pattern.type),
        float(draft.clause is None),
        float(bool(parties & unnamed - here)),
        float(len(parties) > 2),
        float(draft.clause is not None and draft.clause.link not in ("main", "coord")),
        min(len(shown.clauses), 8) / 4,
        min(shown.line.size, 80) / 40,
    )


@cache
def _weights() -> tuple[float, ...]:
    table = tomllib.loads(Path(__file__).with_name("confidence.toml").read_text(encoding="utf-8"))["weights"]
    return tuple(table[name] for name in FEATURES)


def confidence(shown: Scene, draft: Draft) -> float:
    """The probability that the event is right, two digits."""
    score = sum(map(mul, _weights(), features(shown, draft)))
    return round(min(_MOST, 1 / (1 + exp(-score))), 2)
