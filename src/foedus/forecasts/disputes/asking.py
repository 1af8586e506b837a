"""The question that a user asks: how likely is it that a dispute begins between A and B this year? And its answer as a
figure, as words in each language, as plain data.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec

from ...codes import find, resolve
from ...datasets import store
from ...errors import UsageError
from ...evidence import Estimate, Evidence
from ...figure import Figure
from ...lang.wording import States, Wording
from ...measures.imported import evidence, number_of
from ...record import Record
from ...system import System
from ..past import FIRST, Past, past, used
from .bare import assess_bare
from .evaluating import BEGIN
from .facts_view import FactsView
from .frame import Frame, frame
from .kinds import KINDS
from .modelfile import Base, Model, shipped
from .recent import Incident, incidents, with_incidents
from .risk import FARTHEST, Assessed, Missing, assess, base_of, inputs_of, lacking, latest

__all__ = [
    "Answer",
    "Given",
    "answer",
    "as_asked",
    "dyad_of",
    "every",
    "figure",
    "frequency",
    "given",
    "in_facts",
    "in_reach",
    "of_facts",
    "of_rows",
    "plain",
    "risk",
    "sentences",
]

ESTIMATE: Final = "dispute risk"


class Given(msgspec.Struct, frozen=True):
    """What a user gave beside the question: a model, recent events, and the hash of what the answer is made from."""

    model: Model
    events: tuple[Incident, ...] = ()
    inputs: str = ""


class Answer(msgspec.Struct, frozen=True):
    """A forecast of a year for two states (codes, COW numbers): probability and interval, the rate of comparable pairs,
    what it had to do without. `bare`: from geography and power alone. `basis`: rows of the facts behind it."""

    one: str
    other: str
    year: int
    numbers: tuple[int, int]
    p: float
    low: float
    high: float
    base: Base
    base_years: tuple[int, int]
    bare: bool
    missing: tuple[Missing, ...]
    version: str
    seed: int
    inputs: str
    basis: tuple[Evidence, ...] = ()


def given(record: Record, model: Path | None = None, events: Path | None = None) -> Given:
    """The model of a file or the package's, the events of a file. Raises DataError if either cannot be used."""
    from .modelfile import read

    found = incidents(events, record) if events else ()
    mark = hashlib.sha256(events.read_bytes()).digest() if events else b""
    return Given(read(model) if model else shipped(), found, inputs_of(mark))


def risk(system: System, one: str, other: str) -> Figure:
    """The probability that a militarised dispute begins between two states in the year of the system's day, from what
    was known at the end of the year before, by the model of the package. Raises as `answer`."""
    return figure(answer(system, one, other, Given(shipped(), inputs=inputs_of())))


def answer(system: System, one: str, other: str, means: Given) -> Answer:
    """The forecast for two states (codes) and the year of the system's day.

    Raises UsageError if they are one, or were not both in the system in that year and the one before, or the year lies
    too far from the data; DataError if imported data cannot be read.
    """
    in_reach(system.day.year, means.model)
    if one == other:
        raise UsageError(f"a dyad is two states, not {one} and {other}")
    for state in (one, other):
        if state not in system.record.states:
            raise UsageError(f"{state} is no state of the facts (see: foedus facts export states)")
    return _from_facts(system, one, other, means) if lacking() else _from_data(system, one, other, means)


def dyad_of(text: str, record: Record, day: date) -> tuple[str, str]:
    """The two states (codes) of a text like IND-PAK or Guinea-Bissau-Senegal. Raises UsageError for other texts."""
    found = re.split("[-\u2013]", text)
    splits = [("-".join(found[:place]).strip(), "-".join(found[place:]).strip()) for place in range(1, len(found))]
    splits = [pair for pair in splits if all(pair)]
    if not splits:
        raise UsageError(f"--dyad {text!r}: give two states with a dash between, for instance IND-PAK")
    read = (pair for pair in splits if all(find(name, record, day) for name in pair))
    one, other = next(read, splits[0])
    return resolve(one, record, day), resolve(other, record, day)


def in_reach(year: int, model: Model) -> None:
    """Raises UsageError for a year of which nothing can be forecast."""
    if not year > FIRST:
        raise UsageError(f"{year}: the data begin in {FIRST}, and a forecast needs the year before")
    if year > (last := latest(model)):
        raise UsageError(
            f"{year}: more than {FARTHEST} years after the last known disputes nothing is forecast; give a year up to"
            f" {last}"
        )


