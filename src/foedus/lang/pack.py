"""A language pack: the data of one folder, decoded into values and checked.

The tags of `grammar.toml` are the same in every language (`with`, `against`, `place`, ...), so that the coder needs to
know none of its words.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import tomli as tomllib

from .registry import folder

__all__ = [
    "Actors", "Auxiliary", "Calendar", "Enclitic", "Example", "Grammar", "Named", "Pack", "Paradigm", "Pattern",
    "calendar", "pack",
]  # fmt: skip


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value of the pack; a key that nobody reads is a mistake."""


class Paradigm(_Strict, frozen=True):
    """How lemmas that end in one of `endings` inflect: `strip` characters go, each form's ending is added."""

    endings: tuple[str, ...]
    strip: int
    forms: dict[str, tuple[str, ...]]


class Enclitic(_Strict, frozen=True):
    """Pronouns joined to a form of the verb: of those with `feature` that end in `ending`, which `forms` replace."""

    feature: str
    ending: str
    forms: tuple[str, ...]
    reflexive: bool = False


class Example(_Strict, frozen=True):
    """A sentence and the events that it must code, each `TYPE A,B>C` or `TYPE A,B` for mutual ones."""

    text: str
    events: tuple[str, ...]


class Pattern(_Strict, frozen=True):
    """A sense: verbs and nouns that report one type of event, and where its parties stand.

    `object`: words of which one must stand after the verb (`@two`: or several parties before it); `without`: words
    that may not. `subject`: words of which one must head the subject; `other_subject`: words that may not stand in it.
    `to`: where recipients stand, in order of preference (`any`, `direct`, `none`, or the tag of a preposition).
    `mutual`: several subjects are parties, and so is who stands after `with`. `need`: coded
    only with a `recipient`, or with two `parties`. `carry`: what becomes of an event in the complement (see
    `coding/triggers.py`); of a pattern without words, what is implied: `demand` (`Y must leave, X said`) or `refuse`
    (`X will not send, X said`). `agent`: where the actor of a passive stands; `subject`, as its subject, if nowhere
    else. `reach`: `complement`, the words of `object` may also stand in the clause that the verb governs; `behind`, in
    the first words of the next; `before`, they stand in what the verb reports, which comes first. `then`: `host` (who
    is received is the actor), `suffered` (the subject is the victim, `agent` says where the actor stands), `either`
    (`object` or `subject`), `fight`, `pairs`, `protesters`, `refusal` (coded where a speaker says what it will not do),
    `gathered` (the objects are the parties: `a summit brought together A and B`), `seen` (who is seen acts),
    `joint` (what several do together is COOPERATE), `decision` (a measure in the complement is decided, not
    threatened). `whom`: the recipient that the words themselves name (a veto: the United Nations).
    """

    id: str
    type: str
    means: tuple[str, ...] = ()
    does_not_mean: tuple[str, ...] = ()
    mode: str = ""
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    other_subject: tuple[str, ...] = ()
    to: tuple[str, ...] = ("any",)
    agent: tuple[str, ...] = ("by",)
    mutual: bool = False
    need: str = ""
    carry: str = ""
    then: str = ""
    reach: str = ""
    whom: str = ""


class Auxiliary(_Strict, frozen=True):
    """Forms of an auxiliary: its kind (have, be, modal, do, to) and what it makes of the verb (done, fut, ...);
    `through`: words that may stand between it and its verb (`va a firmar`).
    """

    kind: str
    tense: str
    words: tuple[str, ...]
    through: tuple[str, ...] = ()


class Grammar(_Strict, frozen=True):
    """The closed classes. `tags`: function words and phrases by tag; `classes`: lists of words that patterns name.

    How the language is built: `adjective_after` its noun; `marked_forms`, endings tell infinitive, finite verb and
    participle apart; `gerund_after` these words, or `gerund_anywhere`; `null_subject`, a verb needs no pronoun;
    `subject_after` a verb of saying; `relative`: conjunctions that behind a noun are relative pronouns; `people`: what
    makes a people of an adjective (a `capital`, an `article`); `small_movements`: names of movements need no
    capital; `plural`, `plural_of`: see `forms.Plurals`.
    """

    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    auxiliary: tuple[Auxiliary, ...]
    tags: dict[str, tuple[str, ...]]
    plain_verbs: tuple[str, ...]
    being: tuple[str, ...]
    participle_endings: tuple[str, ...]
    adjective_after: bool
    topics: tuple[str, ...]
    plural: dict[str, tuple[str, ...]]
    plural_of: tuple[str, ...]
    marked_forms: bool = False
    gerund_after: tuple[str, ...] = ()
    gerund_anywhere: bool = False
    null_subject: bool = False
    subject_after: bool = False
    relative: tuple[str, ...] = ()
    people: str = ""
    small_movements: bool = False
    light: tuple[str, ...] = ()
    indefinite: tuple[str, ...] = ()
    contracted: tuple[str, ...] = ()
    copula: str = ""
    initials: dict[str, str] = {}
    visiting: tuple[str, ...] = ()
    suffering: tuple[str, ...] = ()
    future_reports: bool = False
    one_run: bool = False
    owned_bodies: bool = False
    person_endings: tuple[str, ...] = ()
    abstract_endings: tuple[str, ...] = ()
    adverb_endings: tuple[str, ...] = ()
    classes: dict[str, tuple[str, ...]] = {}


