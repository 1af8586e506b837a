"""The rules that the facts must keep, over the whole record: file, entry and reason for each that is broken.

`factfiles.read` says what cannot be read; `check` says what can be read and cannot be right.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Literal

from . import concordance
from .actor import ArmedGroup, Organisation
from .capability import Capability
from .dates import Period, parse_day, surely_before, surely_overlap
from .errors import Problem
from .landcheck import check_lands, check_spots
from .place import Region
from .record import Record
from .treatycheck import check_areas, check_treaties

__all__ = ["check"]

Problems = Iterator[Problem]

OFFICES = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "leader")
STATE_COLUMNS = ("code", "state", "visitor", "host", "one", "other", "home")
GROUP_KINDS = ("rebel", "militia", "jihadist", "separatist", "paramilitary", "de facto state")
GROUP_SECTORS = ("REB", "PAR", "GOV")  # PLOVER's sectors
SYSTEM_SIZE = range(180, 211)  # members of the state system in any year after 1995, by either list
SYSTEM_YEARS = range(1996, 2026)
CAPABILITY_YEARS = range(1816, 2027)
ALWAYS = Period(parse_day("0001"))  # the period of a name that has no dates


def check(record: Record, folder: Path) -> tuple[Problem, ...]:
    """Everything in the record, or in the tables of `folder` that it was read from, that breaks a rule."""
    return tuple(problem for rule in RULES for problem in rule(record, folder))


# --- tables -----------------------------------------------------------------------------------------------------


def _tables(record: Record, folder: Path) -> Problems:
    """Every row of every table: sources that exist, codes and persons that are known."""
    for path in sorted([*folder.glob("*.csv"), *folder.glob("offices/*.csv"), *folder.glob("geo/*.csv")]):
        name = str(path.relative_to(folder))
        try:
            rows = _rows(path)
        except (csv.Error, UnicodeDecodeError) as error:
            yield Problem(name, "whole file", str(error))
            continue
        for line, row in enumerate(rows, 2):
            yield from (Problem(name, f"line {line}", reason) for reason in _row(record, name, row))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _row(record: Record, table: str, row: dict[str, str]) -> Iterator[str]:
    own = table.startswith("geo/") or table == "groups.csv"  # the code of a territory or a group is no state's
    for column in STATE_COLUMNS[1:] if own else STATE_COLUMNS:
        code = row.get(column)
        known = code in record.states or (table.startswith("offices/") and code in record.organisations)
        if code is not None and not known:
            yield f"{column} {code!r} is neither in states.csv nor an organisation"
    if "source" in row:
        keys = [key for key in (row["source"] or "").split("|") if key]
        if not keys:
            yield "no source"
        yield from (f"source {key!r} is not in sources/*.toml" for key in keys if key not in record.sources)
    if table.startswith("offices/") and row["person"] not in record.people:  # visits reach back to persons long gone
        yield f"person {row['person']!r} is not in people.csv"


def _doubles(record: Record, folder: Path) -> Problems:
    """Keys that stand twice: the reader keeps one of the two without a word."""
    for pattern, column in (("states.csv", "code"), ("people_*.csv", "person"), ("groups.csv", "code")):
        seen: dict[str, str] = {}
        for path in sorted(folder.glob(pattern)):
            with suppress(csv.Error, UnicodeDecodeError):  # reported with the tables
                for key in (row.get(column, "") for row in _rows(path)):
                    if key in seen:
                        yield Problem(path.name, key, f"stands already in {seen[key]}")
                    seen[key] = path.name
    keys: dict[str, str] = {}
    for path in sorted(folder.glob("sources/*.toml")):
        with suppress(ValueError):  # reported by the reader
            for key in tomllib.loads(path.read_text(encoding="utf-8")):
                if key in keys:
                    yield Problem(f"sources/{path.name}", key, f"stands already in sources/{keys[key]}")
                keys[key] = path.name


# --- states -----------------------------------------------------------------------------------------------------


def _states(record: Record, folder: Path) -> Problems:
    for state in record.states.values():
        if not state.name_en or not state.name_fr:
            yield Problem("states.csv", state.code, "a name is missing in English or in French")
        if state.kind not in {"state", "entity"}:
            yield Problem("states.csv", state.code, f"kind {state.kind!r} is neither state nor entity")
        for capital in state.capitals:
            if abs(capital.lat) > 90 or abs(capital.lon) > 180:
                yield Problem("capitals.csv", state.code, f"{capital.name_en} is at no point of the globe")
            if capital.period and surely_before(capital.period.end, capital.period.start):
                yield Problem("capitals.csv", state.code, f"{capital.name_en} ends before it begins")
        if any(p.system == "un" and p.to is None for p in state.periods):
            words = (state.adjective_en, state.people_en, state.adjective_fr, state.adjective_fr_f)
            if not all(words):
                yield Problem("states.csv", state.code, "a member of the UN lacks an adjective or a people")
            if not any(c.period is None or c.period.end is None for c in state.capitals):
                yield Problem("capitals.csv", state.code, "a member of the UN has no capital")


def _former_names(record: Record, folder: Path) -> Problems:
    for former in record.former_names:
        if not former.names or surely_before(former.end, former.start):
            yield Problem("former_names.csv", former.code, f"no name, or ends before it begins: {former.names}")


def _spells(record: Record, folder: Path) -> Problems:
    """Spells in the lists of the system: in order, none of a state or of a number at once with another."""
    file = "state_periods.csv"
    numbers = defaultdict(list)
    for state in record.states.values():
        for spell in state.periods:
            if spell.system not in {"cow", "gw", "un"}:
                yield Problem(file, state.code, f"system {spell.system!r} is none of cow, gw, un")
            if spell.to is not None and spell.to.last < spell.start.first:
                yield Problem(file, state.code, f"the spell of {spell.start} in {spell.system} ends before it begins")
            numbers[spell.system, spell.number if spell.number is not None else state.code].append((state.code, spell))
    for (system, number), spells in numbers.items():
        for (one, a), (other, b) in combinations(spells, 2):
            first, second = sorted((a, b), key=lambda s: s.start)
            if first.to is None or second.start.last <= first.to.first:
                both = one if one == other else f"{one}, {other}"
                yield Problem(file, both, f"two spells of {system} {number} overlap ({first.start} and {second.start})")


def _system_size(record: Record, folder: Path) -> Problems:
    systems: tuple[Literal["cow", "gw"], ...] = ("cow", "gw")
    for system in systems:
        for year in SYSTEM_YEARS:
            size = sum(s.in_system(date(year, 12, 31), system) for s in record.states.values())
            if size not in SYSTEM_SIZE:
                yield Problem("state_periods.csv", f"{system} {year}", f"{size} states, wanted 180 to 210")


# --- persons and organisations ----------------------------------------------------------------------------------


def _offices(record: Record, folder: Path) -> Problems:
    held = defaultdict(list)
    for office in record.offices:
        entry = f"{office.state} {office.office} {office.person}"
        if office.office not in OFFICES:
            yield Problem("offices", entry, f"office is none of {', '.join(OFFICES)}")
        if not office.title_en or not office.title_fr:
            yield Problem("offices", entry, "the title is missing in English or in French")
        if surely_before(office.period.end, office.period.start):
            yield Problem("offices", entry, f"ends ({office.period.end}) before it begins ({office.period.start})")
        held[office.state, office.office].append(office)
    for (state, kind), offices in held.items():
        if kind == "leader":  # not an office: several persons may govern beside those who hold one
            continue
        for one, other in combinations(offices, 2):
            if surely_overlap(one.period, other.period):
                reason = f"{one.person} ({one.period}) and {other.person} ({other.period}) hold it at once"
                yield Problem("offices", f"{state} {kind}", reason)


def _people(record: Record, folder: Path) -> Problems:
    for person in record.people.values():
        if not person.family:
            yield Problem("people.csv", person.name, "no family name")
        if person.gender not in {"m", "f"}:
            yield Problem("people.csv", person.name, f"gender {person.gender!r} is neither m nor f")


def _organisations(record: Record, folder: Path) -> Problems:
    for body in record.organisations.values():
        file = f"organisations/{body.code}.toml"
        if not all((body.name_en, body.name_fr, body.abbreviation_en, body.abbreviation_fr)):
            yield Problem(file, body.code, "a name or an abbreviation is missing in English or in French")
        if body.code in record.states:
            yield Problem(file, body.code, "the code is that of a state")
        if not any(body.sources):
            yield Problem(file, body.code, "no evidence")
        if surely_before(body.dissolved, body.founded):
            yield Problem(file, body.code, "dissolved before it was founded")
        for treaty in body.treaties:
            if treaty not in record.treaties:
                yield Problem(file, body.code, f"treaties: {treaty!r} is not in treaties/")
        yield from (Problem(file, state, reason) for state, reason in _members(body, record))


def _members(body: Organisation, record: Record) -> Iterator[tuple[str, str]]:
    for member in body.members:
        if member.state not in record.states:
            yield member.state, "not in states.csv"
        if member.status not in {"member", "suspended"}:
            yield member.state, f"status {member.status!r} is neither member nor suspended"
        if surely_before(member.period.start, body.founded):
            yield member.state, f"a member from {member.period.start}, before {body.founded} (founded)"
        if surely_before(member.period.end, member.period.start):
            yield member.state, f"leaves ({member.period.end}) before {member.period.start}"
    for one, other in combinations(body.members, 2):
        same = (one.state, one.status) == (other.state, other.status)
        if same and surely_overlap(one.period, other.period):
            yield one.state, f"periods {one.period} and {other.period} overlap"


# --- armed groups, peoples and regions --------------------------------------------------------------------------


def _groups(record: Record, folder: Path) -> Problems:
    for group in record.groups.values():
        reasons = {
            "a name is missing in English or in French": not group.name_en or not group.name_fr,
            "the code is not in capitals": group.code != group.code.upper(),
            "the code is that of a state or an organisation": group.code in {*record.states, *record.organisations},
            f"kind is none of {', '.join(GROUP_KINDS)}": group.kind not in GROUP_KINDS,
            f"sector is none of {', '.join(GROUP_SECTORS)}": group.sector not in GROUP_SECTORS,
            "ends before it begins": surely_before(group.period.end, group.period.start),
        }
        yield from (Problem("groups.csv", group.code, reason) for reason, holds in reasons.items() if holds)
    for french in (False, True):
        groups = ((g.code, _called(g, french), g.period) for g in record.groups.values())
        yield from _same_names("groups.csv", groups)


def _collectives(record: Record, folder: Path) -> Problems:
    """A collective is defined, by codes that are known; no two go by one name on one day."""
    for one in record.collectives:
        unknown = [
            *(c for c in (*one.states, *one.allies_of) if c not in record.states),
            *(c for c in one.members_of if c not in record.organisations),
        ]
        reasons = {
            f"unknown codes: {', '.join(unknown)}": bool(unknown),
            "no definition by members, allies or a list": not (one.states or one.allies_of or one.members_of),
            "ends before it begins": one.start is not None and one.to is not None and one.to <= one.start,
        }
        yield from (Problem("collectives.toml", one.id, reason) for reason, holds in reasons.items() if holds)


def _peoples(record: Record, folder: Path) -> Problems:
    for people in record.peoples:
        if not all((people.name_en, people.name_fr, people.forms_en, people.forms_fr)):
            yield Problem("peoples.csv", people.name_en, "a name or its forms are missing in English or in French")
        if not people.states or {*people.states} - {*record.states}:
            yield Problem("peoples.csv", people.name_en, f"not all in states.csv: {', '.join(sorted(people.states))}")
    yield from _same_names("peoples.csv", ((p.name_en, p.forms_en, ALWAYS) for p in record.peoples))
    yield from _same_names("peoples.csv", ((p.name_en, p.forms_fr, ALWAYS) for p in record.peoples))


def _regions(record: Record, folder: Path) -> Problems:
    file = "geo/regions.csv"
    for region in record.regions:
        if not region.name_en or not region.name_fr:
            yield Problem(file, region.name_en, "a name is missing in English or in French")
        if abs(region.lat) > 90 or abs(region.lon) > 180:
            yield Problem(file, region.name_en, "is at no point of the globe")
    for french in (False, True):
        regions = ((f"{r.name_en} ({r.state})", _called(r, french), ALWAYS) for r in record.regions)
        yield from _same_names(file, regions)


def _called(named: ArmedGroup | Region, french: bool) -> tuple[str, ...]:
    return (named.name_fr, *named.aliases_fr) if french else (named.name_en, *named.aliases_en)


def _same_names(file: str, named: Iterable[tuple[str, tuple[str, ...], Period]]) -> Problems:
    """Names, of one language, that stand twice in an entry, or in two entries that no day tells apart."""
    seen: dict[str, list[tuple[str, Period]]] = defaultdict(list)
    for entry, names, period in named:
        for name in names:
            for other, held in seen[name]:
                if other == entry or surely_overlap(period, held):
                    yield Problem(file, entry, f"{name!r} stands already with {other}")
            seen[name].append((entry, period))


# --- visits and capabilities --------------------------------------------------------------------------------------


def _visits(record: Record, folder: Path) -> Problems:
    for visit in record.visits:
        if surely_before(visit.end, visit.start):
            entry = f"{visit.visitor} to {visit.host} {visit.start}"
            yield Problem("visits.csv", entry, f"ends ({visit.end}) before it begins")
    for row in record.visits_complete:
        if surely_before(row.until, row.since):
            yield Problem("visits_complete.csv", f"{row.visitor} to {row.host}", "until is before since")


def _capabilities(record: Record, folder: Path) -> Problems:
    seen: set[tuple[str, str, int]] = set()
    for row in record.capabilities:
        entry = f"{row.state} {row.indicator} {row.year}"
        if (row.state, row.indicator, row.year) in seen:
            yield Problem("capabilities.csv", entry, "stands twice")
        seen.add((row.state, row.indicator, row.year))
        yield from (Problem("capabilities.csv", entry, reason) for reason in _capability(record, row))


def _capability(record: Record, row: Capability) -> Iterator[str]:
    if row.year not in CAPABILITY_YEARS:
        yield f"year {row.year} is out of range"
    if row.value is None:
        if not row.note:
            yield "no value, and no note says why"
        return
    if row.value < 0 or not (row.low or 0) <= row.value <= (row.value if row.high is None else row.high):
        yield f"not 0 <= low ({row.low}) <= value ({row.value}) <= high ({row.high})"
    if (row.low is None) != (row.high is None):
        yield "only one of low and high"
    if row.indicator == "personnel":
        people = record.capability(row.state, "population", row.year)
        if people and people.value is not None and row.value > people.value:
            yield f"more soldiers ({row.value:.0f}) than people ({people.value:.0f})"


def _of_treaties(record: Record, folder: Path) -> Problems:
    yield from check_treaties(record)
    yield from check_areas(record)


def _of_lands(record: Record, folder: Path) -> Problems:
    yield from check_lands(record)
    yield from check_spots(record)


RULES: tuple[Callable[[Record, Path], Problems], ...] = (
    _tables, _doubles, _states, _former_names, _spells, _system_size, _offices, _people, _organisations, _groups,
    _collectives, _peoples, _regions, _of_treaties, _of_lands, _visits, _capabilities, concordance.check,
)  # fmt: skip
"""Every rule, in the order in which their problems are listed."""
