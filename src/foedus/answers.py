"""The contract's form of a casus question and of its answer (JSON), one at a time or in a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from .codes import CodeForm, express, resolve
from .errors import DataError, FoedusError, UsageError
from .factfiles import load
from .lang.wording import Wording, wording
from .measures.attack import Question, day_of_attack, question
from .measures.by_atop import by_atop, coded
from .measures.casus import Answer, Bond, NotBound, casus
from .measures.chain import Link, chain
from .system import System

__all__ = ["Asked", "How", "answer", "answer_batch", "as_dict"]


class Asked(msgspec.Struct, frozen=True):
    """A line of a batch. `theatre` is a place or `LAT,LON`; `lat` and `lon` win over the place's name."""

    id: str = ""
    date: str = ""
    attacker: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    theatre: str | None = ""
    lat: float | None = None
    lon: float | None = None
    initiated_by_target: bool | None = False


class How(msgspec.Struct, frozen=True):
    """How to answer: treaties taken as in force and treaties taken away (by id), the codes and the language of the
    answer, and how many circles of states that a duty brings in are to be followed."""

    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    codes: CodeForm = "iso3"
    lang: str = "en"
    depth: int = 0


PLAIN = How()

Said = Callable[[Iterable[str]], list[str]]


def answer(asked: Asked, how: How = PLAIN) -> str:
    """The answer as a line of JSON. Raises UsageError if the question cannot be asked."""
    return msgspec.json.encode(as_dict(asked, how)).decode()


def answer_batch(lines: Iterable[str], how: How = PLAIN) -> Iterator[tuple[int, str, str]]:
    """For each question its line number, its answer and an empty error, or an `{"id", "error"}` and the error: a bad
    row stops nothing."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name = ""
        try:
            asked = msgspec.json.decode(line, type=Asked)
            name = asked.id
            yield number, answer(asked, how), ""
        except (FoedusError, msgspec.DecodeError) as error:
            reason = " ".join(str(error).split())
            yield number, msgspec.json.encode({"id": name, "error": reason}).decode(), reason


def as_dict(asked: Asked, how: How = PLAIN) -> dict[str, Any]:
    """The answer in the contract's fields. Raises UsageError if the question cannot be asked."""
    system = _system(_day(asked.date), how.with_, how.without)
    posed = _posed(system, asked)
    found = casus(system, posed)
    said = _codes(how.codes, system, how.lang)
    words = wording(how.lang, system.record)
    told = {
        "id": asked.id,
        "obliged_defence": said(found.obliged_defence),
        "obliged_aid": said(found.obliged_aid),
        "obliged_offence": said(found.states("offence")),
        "contested": said(found.contested),
        "conditional": said(found.conditional),
        "consult": said(found.states("consultation")),
        "neutral": said(found.neutral),
        "bound": [_bond(b, said, how.lang) for b in found.bound],
        "not_bound": [_not_bound(n, said, words) for n in found.not_bound],
        "breached": _breaches(found, said),
        "unknown": list(found.unknown),
        "place": _place(posed),
    }
    if how.depth:
        links = chain(system, found, how.depth)
        told["chain"] = [_link(link, said, how.lang) for link in links]
    research = _atop(system, posed, said, words)
    return told | {"atop": research} if research else told


def _atop(system: System, posed: Question, said: Said, words: Wording) -> dict[str, Any] | None:
    """The answer by ATOP, apart from that of the facts and never in its way; None where it is not imported."""
    try:
        research = coded(load())
    except DataError as error:
        return {"version": None, "not_measured": " ".join(str(error).split())}
    if research is None:
        return None
    if not research.speaks_of(system.day):
        start, end = map(str, research.years)
        reason = words.say("atop.years", version=research.version, start=start, end=end)
        return {"version": research.version, "not_measured": reason}
    found = by_atop(research, system.day, posed)
    return {
        "version": research.version,
        "obliged_defence": said(found.obliged_defence),
        "obliged_offence": said(found.states("offence")),
        "conditional": said(found.conditional),
        "consult": said(found.states("consultation")),
        "neutral": said(found.neutral),
        "bound": [_bond(b, said, words.lang) | {"article": None} for b in found.bound],
        "unknown": list(found.unknown),
    }


def _place(posed: Question) -> dict[str, Any] | None:
    """Where the theatre was taken to be, for whoever gave a name that several places bear."""
    place = posed.place
    if place is None:
        return None
    return {"name": place.name, "territory": place.territory, "lat": place.lat, "lon": place.lon}


def _posed(system: System, asked: Asked) -> Question:
    if (asked.lat is None) != (asked.lon is None):
        raise UsageError("lat without lon, or lon without lat: give both, or a theatre by name")
    if not any(asked.attacker) and asked.initiated_by_target:
        raise UsageError("the target opened the hostilities against no state: name the attacker")
    return question(
        system,
        tuple(resolve(s, system.record, system.day) for s in asked.attacker if s),
        tuple(resolve(s, system.record, system.day) for s in asked.target),
        asked.theatre or "",
        (asked.lat, asked.lon) if asked.lat is not None and asked.lon is not None else None,
        bool(asked.initiated_by_target),
    )


def _day(text: str) -> date:
    """The day of an attack: one of the years that the facts are about, and not of the future."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a day (wanted YYYY-MM-DD)") from error
    return day_of_attack(day)


@lru_cache(maxsize=256)
def _system(day: date, with_: tuple[str, ...], without: tuple[str, ...]) -> System:
    both = {*with_} & {*without}
    if both:
        raise UsageError(f"{', '.join(sorted(both))}: with and without it at once; take one of the two away")
    return System.at(day).changed(with_, without)


def _codes(form: CodeForm, system: System, lang: str) -> Said:
    if form == "iso3":
        return list
    return lambda states: [express(s, form, system.record, system.day, lang) for s in states]


def _bond(bond: Bond, said: Said, lang: str) -> dict[str, Any]:
    return {
        "state": said([bond.state])[0],
        "treaty": bond.treaty.id,
        "article": bond.obligation.article,
        "obligation": bond.obligation.pledge,
        "certainty": bond.certainty,
        "towards": said([bond.towards])[0],
        "why": bond.why.of(lang),
    }


def _link(link: Link, said: Said, lang: str) -> dict[str, Any]:
    return {"circle": link.circle, **_bond(link.bond, said, lang)}


def _not_bound(refusal: NotBound, said: Said, words: Wording) -> dict[str, Any]:
    return {
        "state": said([refusal.state])[0],
        "treaty": refusal.treaty.id,
        "article": refusal.obligation.article,
        "obligation": refusal.obligation.pledge,
        "towards": said([refusal.towards])[0],
        "why": _why(words, refusal.reason, refusal.obligation.area),
    }


@lru_cache(maxsize=1024)
def _why(words: Wording, reason: str, area: str) -> str:
    return words.say(f"casus.reason.{reason}", area=words.area(area))


def _breaches(found: Answer, said: Said) -> list[dict[str, Any]]:
    return [
        {"state": said([state])[0], "treaty": treaty.id, "article": article}
        for state, treaty, article in found.breached
    ]
