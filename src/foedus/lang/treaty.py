"""The language of treaties: `treaty.toml` of a pack, and the notions that it finds in a text.

What a pattern is and how a phrase is written: see `marks`. Two notions are found without phrases: `number` (in digits
or words) and `name` (capitals that are no word of law).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import msgspec
import tomli as tomllib

from ..errors import LanguageError
from .elements import Phrase, Word, fold, phrase, words
from .marks import Marked, Marks
from .registry import LANGUAGES, folder
from .sentences import function_words, split

__all__ = [
    "Layout", "Part", "TreatyPattern", "TreatyWords", "language_of", "news_patterns", "treaty_languages",
    "treaty_words",
]  # fmt: skip

_BREAK = ";"
_PLAIN = frozenset({"name", "number"})
_LONG = 400  # words of a part; a sentence that goes on is parted there
_LONGEST = 9  # words that may write one number
_SURE = 0.12  # share of function words below which a text is in none of the languages
_AHEAD = 1.5  # times more of them than of any other language
_WEIGHED = 400  # words that tell enough


class TreatyPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The phrases of a notion: found in the sentences of `means` and in none of `does_not_mean`.

    Where it stands, the notions that it `hides` do not.
    """

    mark: str
    phrases: tuple[str, ...]
    means: tuple[str, ...]
    does_not_mean: tuple[str, ...]
    hides: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.means or not self.does_not_mean:
            raise ValueError(f"treaty pattern {self.mark!r} lacks sentences in which it must, or must not, be found")


class Part(msgspec.Struct, frozen=True):
    """A stretch of a text between two full stops or semicolons, with its marks and its words from `start` to `end`."""

    marked: Marked
    start: int
    end: int

    @property
    def speaks(self) -> bool:
        """Whether anything but names and numbers stands in its sentence."""
        return self.marked.beyond(_PLAIN)

    def spans(self, *marks: str) -> list[tuple[int, int]]:
        """Where notions stand in it, as words."""
        return self.marked.spans(*marks, within=(self.start, self.end))

    def has(self, *marks: str) -> bool:
        """Whether one of the notions stands in it."""
        return bool(self.spans(*marks))

    def comma(self, start: int) -> int | None:
        """The first comma behind a word."""
        return next((i for i in range(start, self.end) if self.marked.words[i].norm == ","), None)

    def place(self, span: tuple[int, int]) -> tuple[int, int]:
        """Words as characters of the text."""
        return self.marked.words[span[0]].start, self.marked.words[span[1] - 1].end