def _from_data(system: System, one: str, other: str, means: Given) -> Answer:
    import numpy as np

    year = system.day.year
    known = _past(year, system.record, means.events)
    places = []
    for state in (one, other):
        place = place_of(known, system.record, state, year)
        if place is None:
            raise UsageError(_absent(state, year))
        places.append(place)
    low, high = sorted(places)
    if not (known.together[year - FIRST, low, high] and known.together[year - 1 - FIRST, low, high]):
        raise UsageError(
            f"{one} and {other} were not in the system together in {year - 1} and {year}; give another --at"
        )
    row = Frame(np.array([low]), np.array([high]), np.array([year]), np.array([True]))
    codes = {int(known.codes[p]): s for p, s in zip(places, (one, other), strict=True)}
    return as_asked(next(of_rows(assess(known, row, means.model), means, codes)), one)


def as_asked(found: Answer, first: str) -> Answer:
    """An answer with a state first that was asked first."""
    if found.one == first:
        return found
    return msgspec.structs.replace(found, one=found.other, other=found.one, numbers=found.numbers[::-1])


def place_of(known: Past, record: Record, state: str, year: int) -> int | None:
    """The place of a state (code) that was in the system in a year and, under the same number, in the one before; else
    None. Russia and the Soviet Union have one number, but the year has one of the two."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    numbers = (
        spell.number
        for spell in record.states[state].periods
        if spell.system == "cow" and spell.number is not None
        if spell.start.first <= last and (spell.to is None or spell.to.last >= first)
    )
    places = (known.place(number) for number in numbers)
    at = year - FIRST
    there = (p for p in places if p is not None and known.together[at - 1 : at + 1, p].any(axis=1).all())
    return next(there, None)


def _from_facts(system: System, one: str, other: str, means: Given) -> Answer:
    year = system.day.year
    before = System.at(f"{year - 1}-12-31") if system.record is System.at(system.day).record else system
    for state in (one, other):
        if not in_facts(system.record, state, year):
            raise UsageError(_absent(state, year))
    return next(of_facts(before, year, [(one, other)], means))


def in_facts(record: Record, state: str, year: int) -> bool:
    """Whether a state (code) was in the system in a year and in the one before, by the facts."""
    return number_of(record, state, year) is not None and number_of(record, state, year - 1) is not None


def of_facts(before: System, year: int, pairs: Sequence[tuple[str, str]], means: Given) -> Iterator[Answer]:
    """The forecasts of a year for pairs of states that were in the system then and the year before, from the facts of
    the eve alone, in their order."""
    model, record = means.model, before.record
    view = FactsView(before, pairs)
    number = {s: number_of(record, s, year) or 0 for s in view.states}
    numbers = [(number[one], number[other]) for one, other in view.pairs]
    bases = {kind: base_of(model, kind, None) for kind in KINDS}
    last = model.trained[1]
    absent = (
        Missing("data", ", ".join(lacking()), last),
        *((Missing("seen", since=last),) if year <= last else ()),
        *((Missing("idle"),) if means.events else ()),
    )
    cells = zip(
        view.pairs, numbers, *(values.tolist() for values in assess_bare(view, numbers, model, year)), view.unknown,
        view.unmapped, view.evidence, strict=True,
    )  # fmt: skip
    for (one, other), pair, p, low, high, kind, unknown, unmapped, evidence_ in cells:
        missing = (
            *absent,
            *(Missing("unknown", state=s) for s in unknown),
            *(Missing("map", state=s) for s in unmapped),
        )
        yield Answer(
            one, other, year, pair, p, low, high, bases[kind], model.base_years, True, missing, model.version,
            model.seed, means.inputs, evidence_,
        )  # fmt: skip


def _absent(state: str, year: int) -> str:
    return (
        f"{state} was not in the state system (Correlates of War) in {year - 1} and {year}, so there is no such dyad;"
        " give another --at"
    )


@lru_cache(maxsize=4)
def _past(year: int, record: Record, events: tuple[Incident, ...]) -> Past:
    return with_incidents(past(year), events, record)


def every(year: int, record: Record, means: Given) -> Assessed:
    """All pairs of states of a year. Raises DataError if data are missing, UsageError if the year has no pairs."""
    known = _past(year, record, means.events)
    return assess(known, frame(known, year, year), means.model)


def of_rows(found: Assessed, means: Given, codes: dict[int, str]) -> Iterator[Answer]:
    """Assessed rows as answers; `codes`: the state of each COW number."""
    model = means.model
    cells = zip(
        *(getattr(found, name).tolist() for name in ("one", "other", "year", "p", "low", "high", "kind", "recent")),
        found.missing, strict=True,
    )  # fmt: skip
    for one, other, year, p, low, high, kind, recent, missing in cells:
        yield Answer(
            codes.get(one, str(one)), codes.get(other, str(other)), year, (one, other), p, low, high,
            base_of(model, kind, recent),
            model.base_years, False, tuple(_named(held, codes) for held in missing), model.version, model.seed,
            means.inputs,
        )  # fmt: skip


def _named(held: Missing, codes: dict[int, str]) -> Missing:
    state = codes.get(int(held.state), held.state) if held.state else ""
    return msgspec.structs.replace(held, state=state)


def figure(found: Answer) -> Figure:
    """The answer as a figure of the brief, resting on the model and on the data or facts that it read."""
    estimate = Estimate(ESTIMATE, found.version, found.seed)
    rows = found.basis if found.bare else tuple(evidence(*table, _years(table, found.year - 1)) for table in used())
    note = f"onset of a militarised dispute in {found.year}, from what was known at the end of {found.year - 1}"
    return Figure(
        "risk", (found.one, found.other), found.p, "share", (estimate, *rows), found.low, found.high, note=note
    )


def _years(table: tuple[str, str], last: int) -> str:
    """The years of a table that a forecast could know; nothing where it names none."""
    held = store.held(*table)
    return f"{held.years[0]}-{min(held.years[1], last)}" if held and held.years else ""


def frequency(words: Wording, p: float) -> str:
    """A probability as a natural frequency to two digits: 1 in 40; more than two in five as so many in ten, but never
    as certain."""
    if p >= 0.95:
        return words.say("risk.nearly")
    if p >= 0.4:
        return words.say("risk.of_ten", n=round(p * 10))
    number = 1 / max(p, 1e-6)
    size = 10 ** max(len(str(int(number))) - 2, 0)
    return words.say("risk.one_in", n=round(number / size) * size)


def sentences(found: Answer, words: Wording) -> Iterator[str]:
    """The answer in words: the frequency with its interval and the rate to compare with, then what is missing."""
    rate = found.base.onsets / found.base.rows if found.base.rows else 0.0
    pair = States((found.one, found.other))
    yield words.say(
        "risk.answer", pair=pair, year=str(found.year), p=frequency(words, found.p), low=frequency(words, found.low),
        high=frequency(words, found.high), share=_percent(words, found.p),
    )  # fmt: skip
    lately = "any" if found.bare else "recent" if found.base.recent else "quiet"
    yield words.say(
        "risk.base", kind=words.say(f"risk.kind.{found.base.kind}"), lately=words.say(f"risk.{lately}"),
        rate=frequency(words, rate), start=str(found.base_years[0]), end=str(found.base_years[1]),
    )  # fmt: skip
    carried = [held for held in found.missing if held.what == "carried"]
    for held in found.missing:
        if held.what != "carried" or held is carried[0]:
            yield _lacking(held, found, words, carried)
        if held.half is not None and held.tenth is not None:
            yield words.say("risk.moved", since=str(held.since), half=held.half, tenth=held.tenth)
    yield words.say("risk.covers_bare" if found.bare else "risk.covers")


def _lacking(held: Missing, found: Answer, words: Wording, carried: Sequence[Missing]) -> str:
    """What an answer had to do without; all tables that are carried on together."""
    ends = [words.say("risk.carried", since=str(c.since), table=_table(c.table, words)) for c in carried]
    return words.say(
        f"risk.missing.{held.what}", table=held.table if held.what == "data" else _table(held.table, words),
        start=str(BEGIN), since=str(held.since or ""), state=States((held.state,) if held.state else ()),
        year=str(found.year), tables=ends,
    )  # fmt: skip


def _table(name: str, words: Wording) -> str:
    """A table by its name, two lists of disputes one after the other."""
    named = [words.say(f"risk.table.{part}") for part in name.split(", ") if words.has(f"risk.table.{part}")]
    return words.say("risk.then", first=named[0], second=named[1]) if len(named) > 1 else "".join(named) or name


def _percent(words: Wording, p: float) -> str:
    return words.number(p, "pct")


def plain(found: Answer, words: Wording) -> dict[str, Any]:
    """The answer as the JSON of the command."""
    return {
        "dyad": [found.one, found.other],
        "year": found.year,
        "p": found.p,
        "interval": [found.low, found.high],
        "base_rate": {
            "kind": found.base.kind,
            "recent_dispute": None if found.bare else found.base.recent,
            "rate": found.base.onsets / found.base.rows if found.base.rows else None,
            "onsets": found.base.onsets,
            "rows": found.base.rows,
            "years": list(found.base_years),
        },
        "inputs": "facts" if found.bare else "data",
        "missing": [
            {k: v for k, v in msgspec.to_builtins(held).items() if v not in ("", None)} for held in found.missing
        ],
        "words": list(sentences(found, words)),
        "model": {"name": ESTIMATE, "version": found.version, "seed": found.seed, "inputs": found.inputs},
    }
