"""The names by which texts call states, organisations, groups and persons, from the record and the language pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache

import msgspec

from ..actor import Office, Organisation, Person
from ..dates import Period
from ..lang import Lexicon, lexicon
from ..lang.pack import Named
from ..lang.phrases import Phrases
from ..lang.wordbook import unaccented_initial
from ..record import Record
from ..state import State

__all__ = ["Name", "Names", "names"]

_ORDER = (
    "person", "group", "organisation", "state", "metonym", "people", "adjective", "capital", "region", "family",
    "never",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}


class Name:
    """What a name stands for. `codes`: states, organisations or groups; `persons`: keys of people; `period`: when it
    does, if not always; `small`: whether it is written without a capital too; `loose`: of several codes none is the
    usual one.
    """

    __slots__ = ("codes", "kind", "loose", "period", "persons", "small")

    def __init__(
        self, kind: str, codes: tuple[str, ...] = (), persons: tuple[str, ...] = (), period: Period | None = None
    ) -> None:
        self.kind = kind
        self.codes = codes
        self.persons = persons
        self.period = period
        self.small = kind in ("adjective", "never")
        self.loose = False

    def holds(self, day: date | None) -> bool:
        """Whether the name may stand for this on a day; without a day, whether it still does."""
        if self.period is None:
            return True
        return self.period.end is None or self.kind == "group" if day is None else self.period.at(day) != "outside"


Key = tuple[tuple[str, ...], bool, Period | None]


class Names:
    """A gazetteer for one language and one record."""

    def __init__(self, lex: Lexicon, record: Record) -> None:
        self._lex = lex
        self.people = lex.pack.grammar.people
        self.homonyms = lex.homonyms
        self._own = lex.pack.names or Named()
        self._record = record
        self.particles = frozenset(lex.pack.actors.particles)
        self._entries: dict[str, Phrases[Name]] = {}
        self._gone = {
            s.code: self._fact(s, "name").removeprefix("(the) ") for s in record.states.values() if _lifetime(s)
        }
        self._held: dict[str, list[Office]] = {}
        for office in record.offices:
            self._held.setdefault(office.person, []).append(office)
        self._waiting: dict[str, list[tuple[str, Name]]] = {}
        for phrase, name in self._all():
            first = self._first(phrase)
            if first:
                self._waiting.setdefault(first, []).append((phrase, name))
                if not first[0].isascii() and (bare := unaccented_initial(first)) != first:
                    self._waiting.setdefault(bare, []).append((phrase, name))
        self.starts = lex.surface.mark(self._waiting)  # shown by the words that a name starts with

    def _first(self, phrase: str) -> str:
        """The first word of a phrase; only a word that may be several is taken apart."""
        head = phrase.partition(" ")[0]
        if head.isalpha():
            return head.casefold()
        words = self._lex.tokens.phrase(phrase)
        return words[0] if words else ""

    def rows(self, first: str) -> Phrases[Name] | None:
        """The names that start with a word: read when a text first holds it, since no text holds most."""
        found = self._entries.get(first)
        waiting = self._waiting.pop(first, None) if found is None else None
        if waiting is None:
            return found
        collected: dict[Key, Name] = {}
        for phrase, name in waiting:
            self._merge(collected, self._lex.tokens.phrase(phrase), name)
        found = self._entries[first] = Phrases()
        small = {words for (words, *_), name in collected.items() if name.kind == "group" and name.small}
        for (words, *_), name in collected.items():
            name.small = name.small or (name.kind == "metonym" and words in small)  # a movement that has come to power
        for (words, *_), name in sorted(collected.items(), key=lambda c: (_RANK[c[1].kind], c[1].period is None)):
            found.add(words[1:], name)
        return found

    @staticmethod
    def _merge(collected: dict[Key, Name], words: tuple[str, ...], name: Name) -> None:
        key = (words, name.kind == "adjective", name.period)  # "Suisse" and "suisse" are two names
        known = collected.get(key)
        if known is None or _RANK[name.kind] < _RANK[known.kind]:
            collected[key] = name
        elif known.kind == name.kind and known.kind in ("family", "person"):
            collected[key] = Name(name.kind, (), tuple(dict.fromkeys((*known.persons, *name.persons))))
        elif known.kind == name.kind and known.kind in ("adjective", "people") and known.codes != name.codes:
            joined = Name(known.kind, tuple(dict.fromkeys((*known.codes, *name.codes))))
            joined.loose = known.loose or name.loose
            collected[key] = joined

    def _named(self, kind: str, codes: tuple[str, ...], phrase: str) -> Name:
        """A name of the pack; movements that rule a state may be written small (`les talibans`)."""
        name = Name(kind, codes)
        name.small = name.small or phrase in self._lex.listed("small_names")
        return name

    def _all(self) -> Iterator[tuple[str, Name]]:
        actors = self._lex.pack.actors
        tables = (("metonym", actors.metonyms), ("organisation", actors.organisations))
        for kind, table in tables:
            for code, phrases in table.items():
                yield from ((phrase, self._named(kind, tuple(code.split(",")), phrase)) for phrase in phrases)
        for code, phrases in actors.adjectives.items():
            yield from ((phrase, Name("adjective", (code,))) for phrase in phrases)
        yield from ((phrase, Name("never")) for phrase in actors.never)
        taken = {w for t in actors.adjectives.values() for w in t}
        for state in self._record.states.values():
            yield from self._of_state(state, taken)
        for body in self._record.organisations.values():
            yield from ((p, Name("organisation", (body.code,))) for p in self._of_organisation(body) if len(p) > 1)
        yield from self._of_groups()
        yield from self._of_people()

    def _of_state(self, state: State, taken: set[str]) -> Iterator[tuple[str, Name]]:
        codes, pack, period = (state.code,), self._own, _lifetime(state)
        facts = (self._fact(state, "name"), self._fact(state, "official"))
        for name in (*facts, *pack.states.get(state.code, ()), *pack.official.get(state.code, ())):
            yield name.removeprefix("(the) "), Name("state", codes, period=period)
        for form in (*self._adjectives(state), *pack.adjectives.get(state.code, ())):
            if form and (period is not None or form not in taken):  # what is gone lends its adjective to its heir
                yield form, Name("adjective", codes, period=period)
        for people in (self._fact(state, "people"), *pack.peoples.get(state.code, ())):
            if people:
                yield people, Name("people", codes, period=period)
        for name in pack.capitals.get(state.code, ()):
            yield name, Name("capital", codes, period=period)
        for capital in state.capitals:
            spelt = self._names_of(capital)
            yield from ((name, Name("capital", codes, period=period or capital.period)) for name in spelt)

    def _names_of(self, fact: msgspec.Struct) -> Iterable[str]:
        """The proper name of a fact: in the pack's language, or as others spell it, which is often the same."""
        own = f"name_{self._lex.pack.lang}"
        return (getattr(fact, own),) if own in fact.__struct_fields__ else sorted(_spellings(fact, "name"))

    def _fact(self, fact: object, field: str) -> str:
        """A field of a fact in the pack's language; empty where the facts do not have it in that language."""
        return str(getattr(fact, f"{field}_{self._lex.pack.lang}", ""))

    def _adjectives(self, state: State) -> tuple[str, ...]:
        masculine, feminine = self._fact(state, "adjective"), self._fact_feminine(state)
        return (*self._lex.plurals(masculine), *self._lex.plurals(feminine)) if feminine else (masculine,)

    def _fact_feminine(self, state: State) -> str:
        return str(getattr(state, f"adjective_{self._lex.pack.lang}_f", ""))

    def _of_organisation(self, body: Organisation) -> tuple[str, ...]:
        aliases: tuple[str, ...] = getattr(body, f"aliases_{self._lex.pack.lang}", ())
        own = self._own.organisations.get(body.code, ())
        return (self._fact(body, "name"), self._fact(body, "abbreviation"), *aliases, *own)

    def _of_groups(self) -> Iterator[tuple[str, Name]]:
        """Armed groups, the peoples and the regions that news name instead of a state."""
        lang, small = self._lex.pack.lang, self._lex.pack.grammar.small_movements
        for group in self._record.groups.values():
            codes = (group.code if group.listed else group.home,)
            own = (*self._names_of(group), *self._own.groups.get(group.code, ()))
            for phrase in (*own, *getattr(group, f"aliases_{lang}", ())):
                called = Name("group", codes, period=group.period)
                called.small = phrase[:1].islower() or (small and not phrase.isupper())
                yield phrase, called
        for people in self._record.peoples:
            name = self._fact(people, "name")
            for form in (name, *getattr(people, f"forms_{lang}", ())):
                noun = form == name or (form[:1].isupper() and form.endswith("s"))
                called = Name("people" if noun else "adjective", people.states)
                called.loose = True
                yield form, called
        for region in self._record.regions:
            for phrase in (self._fact(region, "name"), *getattr(region, f"aliases_{lang}", ())):
                yield phrase, Name("region", (region.state,))

    def _of_people(self) -> Iterator[tuple[str, Name]]:
        for person in self._record.people.values():
            whole = Name("person", (), (person.name,))
            variants = (*person.variants, *self._own.persons.get(person.name, ()))
            for spelling in {person.name, *_spellings(person, "name"), *variants}:
                yield spelling, whole
                if "-" in spelling:
                    yield spelling.replace("-", " "), whole
            for family in _families(self._fact(person, "family") or person.family, person, variants):
                yield family, Name("family", (), (person.name,))

    def office(self, person: str, day: date | None) -> Office | None:
        """The office that a person holds on a day, the highest if several; with no day, the last one held, in a state
        that there still is if there was such a one.
        """
        held = self._held.get(person, [])
        if day is not None:
            return next((o for o in held if o.period.at(day) != "outside"), None)
        living = [o for o in held if o.state not in self._gone]
        return (living or held)[-1] if held else None

    def heir(self, state: str) -> tuple[str, ...]:
        """The state that bears the name of one that is gone (the Soviet Union), the same where there is none."""
        name = self._gone.get(state, "")
        words = self._lex.tokens.phrase(name) if name else ()
        known = self.rows(words[0]) if words else None
        rows = known.all(list(words), 1) if known is not None else ()
        return next((n.codes for n, end in rows if end == len(words) and n.period is None and n.codes), (state,))

    def offices(self, persons: Iterable[str], day: date | None) -> list[tuple[str, Office]]:
        """Those of the persons who hold an office on a day."""
        found = [(p, self.office(p, day)) for p in persons]
        return [(p, o) for p, o in found if o is not None]


