"""Inflected forms of the lexicon's lemmas, generated once from a pack's paradigms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .pack import Enclitic, Paradigm

__all__ = ["Plurals", "conjugate", "enclitics", "inflections"]


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


def enclitics(forms: Iterable[tuple[str, str]], rules: Iterable[Enclitic]) -> Iterator[tuple[str, str]]:
    """The forms to which pronouns are joined (`reunirse`, `reuniéndose`); a reflexive one is also a `refl`."""
    listed = list(forms)
    for rule in rules:
        for form, feature in listed:
            if feature == rule.feature and form.endswith(rule.ending):
                stem = form[: len(form) - len(rule.ending)]
                for added in rule.forms:
                    yield stem + added, feature
                    if rule.reflexive:
                        yield stem + added, "refl"


class Plurals:
    """The plurals of nouns by the endings of a language: `rules` from the ending of a word to those that take its
    place, the longest that fits; `of`: which words of a phrase are inflected (`first`, `last`, each by itself; `all`).
    """

    def __init__(self, rules: Mapping[str, tuple[str, ...]], of: tuple[str, ...]) -> None:
        self._rules = sorted(rules.items(), key=lambda rule: -len(rule[0]))
        self._of = of

    def __call__(self, noun: str) -> tuple[str, ...]:
        """The noun and its plurals as written by rule; a form that does not exist does no harm."""
        head, space, rest = noun.partition(" ")
        heads = self._word(head)
        if heads == (head,):
            return (noun,)
        found = [noun, *(f"{one}{space}{rest}" for one in heads)]
        if space and "last" in self._of:
            before, _, last = noun.rpartition(" ")
            found += [f"{before} {one}" for one in self._word(last)]
        if space and "all" in self._of:
            found.append(" ".join(self._word(word)[0] for word in noun.split()))
        return tuple(dict.fromkeys(found))

    def _word(self, word: str) -> tuple[str, ...]:
        for ending, endings in self._rules:
            if word.endswith(ending):
                return tuple(word[: len(word) - len(ending)] + added for added in endings)
        return (word,)
