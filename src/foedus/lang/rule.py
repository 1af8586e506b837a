"""A pattern of the pack made ready for look-up: its fields, and the words that it wants by the first of each phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .pack import Pattern

if TYPE_CHECKING:
    from .wordbook import Lexicon

__all__ = ["Rule", "Wanted"]


class Wanted:
    """A list of words and phrases of which one is wanted. `specials`: what is wanted of the mentions (`@person`);
    `rests`: the others by their first word, each with the words behind it, none for a word by itself.

    Read when it is first asked for (`of`), since a text asks for few of those that a language has.
    """

    __slots__ = ("_rests", "specials", "words")

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.specials = tuple(w for w in words if w[0] == "@") if words and words[0][0] == "@" else ()
        self._rests: dict[str, list[tuple[str, ...]]] | None = None

    def of(self, lex: Lexicon) -> dict[str, list[tuple[str, ...]]]:
        """Its words in all their forms, those of the classes that it names among them, by their first."""
        if self._rests is None:
            self._rests = {}
            for word in self.words:
                for entry in lex.pack.grammar.classes.get(word[1:], ()) if word[0] == "@" else (word,):
                    for form in (*lex.plurals(entry), *((entry[:-1],) if len(entry) > 4 and entry[-1] == "s" else ())):
                        for first, rest in lex.forms(form):
                            self._rests.setdefault(first, []).append(rest)
        return self._rests

    def alone(self, lex: Lexicon) -> frozenset[str]:
        """Its words that are none of a phrase."""
        return frozenset(first for first, rests in self.of(lex).items() if () in rests)


class Rule:
    """A pattern, with the fields that `pack.Pattern` explains."""

    __slots__ = (
        "agent", "carry", "id", "mode", "mutual", "need", "nouns", "object", "other_subject", "reach", "subject",
        "then", "to", "type", "verbs", "whom", "without",
    )  # fmt: skip

    def __init__(self, pattern: Pattern) -> None:
        self.id = pattern.id
        self.type = pattern.type
        self.mode = pattern.mode
        self.verbs = pattern.verbs
        self.nouns = pattern.nouns
        self.object = Wanted(pattern.object)
        self.without = Wanted(pattern.without)
        self.subject = Wanted(pattern.subject)
        self.other_subject = Wanted(pattern.other_subject)
        self.to = pattern.to
        self.agent = pattern.agent
        self.mutual = pattern.mutual
        self.need = pattern.need
        self.carry = pattern.carry
        self.then = pattern.then
        self.reach = pattern.reach
        self.whom = pattern.whom