def _spellings(fact: msgspec.Struct, field: str) -> set[str]:
    """A field of a fact in every language in which the facts have it."""
    return {getattr(fact, f) for f in _fields(type(fact), field)}


@cache
def _fields(kind: type[msgspec.Struct], field: str) -> tuple[str, ...]:
    return tuple(f for f in kind.__struct_fields__ if f.startswith(f"{field}_"))


def _families(family: str, person: Person, variants: Iterable[str]) -> set[str]:
    """The family name in each of its spellings: where it closes the name, it closes the variants too."""
    last = person.name.endswith(person.family) and " " not in person.family
    found = {family, *(v.rpartition(" ")[2] for v in variants if last and " " in v)}
    return {f for f in found if len(f) > 2 and f[0].isupper()}


def _lifetime(state: State) -> Period | None:
    """The years of a state that is gone (every list in which it stood has closed its row); None for one that lives."""
    if not state.periods or any(p.to is None or p.to.last.year >= _LIVING for p in state.periods):
        return None
    return Period(min(p.start for p in state.periods), max(p.to for p in state.periods if p.to is not None))


_LIVING = 2010  # the lists of states of the facts close their open rows then at the earliest


@lru_cache(maxsize=8)
def names(lang: str, record: Record) -> Names:
    """The gazetteer of a language and a record, made once. Raises LanguageError for a language without a pack."""
    return Names(lexicon(lang), record)
