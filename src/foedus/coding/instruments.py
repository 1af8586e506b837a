"""Treaties by the names that texts give them, and the organs that act for states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from ..lang import lexicon
from ..lang.acts import act_words
from ..lang.phrases import Phrases
from ..record import Record
from ..treaty import Treaty
from .line import Line

__all__ = ["Called", "organs", "treaty_names"]


class Called:
    """Names in one language, each with what it stands for."""

    def __init__(self, lang: str, names: Iterable[tuple[str, str]]) -> None:
        tokens = lexicon(lang).tokens
        self._rows: dict[str, Phrases[str]] = {}
        for name, meant in dict.fromkeys(names):
            first, *rest = tokens.phrase(name.lower())
            self._rows.setdefault(first, Phrases()).add(tuple(rest), meant)
        self._starts = frozenset(self._rows)

    def find(self, made: Line) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """The names in a sentence: their words, and all that each may mean; the longest where several start."""
        if self._starts.isdisjoint(made.bag):
            return
        i = 0
        while i < made.size:
            rows = self._rows.get(made.low[i])
            found = rows.all(made.low, i + 1) if rows is not None else ()
            if not found:
                i += 1
                continue
            end = found[0][1]
            yield i, end, tuple(dict.fromkeys(one for one, stop in found if stop == end))
            i = end


def _names(treaty: Treaty, lang: str) -> tuple[str, ...]:
    """Its names in a language; none in a language in which the facts have none."""
    aliases: tuple[str, ...] = getattr(treaty.aliases, lang, ())
    return tuple(n for n in (getattr(treaty.title, lang, ""), getattr(treaty.short, lang, ""), *aliases) if n)


@lru_cache(maxsize=8)
def treaty_names(lang: str, record: Record) -> Called:
    """The names of the treaties of a record, by their ids: title, short name, other names."""
    return Called(lang, ((name, t.id) for t in record.treaties.values() for name in _names(t, lang)))


@cache
def organs(lang: str) -> Called:
    """The organs that act for a state, by its code."""
    words = act_words(lang)
    held = words.organs.items() if words is not None else ()
    return Called(lang, ((name, code) for code, names in held for name in names))
