"""Inflected forms of the lexicon's lemmas, generated once from a pack's paradigms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .pack import Paradigm

__all__ = ["conjugate", "inflections", "plurals"]


def inflections(paradigms: Iterable[Paradigm]) -> dict[str, Paradigm]:
    """Each ending with its paradigm."""
    return {ending: paradigm for paradigm in paradigms for ending in paradigm.endings}


def conjugate(lemma: str, by_ending: dict[str, Paradigm]) -> Iterator[tuple[str, str]]:
    """Every (form, feature) of a verb; the paradigm with the longest ending that fits is taken, before
    it one that names the whole lemma (`=give`).
    """
    for ending in (f"={lemma}", *(lemma[start:] for start in range(len(lemma) + 1))):
        paradigm = by_ending.get(ending)
        if paradigm is None:
            continue
        stem = lemma[: len(lemma) - paradigm.strip]
        yield lemma, "inf"
        for feature, endings in paradigm.forms.items():
            for added in endings:
                yield stem + added, feature
        return


def plurals(noun: str) -> tuple[str, ...]:
    """The noun and its plural as written by rule; a form that does not exist does no harm."""
    head, space, rest = noun.partition(" ")
    if head.endswith(("s", "x", "z")):
        return (noun,)
    if head.endswith("y") and not space:
        return (noun, noun + "s", noun[:-1] + "ies")
    last = (noun[:-1] + "ies" if noun.endswith("y") else noun + "s",) if space and not noun.endswith("s") else ()
    men = (noun[:-3] + "men",) if noun.endswith("man") else ()
    ending = (f"{head}x{space}{rest}",) if head.endswith(("eau", "eu")) else ()
    return (noun, f"{head}s{space}{rest}", *last, *men, *ending)