class Actors(_Strict, frozen=True):
    """What stands for an actor: metonyms, roles, forces, groups; what the facts do not hold.

    `homonyms`: names of states that are also names of people or places, each with words that say it is not the state
    ("georgia", with "atlanta").
    """

    metonyms: dict[str, tuple[str, ...]]
    roles: tuple[str, ...]
    unnamed: tuple[str, ...]
    agents: tuple[str, ...]
    offices: dict[str, tuple[str, ...]]
    institutions: tuple[str, ...]
    never: tuple[str, ...]
    particles: tuple[str, ...]
    not_acting: tuple[str, ...]
    anaphors: dict[str, tuple[str, ...]]
    dynamic: tuple[str, ...]
    sectors: dict[str, tuple[str, ...]]
    organisations: dict[str, tuple[str, ...]] = {}
    adjectives: dict[str, tuple[str, ...]] = {}
    homonyms: dict[str, tuple[str, ...]] = {}


class Calendar(_Strict, frozen=True):
    """Words for days and months, and what places an event in the past.

    `relative`: phrases and the days that they lie from the document's; `anchored`: from the last day that was named;
    `spans`: phrases that name an interval (`weekend:0`, `week:-1`, `month:-1`, `year:-1`, `night:0`); `lengths`: units
    by their length (`1d`, `7d`, `1m`, `1y`, `25y`); `ago_before`, `ago_after`: what makes a length a point in time;
    `renewed`: words before `since` that make news of what comes after so long (`the first time since`);
    `joints`: words between day, month and year (`3 de mayo de 2012`). On a page: `published` before a date, with
    `published_on`; `day_first`: what shows that 06/07/2024 is a day of July.
    """

    weekdays: tuple[tuple[str, ...], ...]
    months: tuple[tuple[str, ...], ...]
    relative: dict[str, int]
    background: tuple[str, ...]
    since: tuple[str, ...]
    last: tuple[str, ...]
    quantities: dict[str, int]
    units: tuple[str, ...]
    joints: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    published_on: tuple[str, ...] = ()
    day_first: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()
    ago_before: tuple[str, ...] = ()
    ago_after: tuple[str, ...] = ()
    anchored: dict[str, int] = {}
    spans: dict[str, str] = {}
    lengths: dict[str, tuple[str, ...]] = {}


class Named(_Strict, frozen=True):
    """The names of a language that the facts do not have, by code; persons by their name in the facts."""

    states: dict[str, tuple[str, ...]] = {}
    official: dict[str, tuple[str, ...]] = {}
    adjectives: dict[str, tuple[str, ...]] = {}
    peoples: dict[str, tuple[str, ...]] = {}
    capitals: dict[str, tuple[str, ...]] = {}
    organisations: dict[str, tuple[str, ...]] = {}
    groups: dict[str, tuple[str, ...]] = {}
    persons: dict[str, tuple[str, ...]] = {}


class Pack(_Strict, frozen=True):
    """Everything that foedus knows of a language."""

    lang: str
    grammar: Grammar
    actors: Actors
    calendar: Calendar
    names: Named | None
    paradigms: tuple[Paradigm, ...]
    enclitics: tuple[Enclitic, ...]
    patterns: tuple[Pattern, ...]
    contexts: dict[str, tuple[str, ...]]
    treaty_kinds: dict[str, tuple[str, ...]]
    treaty_acts: dict[str, tuple[str, ...]]
    attribution: dict[str, tuple[str, ...]]


@cache
def pack(lang: str) -> Pack:
    """The pack of a language, read once. Raises LanguageError if there is none."""
    home = folder(lang)
    tree: dict[str, Any] = {"lang": lang}
    for name in ("grammar", "actors", "calendar"):
        tree[name] = _toml(home / f"{name}.toml")
    verbs = _toml(home / "paradigms.toml")
    tree["paradigms"], tree["enclitics"] = verbs["paradigm"], verbs.get("enclitic", ())
    own = home / "names.toml"
    tree["names"] = _toml(own) if own.exists() else None
    tree["patterns"] = [p for path in sorted(home.glob("patterns/*.toml")) for p in _toml(path)["pattern"]]
    tree.update(_toml(home / "words.toml"))
    found = msgspec.convert(tree, Pack)
    for pattern in found.patterns:
        if not (pattern.means and pattern.does_not_mean):
            raise ValueError(f"{lang}: pattern {pattern.id!r} needs sentences that it means and does not mean")
    return found


@cache
def calendar(lang: str) -> Calendar:
    """The calendar of a language alone, read once. Raises LanguageError if there is no pack."""
    return msgspec.convert(_toml(folder(lang) / "calendar.toml"), Calendar)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
