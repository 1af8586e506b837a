"""Which state a text means: ISO 3166 codes, COW and GW numbers and abbreviations, names in any language.

A number or an abbreviation is read in the day's lists, COW before GW where the two differ; `cow:255` and `gw:260`
ask for one list. ISO codes come before COW abbreviations (AUS is Australia, not COW's Austria).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from .errors import UsageError
from .record import Record
from .state import FormerName, State

__all__ = ["CodeForm", "express", "find", "numbered", "resolve", "successive"]

CodeForm = Literal["iso3", "iso2", "cow", "gw", "name"]

_LISTS: tuple[Literal["cow", "gw"], ...] = ("cow", "gw")
_ARTICLES = ("the ", "le ", "la ", "les ", "l ")  # after folding
_SMALL = frozenset({"of", "the", "and", "de", "des", "du", "la", "le", "les", "et"})  # words that give no initial


def resolve(text: str, record: Record, day: date) -> str:
    """The code of the state (ISO 3166-1 alpha-3, or as docs/facts.md says) that `text` names on a day.

    Raises UsageError, with the names that come close, if it names none.
    """
    found = find(text, record, day)
    if found is None:
        close = _suggestions(text.strip(), record)
        raise UsageError(f"no state is called {text!r}{close} (see: foedus facts export states)")
    return found


def find(text: str, record: Record, day: date) -> str | None:
    """As `resolve`, for texts of which many name no state; None for those."""
    wanted = text.strip()
    return _found(wanted, record, day) or _found(_turned(wanted), record, day)


def _turned(name: str) -> str:
    """`Moldova, Republic of` as it is said; nothing for a name without a comma."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma else ""


def _found(wanted: str, record: Record, day: date) -> str | None:
    return (
        _formerly(record, _bare(wanted), day)
        or _by_code(wanted.upper(), record)
        or _in_list(wanted, record, day)
        or _names(record).get(_bare(wanted))
        or _initials(record).get(_bare(wanted))
        or _by_language(_bare(wanted), record)
    )


def express(code: str, form: CodeForm, record: Record, day: date, lang: str = "en") -> str:
    """A state's code or name in another form; the ISO code itself where that form has nothing for the state."""
    state = record.states.get(code)
    if state is None or form == "iso3":
        return code
    if form == "name":
        return (state.name_fr if lang == "fr" else state.name_en).removeprefix("(the) ")
    if form == "iso2":
        return state.iso2 or code
    number = state.number_at(day, form)
    return code if number is None else str(number)


def numbered(number: int, day: date, record: Record, system: Literal["cow", "gw"] = "cow") -> str | None:
    """The state that a list knew by a number on a day, or on the day nearest to it; None for a number without state.

    Datasets number some states before or between their spells in the list.
    """
    spells = _spelt(record, system).get(number, ())
    return min(spells, key=lambda spell: (_distance(spell, day), spell))[2] if spells else None


def successive(number: int, start: date, end: date, record: Record) -> list[tuple[str, date, date]]:
    """The states that COW knew by a number in a period, each with its part of it: 365 is Russia, the Soviet Union,
    Russia again. Empty for a number without state."""
    turns = sorted(spell[0] for spell in _spelt(record, "cow").get(number, ()) if start < spell[0] < end)
    parts: list[tuple[str, date, date]] = []
    for one, other in zip([start, *turns], [*turns, end], strict=True):
        code = numbered(number, one, record)
        if code is None:
            return []
        if parts and parts[-1][0] == code:
            parts[-1] = (code, parts[-1][1], other)
        else:
            parts.append((code, one, other))
    return parts


Spell = tuple[date, date, str]


@lru_cache(maxsize=8)
def _spelt(record: Record, system: str) -> dict[int, list[Spell]]:
    found: dict[int, list[Spell]] = {}
    for state in record.states.values():
        for spell in state.periods:
            if spell.system == system and spell.number is not None:
                end = spell.to.last if spell.to else date.max
                found.setdefault(spell.number, []).append((spell.start.first, end, state.code))
    return found


def _distance(spell: Spell, day: date) -> int:
    return max((spell[0] - day).days, (day - spell[1]).days, 0)


def _formerly(record: Record, name: str, day: date) -> str | None:
    """The state that a name or a code no longer in use, or now another's, stood for on the day."""
    return next((former.code for former in _former(record).get(name, ()) if former.held(day)), None)


