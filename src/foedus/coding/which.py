"""Which treaty of the facts an act is about: by its name, by the body that it founded, by parties, kind and day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from ..event import Act
from ..record import Record
from ..treaty import Treaty

__all__ = ["fits", "of_parties", "which"]

_NEAR = timedelta(days=45)  # between a treaty's day and the article that tells of it
_NEWS = timedelta(days=60)  # after the end of a treaty, or its entry into force, in which that is still news
_TELLING = 4  # characters of a word of a title that tells which treaty is meant
_FITTING = {
    "mutual defence": ("mutual defence", "strategic partnership", "friendship", "guarantee"),
    "strategic partnership": ("strategic partnership", "mutual defence", "friendship", "cooperation"),
    "non-aggression": ("non-aggression", "neutrality", "friendship"),
    "neutrality": ("neutrality", "non-aggression"),
    "consultation": ("consultation", "mutual defence", "friendship"),
}


def which(
    record: Record,
    act: Act,
    parties: Sequence[str],
    authors: Sequence[str],
    kind: str,
    day: date | None,
    *,
    body: str = "",
    named: Iterable[str] = (),
    words: Collection[str] = (),
    title: Collection[str] = (),
) -> tuple[str, ...]:
    """The ids of the treaties meant: several only where membership of a body is membership of several.

    `words`: those of the sentence; `title`: those that stand before the treaty as a name."""
    if day is None:
        return ()
    if body:
        held = record.organisations.get(body)
        found = [record.treaties[t] for t in held.treaties] if held is not None else []
        return tuple(t.id for t in found if act == "acceded" or any(a in t.signatories for a in authors))
    rows = [record.treaties[n] for n in named]
    if rows:
        rows = [t for t in rows if act == "acceded" or all(p in t.signatories for p in authors)]
        return _best([t for t in rows if _alive(t, day)], kind, words)
    if len(parties) < 2:
        return ()
    same = [t for t in of_parties(record).get(frozenset(parties), ()) if _possible(t, act, day)]
    same = [t for t in same if not title or not _words(t).isdisjoint(title)]
    fitting = [t for t in same if fits(kind, t) and (kind != "other" or act in _DATED or _likely(t, words))]
    alone = len(same) == 1 and act in _OF_OLD and _likely(same[0], words)  # the only one that can be given up
    return _best(same if alone else fitting, kind, words)


_SPECIAL = ("neutrality", "non-aggression", "consultation")  # kinds that a text names where it means them


def _likely(treaty: Treaty, words: Collection[str]) -> bool:
    """Whether a text that names no kind may mean a treaty: one of a special kind, only if it names it otherwise."""
    short = f"{treaty.short.en} {treaty.short.fr}".lower().split()
    named = str(treaty.signed.first.year) in words or len({w for w in short if len(w) >= _TELLING and w in words}) > 1
    return treaty.kind not in _SPECIAL or named


_DATED = ("ratified", "in_force")  # acts that the day tells from those on other treaties
_OF_OLD = ("denounced", "suspended")


def _best(rows: Sequence[Treaty], kind: str, words: Collection[str]) -> tuple[str, ...]:
    """The treaty of the year that the sentence names, with most of its words in the title, of the kind, last signed."""
    if not rows:
        return ()
    best = max(
        rows, key=lambda t: (str(t.signed.first.year) in words, _shared(t, words), t.kind == kind, t.signed.first)
    )
    return (best.id,)


def _shared(treaty: Treaty, words: Collection[str]) -> int:
    return len(_words(treaty).intersection(words))


@lru_cache(maxsize=4096)
def _words(treaty: Treaty) -> frozenset[str]:
    """The words of its names that tell it from others."""
    names = (treaty.title.en, treaty.title.fr, treaty.short.en, treaty.short.fr)
    return frozenset(w for w in " ".join(names).lower().replace("'", " ").split() if len(w) >= _TELLING)


def _alive(treaty: Treaty, day: date) -> bool:
    """Whether a treaty is signed, or about to be, and not long ended."""
    return treaty.signed.first <= day + _NEAR and (treaty.ended is None or treaty.ended.last >= day - _NEWS)


def _possible(treaty: Treaty, act: Act, day: date) -> bool:
    """Whether the act can be of that day: what is ratified now is not long in force, what is denounced is in force."""
    if not _alive(treaty, day):
        return False
    if act in {"signed", "proposed"}:
        return treaty.signed.first - _NEAR <= day <= treaty.signed.last + _NEAR
    if act in ("ratified", "in_force"):
        return treaty.signed.first <= day and (treaty.in_force is None or treaty.in_force.last >= day - _NEWS)
    return treaty.signed.first <= day


@lru_cache(maxsize=4)
def of_parties(record: Record) -> dict[frozenset[str], list[Treaty]]:
    """The treaties by all that signed them."""
    found: dict[frozenset[str], list[Treaty]] = {}
    for treaty in record.treaties.values():
        found.setdefault(frozenset(treaty.signatories), []).append(treaty)
    return found


def fits(kind: str, treaty: Treaty) -> bool:
    """Whether a treaty may be what a text calls by a kind."""
    return kind == "other" or treaty.kind in _FITTING.get(kind, (kind,))
