"""PLOVER's scores of intensity, conflict (-10) to cooperation (+10), by type and by mode (manual, draft 2.0)."""

from __future__ import annotations

__all__ = ["intensity"]

_TYPES = {
    "AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5.0, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10.0, "RETREAT": 6.5,
    "REQUEST": 0.0, "ACCUSE": -3.0, "REJECT": -2.0, "THREATEN": -3.5, "PROTEST": -5.0, "SANCTION": -6.0,
    "MOBILIZE": -5.5, "COERCE": -7.0, "ASSAULT": -9.0,
}  # fmt: skip
_MODES = {
    "CONSULT": {"visit": 4.0, "third-party": 1.0, "multilateral": 4.0, "phone": 1.5},
    "RETREAT": {"withdraw": 8.0, "release": 6.5, "disarm": 10.0, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    "REQUEST": {"assist": 0.5, "change": -1.0, "yield": -1.0, "meet": 0.0},
    "REJECT": {"assist": -1.5, "change": -2.0, "yield": -2.0, "meet": -2.0},
    "ACCUSE": {"disapprove": -2.0, "investigate": -3.5, "allege": -3.5},
    "THREATEN": {
        "restrict": -3.0,
        "arrest": -3.5,
        "relations": -3.5,
        "expel": -3.5,
        "territory": -4.0,
        "violence": -3.5,
    },
    "PROTEST": {"demo": -5.0, "riot": -7.0, "strike": -5.0, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5},
    "SANCTION": {"convict": -6.0, "expel": -5.5, "withdraw": -6.0, "discontinue": -6.0},
    "MOBILIZE": {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6.0},
    "COERCE": {
        "seize": -7.0,
        "restrict": -7.0,
        "censor": -6.5,
        "curfew": -6.5,
        "martial-law": -7.5,
        "arrest": -7.0,
        "deport": -7.0,
        "withhold": -7.0,
        "misinformation": -6.5,
        "cyber": -7.0,
    },
    "ASSAULT": {
        "abduct": -8.5,
        "beat": -7.5,
        "torture": -8.5,
        "sexual": -8.5,
        "targeted": -9.5,
        "destroy": -8.5,
        "primitive": -8.0,
        "firearms": -9.0,
        "explosives": -9.0,
        "suicide-attack": -9.5,
        "aerial": -9.5,
        "drone": -9.5,
        "heavy-weapons": -9.5,
        "crowd-control": -7.5,
        "unconventional": -10.0,
    },
}


def intensity(kind: str, mode: str | None) -> float:
    """The score of a type, finer where the mode has one."""
    return _MODES.get(kind, {}).get(mode or "", _TYPES[kind])
