"""What the lexicon says of a form: the verbs, nouns, tags and roles that it may be, and the senses of its verbs."""

from __future__ import annotations

from typing import Any

from .phrases import Phrases
from .rule import Rule

__all__ = ["Reporting", "Sense", "Word"]

_NO_PHRASES: Phrases[Any] = Phrases()  # shared by all the words that start none


class Sense:
    """A pattern under one of its verbs: the words that must follow the verb, and whether it is reflexive."""

    __slots__ = ("copular", "first", "pattern", "reflexive", "rest")

    def __init__(self, pattern: Rule, rest: tuple[str, ...], reflexive: bool, copular: bool = False) -> None:
        self.pattern = pattern
        self.copular = copular
        self.rest = rest
        self.first = rest[0] if rest else ""
        self.reflexive = reflexive


class Reporting:
    """The senses of a verb that report an event, each with its rank: `every` of them, or those that are `plain`, which
    want no words behind the verb; `firsts`: the words of which one must stand in the sentence for any other.
    """

    __slots__ = ("every", "firsts", "plain")

    def __init__(self, senses: list[Sense]) -> None:
        self.every = [(rank, s) for rank, s in enumerate(senses) if s.pattern.type]
        self.plain = [(rank, s) for rank, s in self.every if not s.rest]
        self.firsts = frozenset(s.first for _, s in self.every if s.rest)


class Word:
    """What a form may be. `tags`, `roles`: phrases that start with it; `verbs`: lemma and features.

    Once the lexicon is whole: `tag`, its tag by itself; `opens`, whether it starts longer phrases that have one;
    `acts`, whether a role starts with it; `verbal`, whether it may be a verb or an auxiliary.
    """

    __slots__ = (
        "_features", "_lemmas", "acts", "auxiliary", "nouns", "opens", "roles", "tag", "tags", "through", "verbal",
        "verbs",
    )  # fmt: skip

    def __init__(self) -> None:
        self.tags: Phrases[str] = _NO_PHRASES
        self.roles: Phrases[str] = _NO_PHRASES
        self.verbs: dict[str, set[str]] = {}
        self.nouns: Phrases[Rule] = _NO_PHRASES
        self.auxiliary: tuple[str, str] | None = None
        self.through: tuple[str, ...] = ()
        self._features: frozenset[str] | None = None
        self._lemmas: dict[str, dict[str, set[str]]] | None = None

    def add_tag(self, rest: tuple[str, ...], tag: str) -> None:
        """Adds a phrase that starts with it, the rest of which is given."""
        if self.tags is _NO_PHRASES:
            self.tags = Phrases()
        self.tags.add(rest, tag)

    def add_role(self, rest: tuple[str, ...], kind: str) -> None:
        """The same for the nouns of those who act."""
        if self.roles is _NO_PHRASES:
            self.roles = Phrases()
        self.roles.add(rest, kind)

    def add_noun(self, rest: tuple[str, ...], pattern: Rule) -> None:
        """The same for the nouns that report an event."""
        if self.nouns is _NO_PHRASES:
            self.nouns = Phrases()
        self.nouns.add(rest, pattern)

    def settle(self) -> None:
        """Notes what every sentence asks of it."""
        self.tag = self.tags.alone[0] if self.tags.alone else ""
        self.opens = bool(self.tags.longer)
        self.acts = bool(self.roles)
        self.verbal = bool(self.verbs) or self.auxiliary is not None

    @property
    def features(self) -> frozenset[str]:
        """The features of all its lemmas."""
        if self._features is None:
            self._features = frozenset().union(*self.verbs.values())
        return self._features

    def lemmas(self, feature: str) -> dict[str, set[str]]:
        """The lemmas of which it is that form, with all that it is of each; not to be changed."""
        if self._lemmas is None:
            self._lemmas = {}
        found = self._lemmas.get(feature)
        if found is None:
            found = self._lemmas[feature] = {lemma: feats for lemma, feats in self.verbs.items() if feature in feats}
        return found
