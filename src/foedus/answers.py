"""The contract's form of a casus question and of its answer (JSON), one at a time or in a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from .codes import CodeForm, express, resolve
from .errors import FoedusError
from .factfiles import load
from .lang.wording import Wording, wording
from .measures.by_atop import by_atop, coded
from .measures.casus import Answer, Bond, NotBound, Question, casus, question
from .system import System

__all__ = ["Asked", "answer", "answer_batch", "as_dict"]

Said = Callable[[Iterable[str]], list[str]]
Changes = tuple[tuple[str, ...], tuple[str, ...]]
"""Treaties taken as in force, and treaties taken away, by id."""


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


def answer(asked: Asked, changes: Changes = ((), ()), codes: str = "iso3", lang: str = "en") -> str:
    """The answer as a line of JSON. Raises UsageError if the question cannot be asked."""
    return msgspec.json.encode(as_dict(asked, changes, codes, lang)).decode()


def answer_batch(
    lines: Iterable[str], changes: Changes = ((), ()), codes: str = "iso3", lang: str = "en"
) -> Iterator[tuple[str, str]]:
    """Each question's answer and an empty error, or an `{"id", "error"}` and the error: a bad row stops nothing."""
    for line in lines:
        if not line.strip():
            continue
        name = ""
        try:
            asked = msgspec.json.decode(line, type=Asked)
            name = asked.id
            yield answer(asked, changes, codes, lang), ""
        except (FoedusError, msgspec.DecodeError) as error:
            reason = " ".join(str(error).split())
            yield msgspec.json.encode({"id": name, "error": reason}).decode(), reason


def as_dict(asked: Asked, changes: Changes = ((), ()), codes: str = "iso3", lang: str = "en") -> dict[str, Any]:
    """The answer in the contract's fields."""
    system = _system(asked.date, changes)
    record, day = system.record, system.day
    point = (asked.lat, asked.lon) if asked.lat is not None and asked.lon is not None else None
    posed = question(
        system,
        tuple(resolve(s, record, day) for s in asked.attacker),
        tuple(resolve(s, record, day) for s in asked.target),
        asked.theatre or "",
        point,
        bool(asked.initiated_by_target),
    )
    found = casus(system, posed)

    def said(states: Iterable[str]) -> list[str]:
        form: CodeForm = codes  # type: ignore[assignment]  # the command line lets only these through
        return [express(s, form, record, day, lang) for s in states]

    words = wording(lang, record)
    told = {
        "id": asked.id,
        "obliged_defence": said(found.obliged_defence),
        "obliged_aid": said(found.obliged_aid),
        "obliged_offence": said(found.states("offence")),
        "contested": said(found.contested),
        "conditional": said(found.conditional),
        "consult": said(found.states("consultation")),
        "neutral": said(found.states("neutrality")),
        "bound": [_bond(b, said, lang) for b in found.bound],
        "not_bound": [_not_bound(n, said, words) for n in found.not_bound],
        "breached": _breaches(found, said),
        "unknown": list(found.unknown),
    }
    research = _atop(system, posed, said, words)
    return told | {"atop": research} if research else told


def _atop(system: System, posed: Question, said: Said, words: Wording) -> dict[str, Any] | None:
    """The answer by ATOP, apart from that of the facts; None where it is not imported."""
    research = coded(load())
    if research is None:
        return None
    if not research.speaks_of(system.day):
        start, end = map(str, research.years)
        reason = words.say("atop.years", version=research.version, start=start, end=end)
        return {"version": research.version, "not_measured": reason}
    found = by_atop(research, load(), system.day, posed)
    return {
        "version": research.version,
        "obliged_defence": said(found.obliged_defence),
        "obliged_offence": said(found.states("offence")),
        "conditional": said(found.conditional),
        "consult": said(found.states("consultation")),
        "neutral": said(found.states("neutrality")),
        "bound": [_bond(b, said, words.lang) | {"article": None} for b in found.bound],
        "unknown": list(found.unknown),
    }


@lru_cache(maxsize=256)
def _system(day: str, changes: Changes) -> System:
    return System.at(day).changed(*changes)


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


def _not_bound(refusal: NotBound, said: Said, words: Wording) -> dict[str, Any]:
    return {
        "state": said([refusal.state])[0],
        "treaty": refusal.treaty.id,
        "article": refusal.obligation.article,
        "obligation": refusal.obligation.pledge,
        "towards": said([refusal.towards])[0],
        "why": words.say(f"casus.reason.{refusal.reason}", area=words.area(refusal.obligation.area)),
    }


def _breaches(found: Answer, said: Said) -> list[dict[str, Any]]:
    return [
        {"state": said([state])[0], "treaty": treaty.id, "article": article}
        for state, treaty, article in found.breached
    ]