class _Numbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, int]
    year: tuple[str, ...]
    month: tuple[str, ...]
    joints: tuple[str, ...] = ()


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words by which the parts of a treaty begin."""

    article: tuple[str, ...]
    first: tuple[str, ...]
    chapter: tuple[str, ...]
    closing: tuple[str, ...]
    done: tuple[str, ...]
    at: tuple[str, ...]
    on: tuple[str, ...]
    instruments: tuple[str, ...]


class TreatyWords:
    """What a language calls the things of treaties."""

    def __init__(self, lang: str, tree: dict[str, Any]) -> None:
        self.lang = lang
        self.patterns = tuple(msgspec.convert(entry, TreatyPattern) for entry in tree["pattern"])
        self._numbers = msgspec.convert(tree["numbers"], _Numbers)
        self._values = {fold(word): value for word, value in self._numbers.words.items()}
        self.months = frozenset(fold(word) for word in self._numbers.month)
        self.years = frozenset(fold(word) for word in self._numbers.year)
        self.tell = frozenset(map(fold, tree["tell"].split()))
        self._common = frozenset(map(fold, tree["names"]["common"].split()))
        self._joints = frozenset(map(fold, tree["names"]["joints"]))
        self._ordinals = {fold(word): value for word, value in tree["ordinals"].items()}
        self.layout = msgspec.convert(tree["layout"], Layout)
        self.proposal: dict[str, str] = dict(tree["proposal"])
        self._marks = _marks(self.patterns)

    def parts(self, text: str) -> tuple[Part, ...]:
        """The text in parts, each with its marks."""
        return tuple(part for start, end in split(text, self.lang) for part in self._sentence(text, start, end))

    def _sentence(self, text: str, start: int, end: int) -> Iterator[Part]:
        found = words(text, start, end)
        for low, high in _units(found):
            marked = Marked(found[low:high])
            self._mark_numbers(marked)
            self._mark_names(marked)
            self._marks.find(marked, [(0, high - low)])
            yield Part(marked, 0, high - low)

    def value(self, word: Word) -> int | None:
        """The number that a word writes, in digits or letters."""
        return self.number(word.norm)

    def number(self, norm: str) -> int | None:
        """The number that a folded word writes."""
        if norm.isdecimal() and len(norm) < 5:
            return int(norm)
        return self._compound(norm.split("-"))

    def _compound(self, parts: Sequence[str]) -> int | None:
        """The number of words such as `quatre-vingt-dix-neuf`: the longest known pieces, hundreds and thousands of what
        stands before them.
        """
        if len(parts) > _LONGEST:
            return None
        total = below = i = 0
        while i < len(parts):
            for j in range(len(parts), i, -1):
                value = self._values.get("-".join(parts[i:j]))
                if value is not None:
                    i = j
                    break
            else:
                if not (total or below) or parts[i] not in self._numbers.joints:
                    return None
                i, value = i + 1, 0
            if value == 1000:
                total, below = total + 1000 * (below or 1), 0
            else:
                below = below * value if value == 100 and 0 < below < 100 else below + value
        return total + below if parts else None

    def spelled(self, norms: Sequence[str]) -> tuple[int, int] | None:
        """The number that a row of words begins with, and how many of them write it."""
        for count in range(min(len(norms), _LONGEST), 0, -1):
            parts = [piece for norm in norms[:count] for piece in norm.split("-")]
            value = self.number(norms[0]) if count == 1 else self._compound(parts)
            if value is not None and norms[count - 1] not in self._numbers.joints:
                return value, count
        return None

    def ordinal(self, norm: str) -> int | None:
        """The day of a month that a word writes: `19th`, `nineteenth`, `1er`, `19`."""
        digits = norm[: len(norm) - len(norm.lstrip("0123456789"))]
        return int(digits) if digits and len(digits) < 3 else self._ordinals.get(norm) or self.number(norm)

    def _mark_numbers(self, marked: Marked) -> None:
        for i, word in enumerate(marked.words):
            if "-" not in word.norm and word.norm not in self._values and not word.norm.isdecimal():
                continue
            if self.value(word) is not None:
                marked.add("number", i, i + 1)
            elif (cut := word.norm.rpartition("-"))[2] in self.years and self._compound(cut[0].split("-")) is not None:
                marked.add("years", i, i + 1)

    def span_value(self, marked: Marked, span: tuple[int, int]) -> int | None:
        """The first number in a stretch of words."""
        for i in range(*span):
            norm = marked.words[i].norm
            value = self.value(marked.words[i])
            value = self._compound(norm.split("-")[:-1]) if value is None and "-" in norm else value
            if value is not None:
                return value
        return None

    def _mark_names(self, marked: Marked) -> None:
        i, found = 0, marked.words
        while i < len(found):
            if not self._proper(found[i]):
                i += 1
                continue
            end = i + 1
            while end < len(found) and (self._proper(found[end]) or self._joined(found, end)):
                end += 1
            marked.add("name", i, end)
            i = end

    def _proper(self, word: Word) -> bool:
        return (
            word.capital
            and word.norm not in self._common
            and word.norm not in self._joints
            and not word.norm.endswith("'")
        )

    def _joined(self, found: Sequence[Word], i: int) -> bool:
        """Whether a small word stands inside a name."""
        while i < len(found) and found[i].norm in self._joints and i + 1 < len(found):
            i += 1
            if self._proper(found[i]):
                return True
        return False


def _units(found: Sequence[Word]) -> list[tuple[int, int]]:
    cuts = [i + 1 for i, word in enumerate(found) if word.norm == _BREAK]
    whole = [(low, high) for low, high in pairwise([0, *cuts, len(found)]) if low < high]
    return [(at, min(at + _LONG, high)) for low, high in whole for at in range(low, high, _LONG)]


def _marks(patterns: Sequence[TreatyPattern]) -> Marks:
    known = {"number", "name", "years"}
    phrases: dict[str, tuple[Phrase, ...]] = {}
    hides = {}
    for one in patterns:
        made = tuple(phrase(one.mark, text) for text in one.phrases)
        used = {mark for p in made for element in p.elements for mark in element.marks} | {*one.hides}
        if used - known:
            raise ValueError(f"treaty pattern {one.mark!r} names what no earlier pattern marks: {sorted(used - known)}")
        known.add(one.mark)
        phrases[one.mark] = made
        hides[one.mark] = one.hides
    return Marks(phrases, hides)


@cache
def treaty_languages() -> tuple[str, ...]:
    """The languages in which treaties are read."""
    return tuple(lang for lang in LANGUAGES if (folder(lang) / "treaty.toml").exists())


@cache
def treaty_words(lang: str, news: bool = False) -> TreatyWords:
    """The language of treaties of a pack, with the words that `news` have for the same things if so wished. Raises
    LanguageError if the pack has none, ValueError if it is not sound.
    """
    if lang not in treaty_languages():
        there = ", ".join(treaty_languages())
        raise LanguageError(f"treaties in {lang!r} cannot be read (there are: {there}); give the language with --lang")
    tree = tomllib.loads((folder(lang) / "treaty.toml").read_text(encoding="utf-8"))
    if news:
        tree["pattern"] = _with_news(tree["pattern"], news_patterns(lang))
    return TreatyWords(lang, tree)


def _with_news(patterns: list[dict[str, Any]], news: Sequence[TreatyPattern]) -> list[dict[str, Any]]:
    """The patterns with the phrases that news have for the same notions."""
    added = {one.mark: one for one in news}
    if unknown := added.keys() - {p["mark"] for p in patterns}:
        raise ValueError(f"news wording of notions that treaties do not have: {sorted(unknown)}")
    return [{**p, "phrases": [*p["phrases"], *added[p["mark"]].phrases]} if p["mark"] in added else p for p in patterns]


def news_patterns(lang: str) -> tuple[TreatyPattern, ...]:
    """What news say for the notions of treaties: `news.toml`; none if the pack has none."""
    path = folder(lang) / "news.toml"
    tree = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {"pattern": []}
    return tuple(msgspec.convert(entry, TreatyPattern) for entry in tree["pattern"])


def language_of(text: str) -> str:
    """The language of a treaty text, told by its small words; empty if it seems to be in none that is read."""
    found = [word.norm for word in words(text[: _WEIGHED * 10]) if word.norm[0].isalpha()][:_WEIGHED]
    if not found:
        return ""
    shares = sorted(((sum(w in _tell(lang) for w in found) / len(found), lang) for lang in LANGUAGES), reverse=True)
    (best, lang), rest = shares[0], shares[1:]
    sure = best >= _SURE and all(best >= _AHEAD * share for share, _ in rest)
    return lang if sure and lang in treaty_languages() else ""


@cache
def _tell(lang: str) -> frozenset[str]:
    """The words by which a language is known, also one in which no treaties are read."""
    return treaty_words(lang).tell if lang in treaty_languages() else frozenset(map(fold, function_words(lang)))
