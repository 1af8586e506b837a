"""A pack compiled for look-up: every form of every word, with what it may be."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from .forms import Plurals, conjugate, enclitics, inflections
from .pack import Actors, Grammar, Pack, pack
from .rule import Rule
from .surface import Surface
from .tokens import Tokeniser, tokeniser
from .word import Reporting, Sense, Word

__all__ = ["Lexicon", "Sense", "Word", "lexicon", "unaccented_initial"]


def unaccented_initial(word: str) -> str:
    """The word with a bare first letter, as French writes capitals (Etat for État)."""
    return word if word[:1].isascii() else unicodedata.normalize("NFD", word[0])[0] + word[1:]


_NONE: frozenset[str] = frozenset()
_STATE = ("GOV", "MIL", "LEG", "JUD", "COP", "SPY")  # the sectors that act for a state


_ACTS = ("signed", "ratified", "in_force", "denounced", "proposed", "standing")


class Lexicon:
    """The words of a language, by their form in lower case."""

    def __init__(self, source: Pack) -> None:
        self.pack = source
        self.tokens: Tokeniser = tokeniser(source.grammar)
        self.words: dict[str, Word] = {}
        self.surface = Surface(self.tokens, self.words, source.grammar.initials)
        self.senses: dict[str, list[Sense]] = {}
        self.plurals = Plurals(source.grammar.plural, source.grammar.plural_of)
        self._take(source.grammar)
        self._take_actors(source.actors)
        self.treaty_acts = {act: frozenset(source.treaty_acts.get(act, ())) for act in _ACTS}
        past = (self.treaty_acts[act] for act in ("signed", "ratified", "in_force"))
        self.treaty_verbs = frozenset().union(*past)  # those of any act that may lie in the past
        self.standing = self.surface.mark(self.treaty_acts["standing"])
        kinds = (w for words in source.treaty_kinds.values() for w in words if " " not in w)
        self.treaty_words = frozenset(f for word in kinds for f in self.plurals(word))
        self.visiting = self.surface.mark(source.grammar.visiting)
        self.scholars = frozenset(source.attribution.get("scholar", ()))
        self.opposition = frozenset(source.attribution.get("opposition", ()))
        self.naming = frozenset(source.attribution.get("call", ()))
        rules = [Rule(pattern) for pattern in source.patterns]
        self.refusal = next((p for p in rules if p.then == "refusal"), None)
        groups = [tuple(line.split(" ")) for line in source.grammar.classes.get("alike", ())]
        self._alike = {group[0]: group for group in groups}
        self.said: dict[str, list[tuple[str, ...]]] = {}
        for verb in source.attribution.get("say", ()):
            lemma, *rest = (w for w in self.tokens.phrase(verb) if w not in source.grammar.tags.get("refl", ()))
            self.said.setdefault(lemma, []).append(tuple(rest))
        calendar = source.calendar
        self.dates = frozenset(w for names in (*calendar.weekdays, *calendar.months) for w in names)
        self.since = frozenset(calendar.since)
        self.shows_since = self.surface.mark(self.since)
        self.implied = {p.carry: p for p in rules if p.carry and not p.verbs and not p.nouns}
        self._things = frozenset(f for noun in self.listed("things") for f in self.plurals(noun))
        self._add_tags()
        self._add_roles()
        self._add_rules(rules)
        self._add_verbs()
        for word in self.words.values():
            word.settle()
        self.reporting = {lemma: Reporting(senses) for lemma, senses in self.senses.items()}
        self.carrying = {  # those that say what becomes of an event in the complement
            lemma: some for lemma, senses in self.senses.items() if (some := [s for s in senses if s.pattern.carry])
        }
        self.possessive = self.surface.mark(self.listed("possessive")) if source.grammar.owned_bodies else 0
        self.many = self.listed("many")
        told = (n for n, senses in self.senses.items() if any("that" in s.pattern.to for s in senses))
        self.governing = frozenset((*told, *self.carrying, *self.said))  # verbs whose complement a conjunction opens
        self.particle_words = after = self.listed("particles")
        self.particles = {  # the particles that change what a verb means ("call up", "call off")
            lemma: shared
            for lemma, senses in self.senses.items()
            if (shared := after.intersection(s.rest[0] for s in senses if s.rest))
        }

    def _take(self, grammar: Grammar) -> None:
        """Notes what every sentence asks of the grammar."""
        self.adjective_after = grammar.adjective_after
        self.marked_forms = grammar.marked_forms
        self.null_subject = grammar.null_subject
        self.subject_after = grammar.subject_after
        self.one_run = grammar.one_run
        self.future_reports = grammar.future_reports
        self.copula = grammar.copula
        self.participle_endings = grammar.participle_endings
        self.adverb_endings = grammar.adverb_endings
        self.suffering = frozenset(grammar.suffering)
        self.indefinite = frozenset(grammar.indefinite)
        self.being = frozenset(grammar.being)
        self.contracted = frozenset(grammar.contracted)
        self.light = frozenset(grammar.light)
        self.shows_rumour = self.surface.mark(grammar.classes.get("rumour", ()))
        recent = (first for phrase in grammar.tags.get("recent", ()) for first, _ in self.forms(phrase))
        self.shows_recent = self.surface.mark(recent)
        self.relative = frozenset(grammar.relative)
        self._classes = {name: frozenset(words) for name, words in grammar.classes.items()}
        self._persons = grammar.person_endings
        self._abstract = grammar.abstract_endings
        self._reflexive = frozenset(grammar.tags.get("refl", ()))

    def _take_actors(self, actors: Actors) -> None:
        """Notes what every sentence asks of the words for who acts."""
        self.name_particles = frozenset(actors.particles)
        self.homonyms = {name: frozenset(words) for name, words in actors.homonyms.items()}
        self.sectors: dict[str, int] = {}  # of each word that shows one, by their order in the pack
        for rank, listed in enumerate(actors.sectors.values()):
            for word in listed:
                self.sectors.setdefault(word, rank)
        self.sector_names = tuple(actors.sectors)
        bodies = (w for sector in _STATE for w in actors.sectors.get(sector, ()))
        self.bodies = frozenset(f for noun in bodies for f in self.plurals(noun))
        self.unnamed = frozenset(f for noun in actors.unnamed for f in self.plurals(noun))
        self.shows_unnamed = self.surface.mark(self.unnamed)

    def word(self, form: str) -> Word:
        """The entry of a form, made if there is none."""
        found = self.words.get(form)
        if found is None:
            found = self.words[form] = Word()
        return found

    def listed(self, name: str) -> frozenset[str]:
        """The words of a class of the grammar; none if the language does not have it."""
        return self._classes.get(name, _NONE)

    def acts(self, noun: str) -> bool:
        """Whether a noun that no list holds may act: its ending is that of a person, or it is a plural of no thing."""
        if noun in self._things or noun.endswith(self._abstract):
            return False
        return noun.endswith(self._persons)

    def forms(self, phrase: str) -> Iterable[tuple[str, tuple[str, ...]]]:
        """First word and rest of a phrase, also with a bare capital."""
        first, *rest = self.tokens.phrase(phrase)
        bare = unaccented_initial(first)
        return [(first, tuple(rest))] if bare == first else [(first, tuple(rest)), (bare, tuple(rest))]

    def _add_tags(self) -> None:
        for tag, phrases in self.pack.grammar.tags.items():
            for phrase in phrases:
                for first, rest in self.forms(phrase):
                    if len(first) > 1 or first == phrase or rest:
                        self.word(first).add_tag(rest, tag)
        for auxiliary in self.pack.grammar.auxiliary:
            for form in auxiliary.words:
                self.word(form).auxiliary = (auxiliary.kind, auxiliary.tense)
                self.word(form).through = auxiliary.through

    def _add_roles(self) -> None:
        actors = self.pack.actors
        lists = (
            ("role", actors.roles), ("institution", actors.institutions), ("agent", (*actors.agents, *actors.unnamed)),
            ("quantifier", self.pack.grammar.tags.get("quantifier", ())), ("not_acting", actors.not_acting),
        )  # fmt: skip
        for kind, nouns in lists:
            for noun in nouns:
                for form in self.plurals(noun):
                    for first, rest in self.forms(form):
                        self.word(first).add_role(rest, kind)

    def _add_rules(self, rules: list[Rule]) -> None:
        for rule in rules:
            for phrase in (v for verb in rule.verbs for v in self._variants(verb)):
                lemma, rest, reflexive = self._headed(phrase)
                copular = lemma == self.pack.grammar.copula
                self.senses.setdefault(lemma, []).append(Sense(rule, rest, reflexive, copular))
            for noun in rule.nouns:
                for form in self.plurals(noun):
                    for first, others in self.forms(form):
                        self.word(first).add_noun(others, rule)

    def _variants(self, phrase: str) -> list[str]:
        """The phrase with each word that agrees (`son`, `prêt`) in its other forms."""
        head, *rest = phrase.split(" ")
        found = [head]
        for word in rest:
            found = [f"{one} {form}" for one in found for form in self._alike.get(word, (word,))]
        return list(dict.fromkeys(found))

    def _headed(self, phrase: str) -> tuple[str, tuple[str, ...], bool]:
        """The lemma of a verb with its complements, the rest, and whether it is reflexive (`se réunir`, `reunirse`)."""
        first, *rest = self.tokens.phrase(phrase)
        if first in self._reflexive:
            return rest[0], tuple(rest[1:]), True
        for rule in self.pack.enclitics:
            joined = next((f for f in rule.forms if first.endswith(f)), "") if rule.feature == "inf" else ""
            if joined and rule.reflexive:
                return first[: len(first) - len(joined)] + rule.ending, tuple(rest), True
        return first, tuple(rest), False

    def _add_verbs(self) -> None:
        by_ending = inflections(self.pack.paradigms)
        plain = {self._headed(v)[0] for v in self.pack.grammar.plain_verbs}
        for lemma in {*self.senses, *plain, *self.said, *self.light, *self.being}:
            forms = list(conjugate(lemma, by_ending))
            for form, feature in (*forms, *enclitics(forms, self.pack.enclitics)):
                self.word(form).verbs.setdefault(lemma, set()).add(feature)


@cache
def lexicon(lang: str) -> Lexicon:
    """The compiled pack of a language. Raises LanguageError if there is none."""
    return Lexicon(pack(lang))