@lru_cache(maxsize=8)
def _former(record: Record) -> dict[str, tuple[FormerName, ...]]:
    found: dict[str, list[FormerName]] = {}
    for former in record.former_names:
        for name in former.names:
            found.setdefault(_bare(name), []).append(former)
    return {name: tuple(held) for name, held in found.items()}


def _by_code(code: str, record: Record) -> str | None:
    if code in record.states:
        return code
    return next((s.code for s in record.states.values() if s.iso2 == code), None) if len(code) == 2 else None


def _in_list(text: str, record: Record, day: date) -> str | None:
    """The state of a number or abbreviation: one that the list holds that day, else the last that it held."""
    prefix, colon, rest = text.partition(":")
    lists = tuple(name for name in _LISTS if not colon or name == prefix.strip().casefold())
    key = (rest if colon else text).strip().upper()
    for certain in (True, False):
        for name in lists:
            held = [
                (spell.start.first, state.code)
                for state in record.states.values()
                for spell in state.periods
                if spell.system == name and key in {str(spell.number), spell.abbreviation}
                if not certain or spell.covers(day)
            ]
            if held:
                return max(held)[1]
    return None


def _bare(name: str) -> str:
    """A name in any script without case, accents, punctuation and article."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    folded = re.sub(r"[\W_]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()
    folded = folded.replace(" of the ", " of ")  # written with and without
    return next((folded.removeprefix(a) for a in _ARTICLES if folded.startswith(a)), folded)


def _spellings(state: State) -> Iterator[str]:
    for name in (state.name_en, state.name_fr, state.official_en, state.official_fr):
        if name:
            yield _bare(name.removeprefix("(the) "))


@lru_cache(maxsize=8)
def _names(record: Record) -> dict[str, str]:
    """Folded names to codes. A name that several states bore is that of the one still in the system, or of the last."""
    found: dict[str, State] = {}
    for state in record.states.values():
        for name in _spellings(state):
            known = found.setdefault(name, state)
            if _last_day(state) > _last_day(known):
                found[name] = state
    return {name: state.code for name, state in found.items()}


@lru_cache(maxsize=8)
def _initials(record: Record) -> dict[str, str]:
    """Initials of official names that only one state has: ussr, dprk, rdc."""
    found: dict[str, set[str]] = {}
    for state in record.states.values():
        for official in (state.official_en, state.official_fr):
            words = [w for w in _bare(official).split() if len(w) > 1 and w not in _SMALL]
            found.setdefault("".join(w[0] for w in words), set()).add(state.code)
    return {short: codes.pop() for short, codes in found.items() if len(short) > 2 and len(codes) == 1}


def _last_day(state: State) -> date:
    return max((p.to.last if p.to else date.max for p in state.periods), default=date.min)


def _by_language(name: str, record: Record) -> str | None:
    iso2 = _babel_names().get(name)
    return None if iso2 is None else _by_code(iso2, record)


@cache
def _babel_names() -> dict[str, str]:
    """Folded territory names in every language that Babel knows, to ISO 3166-1 alpha-2; nothing without Babel."""
    try:
        from babel import Locale, localedata
    except ModuleNotFoundError:  # an optional library: French and English names need none
        return {}
    found: dict[str, str] = {}
    for identifier in sorted(localedata.locale_identifiers()):
        if identifier == "root" or ("_" in identifier and not identifier.startswith(("zh_", "sr_"))):
            continue  # a regional variety names hardly a state otherwise
        for iso2, name in Locale.parse(identifier).territories.items():
            if len(iso2) == 2 and iso2.isalpha():
                found.setdefault(_bare(name), iso2)
    found.pop("", None)
    return found


def _suggestions(text: str, record: Record) -> str:
    names = {spelling: state for state in record.states.values() for spelling in _spellings(state)}
    close = [names[name] for name in difflib.get_close_matches(_bare(text), names, n=5, cutoff=0.7)]
    close += [record.states[c] for c in difflib.get_close_matches(text.upper(), record.states, n=3, cutoff=0.6)]
    shown = [f"{state.code} ({state.name_en.removeprefix('(the) ')})" for state in dict.fromkeys(close)]
    return f"; close: {', '.join(shown[:4])}" if shown else ""
