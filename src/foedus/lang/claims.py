"""Claims of an article that facts can check: patterns of a language pack, each with its test sentences."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import msgspec
import tomli as tomllib

from .registry import folder

__all__ = ["ClaimPattern", "Duration", "claim_patterns", "durations", "is_supposition", "stated_years"]


class ClaimPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wording of a kind of claim: it matches the sentences of `means` and none of `does_not_mean`."""

    kind: str
    pattern: str
    means: tuple[str, ...]
    does_not_mean: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.means or not self.does_not_mean:
            raise ValueError(f"claim pattern {self.pattern!r} lacks sentences that it must, or must not, match")

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where the wording stands."""
        return re.search(self.pattern, text, re.IGNORECASE)


class Duration(msgspec.Struct, frozen=True):
    """A length of time as stated: `years`, and whether the words say about that or more than that."""

    years: float
    sense: str  # exact | near | over


@lru_cache(maxsize=8)
def _pack(lang: str) -> dict[str, Any]:
    path = folder(lang) / "claims.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@lru_cache(maxsize=8)
def claim_patterns(lang: str) -> tuple[ClaimPattern, ...]:
    """The patterns of a language, none if its pack has no claims. Raises ValidationError or ValueError if one lacks its
    examples.
    """
    return tuple(msgspec.convert(entry, ClaimPattern) for entry in _pack(lang).get("claim", ()))


@lru_cache(maxsize=8)
def _supposed(lang: str) -> re.Pattern[str]:
    return re.compile(_pack(lang)["supposed"], re.IGNORECASE)


def is_supposition(text: str, lang: str) -> bool:
    """Whether a sentence forecasts, supposes or asks: such a sentence claims nothing that could be judged."""
    return "?" in text or _supposed(lang).search(text) is not None


@lru_cache(maxsize=8)
def durations(lang: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    """Words for lengths of time, the longest first, with the years that they mean."""
    table: dict[str, float] = _pack(lang)["duration"]
    return tuple((re.compile(p, re.IGNORECASE), y) for p, y in sorted(table.items(), key=lambda i: -len(i[0])))


def stated_years(text: str, lang: str) -> Duration | None:
    """The length of time that a text states first; None if it states none."""
    for pattern, unit in durations(lang):
        match = pattern.search(text)
        if match:
            number = float(match["n"]) if "n" in pattern.groupindex and match["n"] else 1.0
            before = text[max(0, match.start() - 20) : match.start()].lower()
            sense = next((s for s, words in _pack(lang)["sense"].items() if any(w in before for w in words)), "exact")
            return Duration(number * unit, sense)
    return None
