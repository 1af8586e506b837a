"""ATOP's alliances as treaties, so that the engine of the casus runs on them as on our own facts.

What ATOP does not say is not made up: there is no article, no area, no means of aid. A condition that the question
does not settle makes the pledge conditional; that the beneficiary must be attacked, and unprovoked, the question
settles. Where aid is owed against a particular adversary and the treaty names the states that it fears, it is clear
against these and conditional against others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

import msgspec

from ...codes import numbered, successive
from ...dates import Day
from ...lang.wording import States, Wording, wording
from ...record import Record
from ...treaty import Attackers, Obligation, Party, Pledge, Text, Treaty, TreatySource
from .members import Member

__all__ = ["PLEDGES", "alliance_of", "identifier", "treaties"]

PLEDGES: dict[str, Pledge] = {
    "defense": "defence", "offense": "offence", "neutral": "neutrality", "nonagg": "nonaggression",
    "consul": "consultation",
}  # fmt: skip
"""ATOP's names of the five pledges, and ours."""

AID = frozenset({"defence", "offence"})  # which the threat that the treaty names is about; neutrality is about others
SETTLED = frozenset({"conpr", "coatt"})  # by who attacks, and who opened the hostilities


class Words(msgspec.Struct, frozen=True):
    """Both languages, and the version that is cited in them."""

    en: Wording
    fr: Wording
    version: str

    def text(self, make: Callable[[Wording], str]) -> Text:
        """The same words in both languages."""
        return Text(make(self.en), make(self.fr))

    def say(self, key: str, **values: str) -> Text:
        """A message that cites the version."""
        return self.text(lambda words: words.say(f"atop.{key}", version=self.version, **values))


class Owed(msgspec.Struct, frozen=True):
    """What some members owe in the same words: the key by which their duties are one obligation."""

    pledge: Pledge
    conditions: tuple[str, ...]
    only: tuple[str, ...]
    excluded: tuple[str, ...]
    initiator: bool
    start: Day | None
    end: Day | None


PREFIX = "ATOP-"


def identifier(alliance: int) -> str:
    """The id of an alliance among treaties: ATOP-1005."""
    return f"{PREFIX}{alliance}"


def alliance_of(identifier: str) -> int:
    """The alliance that an id stands for."""
    return int(identifier.removeprefix(PREFIX))


def treaties(rows: Iterable[Member], version: str, record: Record) -> dict[str, Treaty]:
    """Every alliance as a treaty, by id. Members that no state list numbers are left out."""
    words = Words(wording("en", record), wording("fr", record), version)
    ordered = sorted(rows, key=lambda m: (m.alliance, m.number, m.start))
    made = (_treaty(number, [*held], record, words) for number, held in groupby(ordered, lambda m: m.alliance))
    return {treaty.id: treaty for treaty in made}


def _treaty(number: int, rows: list[Member], record: Record, words: Words) -> Treaty:
    title = words.say("title", number=str(number))
    begin = min(row.start for row in rows)
    ends = [row.end for row in rows if row.end]
    return Treaty(
        id=identifier(number),
        title=title,
        short=words.say("why"),
        kind="mutual defence" if any("defense" in row.pledges for row in rows) else "cooperation",
        signed=begin,
        in_force=begin,
        ended=max(ends, key=lambda day: day.last) if len(ends) == len(rows) else None,
        party=tuple(party for _, held in groupby(rows, lambda m: m.number) for party in _parties([*held], record)),
        obligation=tuple(_obligations(rows, record, words)),
        evidence=(TreatySource(title.en),),
    )


# --- parties ----------------------------------------------------------------------------------------------------


def _parties(rows: list[Member], record: Record) -> Iterator[Party]:
    """The spells of one member: phases that follow one another are one; another state of its number is another."""
    for start, end in _spells(rows):
        parts = successive(rows[0].number, start.first, end.last if end else date.max, record)
        for code, begin, until in parts:
            yield Party(
                code,
                start if begin == start.first else Day(begin, begin),
                end if until == (end.last if end else date.max) else Day(until, until),
            )


def _spells(rows: list[Member]) -> Iterator[tuple[Day, Day | None]]:
    start, end = rows[0].start, rows[0].end
    for row in rows[1:]:
        if end is None or row.start.first <= end.last + timedelta(days=1):
            end = row.end
        else:
            yield start, end
            start, end = row.start, row.end
    yield start, end


# --- obligations ------------------------------------------------------------------------------------------------


def _obligations(rows: list[Member], record: Record, words: Words) -> Iterator[Obligation]:
    phases = {number: len([*held]) for number, held in groupby(rows, lambda m: m.number)}
    found: dict[Owed, dict[str, None]] = {}
    for row in rows:
        codes = [c for c, *_ in successive(row.number, row.start.first, row.end.last if row.end else date.max, record)]
        for owed in _owed(row, phases[row.number] > 1, len(phases) > 2, record) if codes else ():
            found.setdefault(owed, {}).update(dict.fromkeys(codes))
    for owed, obligors in found.items():
        yield Obligation(
            pledge=owed.pledge,
            article="",
            trigger=words.say("why"),
            aid="discretionary" if owed.pledge in AID else "none",
            obligors=tuple(obligors),
            attackers=Attackers(only=owed.only, excluded=owed.excluded),
            initiator=owed.initiator,
            condition=_condition(owed, words),
            start=owed.start,
            to=owed.end,
        )


def _owed(row: Member, phased: bool, several: bool, record: Record) -> Iterator[Owed]:
    period = (row.start, row.end) if phased else (None, None)
    for name, conditions in row.pledges.items():
        pledge = PLEDGES[name]
        initiator = pledge == "neutrality" and not conditions & SETTLED
        open_ = tuple(sorted(conditions - SETTLED)) + (("vary",) if row.varies and several else ())
        threats = tuple(sorted(_threats(row, record)))
        if pledge in AID and "coadv" in open_ and "conum" not in open_ and threats:
            rest = tuple(c for c in open_ if c != "coadv")
            yield Owed(pledge, rest, threats, (), initiator, *period)
            yield Owed(pledge, open_, (), threats, initiator, *period)
        else:
            yield Owed(pledge, open_, (), (), initiator, *period)


def _threats(row: Member, record: Record) -> set[str]:
    """The states that the treaty names as the threat, as the first day of the row knows them."""
    return {code for n in row.threats if (code := numbered(n, row.start.first, record))}


def _condition(owed: Owed, words: Words) -> Text | None:
    """What the pledge depends on, in words; None if on nothing that the question leaves open."""
    if not owed.conditions:
        return None
    return words.text(
        lambda one: one.say("atop.why_if", version=words.version, conditions=one.joined(_named(owed, one)))
    )


def _named(owed: Owed, words: Wording) -> Iterator[str]:
    for key in owed.conditions:
        if key == "coadv" and owed.excluded:
            yield words.say("atop.condition.coadv_named", who=States(owed.excluded))
        else:
            yield words.say(f"atop.condition.{key}")
