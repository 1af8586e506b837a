"""Reads the fact files into a Record, and says of each thing that is wrong: file, entry, reason.

The formats are in docs/facts.md.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import tomli as tomllib  # the standard library's parser, compiled: a third of the time

from .actor import ArmedGroup, Collective, Membership, Office, Organisation, People, Person
from .area import Area
from .capability import INDICATORS, Capability, Indicator
from .dates import Day, Period, parse_day
from .errors import FactsError, Problem
from .factpack import unpacked
from .land import Land
from .place import Region, Spot
from .record import Record
from .relation import Rivalry, Visit, VisitsComplete
from .state import Capital, FormerName, State, StatePeriod
from .treaty import Text, Treaty

__all__ = ["FACTS", "PACK", "load", "read"]

FACTS = Path(__file__).with_name("facts")
PACK = Path(__file__).with_name("facts.pack")

T = TypeVar("T")
Row = dict[str, str]
Problems = list[Problem]


@cache
def load() -> Record:
    """The record of the packaged facts: from the pack of an installed wheel, else from the texts, of which treaties,
    areas and sources are read when they are first asked for.

    Raises FactsError if a file cannot be read into it; for those, when they are asked for.
    """
    if (record := unpacked(PACK, FACTS)) is not None:
        return record
    problems: Problems = []
    record = _record(FACTS, problems, later=True)
    if problems:
        raise FactsError(tuple(problems))
    return record


def read(folder: Path) -> tuple[Record, tuple[Problem, ...]]:
    """Everything under `folder` that can be read, and a problem for each entry that cannot."""
    problems: Problems = []
    return _record(folder, problems, later=False), tuple(problems)


def _record(folder: Path, problems: Problems, *, later: bool) -> Record:
    def held(make: Callable[[Path, Problems], dict[str, T]]) -> Mapping[str, T]:
        return _Later(folder, make) if later else make(folder, problems)

    return Record(
        states=_states(folder, problems),
        former_names=tuple(_rows(folder, "former_names.csv", _former_name, problems)),
        offices=tuple(_rows(folder, "offices/*.csv", _office, problems)),
        people={p.name: p for p in _rows(folder, "people_*.csv", _person, problems)},
        organisations={o.code: o for o in _tomls(folder, "organisations/*.toml", _organisation, problems)},
        groups={g.code: g for g in _rows(folder, "groups.csv", _group, problems)},
        peoples=tuple(_rows(folder, "peoples.csv", _people, problems)),
        regions=tuple(_rows(folder, "geo/regions.csv", _region, problems)),
        collectives=tuple(_collectives(folder, problems)),
        treaties=held(_treaties),
        areas=held(_areas),
        lands=held(_lands),
        spots=held(_spots),
        capabilities=tuple(_rows(folder, "capabilities.csv", _capability, problems)),
        visits=tuple(_rows(folder, "visits.csv", _visit, problems)),
        visits_complete=tuple(_rows(folder, "visits_complete.csv", _complete, problems)),
        rivalries=tuple(_rows(folder, "rivalries.csv", _rivalry, problems)),
        majors=tuple(_rows(folder, "majors.csv", lambda row: (row["state"], _period(row)), problems)),
        sources=held(_sources),
    )


class _Later(Mapping[str, T]):
    """Facts that are read when first asked for: to code a text needs none of them, and they are many files."""

    def __init__(self, folder: Path, make: Callable[[Path, Problems], dict[str, T]]) -> None:
        self._folder = folder
        self._make = make

    @cached_property
    def _facts(self) -> dict[str, T]:
        problems: Problems = []
        found = self._make(self._folder, problems)
        if problems:
            raise FactsError(tuple(problems))
        return found

    def __getitem__(self, key: str) -> T:
        return self._facts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


# --- readers of files ---------------------------------------------------------------------------------------


def _rows(folder: Path, pattern: str, make: Callable[[Row], T], problems: Problems) -> Iterator[T]:
    for path in sorted(folder.glob(pattern)):
        name = str(path.relative_to(folder))
        try:
            with path.open(encoding="utf-8", newline="") as handle:
                header, *rows = csv.reader(handle, strict=True)
        except (csv.Error, ValueError) as error:  # ValueError: not UTF-8, or no header
            problems.append(Problem(name, "whole file", str(error)))
            continue
        for number, cells in enumerate(rows, 2):
            try:
                if len(cells) != len(header):
                    raise ValueError("the row has not as many cells as the header")
                yield make(dict(zip(header, cells, strict=True)))
            except (ValueError, KeyError) as error:
                problems.append(Problem(name, f"line {number}", _reason(error)))


def _tomls(folder: Path, pattern: str, make: Callable[[dict[str, Any], Path], T], problems: Problems) -> Iterator[T]:
    for path in sorted(folder.glob(pattern)):
        try:
            yield make(tomllib.loads(path.read_text(encoding="utf-8")), path)
        except (ValueError, KeyError, TypeError, AttributeError, msgspec.ValidationError) as error:
            problems.append(Problem(str(path.relative_to(folder)), path.stem, _reason(error)))


def _reason(error: Exception) -> str:
    return f"no column or key {error}" if isinstance(error, KeyError) else str(error)


def _decode(kind: type[T], value: Any) -> T:
    return msgspec.convert(value, kind, builtin_types=(date,), dec_hook=_hook)


def _hook(kind: type, value: Any) -> Any:
    raise NotImplementedError(kind, value)


def _with_days(value: Any) -> Any:
    """The same tree with every key that names a day turned into first and last."""
    if isinstance(value, list):
        return [_with_days(v) for v in value]
    if not isinstance(value, dict):
        return value
    return {k: _day_tree(v) if k in _DAY_KEYS else _with_days(v) for k, v in value.items()}


_DAY_KEYS = frozenset({"signed", "in_force", "ended", "from", "to", "founded", "dissolved"})


def _day_tree(value: Any) -> dict[str, date]:
    if not isinstance(value, str | date):
        raise ValueError(f"{value!r} is not a date")
    day = parse_day(value)
    return {"first": day.first, "last": day.last}


# --- one maker a kind of fact -------------------------------------------------------------------------------


def _period(row: Mapping[str, str]) -> Period:
    return Period(parse_day(row["from"]), parse_day(row["to"]) if row["to"] else None)


def _states(folder: Path, problems: Problems) -> dict[str, State]:
    periods: dict[str, list[StatePeriod]] = {}
    for code, period in _rows(folder, "state_periods.csv", _state_period, problems):
        periods.setdefault(code, []).append(period)
    capitals: dict[str, list[Capital]] = {}
    for code, capital, second in _rows(folder, "capitals.csv", _capital, problems):
        held = capitals.setdefault(code, [])
        held.append(capital) if second else held.insert(0, capital)

    def make(row: Row) -> State:
        code = row["code"]
        return State(
            periods=tuple(periods.get(code, ())),
            capitals=tuple(capitals.get(code, ())),
            **{f: row[f] for f in _STATE_FIELDS},
        )

    return {s.code: s for s in _rows(folder, "states.csv", make, problems)}


_STATE_FIELDS = (
    "code", "iso2", "name_en", "name_fr", "official_en", "official_fr", "article_fr", "number",
    "adjective_en", "people_en", "adjective_fr", "adjective_fr_f", "kind", "source",
)  # fmt: skip


def _state_period(row: Row) -> tuple[str, StatePeriod]:
    number = int(row["number"]) if row["number"] else None
    to = parse_day(row["to"]) if row["to"] else None
    return row["code"], StatePeriod(
        row["system"], number, row["abbreviation"], parse_day(row["from"]), to, row["source"]
    )


def _capital(row: Row) -> tuple[str, Capital, bool]:
    """The state's code, the capital, and whether it is a second seat of government (which comes last)."""
    period = _period(row) if row["from"] else None
    capital = Capital(row["name_en"], row["name_fr"], float(row["lat"]), float(row["lon"]), period, row["source"])
    return row["code"], capital, row.get("note", "").startswith("Second seat")


def _former_name(row: Row) -> FormerName:
    start, end = (parse_day(row[key]) if row[key] else None for key in ("from", "to"))
    return FormerName(_several(row["names"]), row["code"], start, end, row["source"])


def _office(row: Row) -> Office:
    return Office(
        row["state"], row["office"], row["title_en"], row["title_fr"], row["person"], _period(row), row["source"]
    )


def _person(row: Row) -> Person:
    return Person(
        row["person"], row["family"], row["name_fr"] or row["person"], row["family_fr"] or row["family"],
        _several(row["variants"]), row["gender"],
    )  # fmt: skip


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|"))) if cell else ()


def _group(row: Row) -> ArmedGroup:
    return ArmedGroup(
        row["code"], row["name_en"], row["name_fr"], _several(row["aliases_en"]), _several(row["aliases_fr"]),
        row["home"], row["kind"], row["sector"], _period(row), row["source"], row["listed"] == "yes",
    )  # fmt: skip


def _collectives(folder: Path, problems: Problems) -> Iterator[Collective]:
    for tree in _tomls(folder, "collectives.toml", lambda found, _path: found, problems):
        for entry in tree["collective"]:
            try:
                renamed = {("start" if key == "from" else key): value for key, value in entry.items()}
                yield _decode(Collective, renamed)
            except (ValueError, KeyError, TypeError, msgspec.ValidationError) as error:
                problems.append(Problem("collectives.toml", str(entry.get("id", "?")), _reason(error)))


def _people(row: Row) -> People:
    return People(
        row["name_en"], _several(row["forms_en"]), row["name_fr"], _several(row["forms_fr"]),
        _several(row["states"]), row["source"],
    )  # fmt: skip


def _region(row: Row) -> Region:
    return Region(
        row["name_en"], row["name_fr"], row["state"], _several(row["aliases_en"]), _several(row["aliases_fr"]),
        float(row["lat"]), float(row["lon"]), row["source"],
    )  # fmt: skip


def _spot(row: Row) -> Spot:
    return Spot(
        row["name_en"], row["name_fr"], _several(row["aliases_en"]), _several(row["aliases_fr"]),
        float(row["lat"]), float(row["lon"]), row["source"],
    )  # fmt: skip


def _organisation(tree: dict[str, Any], path: Path) -> Organisation:
    tree = _with_days(tree)
    aliases = tree.get("aliases", {})
    members = tuple(
        Membership(m["state"], Period(_day(m["from"]), _day(m["to"]) if "to" in m else None), m.get("status", "member"))
        for m in tree.get("member", ())
    )
    if tree["code"] != path.stem:
        raise ValueError(f"code {tree['code']!r} and file name differ")
    return Organisation(
        code=tree["code"],
        name_en=tree["name"]["en"],
        name_fr=tree["name"]["fr"],
        abbreviation_en=tree["abbreviation"]["en"],
        abbreviation_fr=tree["abbreviation"]["fr"],
        article_fr=tree.get("article_fr", ""),
        kind=tree["kind"],
        founded=_day(tree["founded"]) if "founded" in tree else None,
        dissolved=_day(tree["dissolved"]) if "dissolved" in tree else None,
        aliases_en=tuple(aliases.get("en", ())),
        aliases_fr=tuple(aliases.get("fr", ())),
        members=members,
        sources=tuple(e["ref"] for e in tree["evidence"]),
        seat=tree.get("seat", ""),
        note=_decode(Text, tree["note"]) if "note" in tree else None,
        complete=bool(tree.get("complete", True)),
        treaties=tuple(tree.get("treaties", ())),
    )


def _day(tree: dict[str, date]) -> Day:
    return Day(tree["first"], tree["last"])


def _treaty(tree: dict[str, Any], path: Path) -> Treaty:
    if tree.get("id") != path.stem:
        raise ValueError(f"id {tree.get('id')!r} and file name differ")
    return _decode(Treaty, _with_days(tree))


def _treaties(folder: Path, problems: Problems) -> dict[str, Treaty]:
    return {t.id: t for t in _tomls(folder, "treaties/*.toml", _treaty, problems)}


def _areas(folder: Path, problems: Problems) -> dict[str, Area]:
    path = folder / "areas.toml"
    areas: dict[str, Area] = {}
    for key, tree in _toml(path, folder, problems).items():
        try:
            areas[key] = _decode(Area, tree)
        except msgspec.ValidationError as error:
            problems.append(Problem(path.name, key, str(error)))
    return areas


def _lands(folder: Path, problems: Problems) -> dict[str, Land]:
    lands: dict[str, Land] = {}
    for path in sorted(folder.glob("geo/held_*.toml")):
        for key, tree in _toml(path, folder, problems).items():
            try:
                if key in lands:
                    raise ValueError("stands already in another file")
                lands[key] = _decode(Land, {**tree, "key": key, "held": _with_days(tree.get("held", []))})
            except (ValueError, msgspec.ValidationError) as error:
                problems.append(Problem(str(path.relative_to(folder)), key, str(error)))
    return lands


def _spots(folder: Path, problems: Problems) -> dict[str, Spot]:
    return {f"{s.name_en} {s.lat},{s.lon}": s for s in _rows(folder, "geo/spots.csv", _spot, problems)}


def _toml(path: Path, folder: Path, problems: Problems) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except ValueError as error:
        problems.append(Problem(str(path.relative_to(folder)), "whole file", str(error)))
        return {}


def _capability(row: Row) -> Capability:
    if row["indicator"] not in INDICATORS:
        raise ValueError(f"indicator {row['indicator']!r} is none of {', '.join(INDICATORS)}")
    indicator: Indicator = row["indicator"]

    def number(cell: str) -> float | None:
        return float(row[cell]) if row[cell] else None

    return Capability(
        row["state"], indicator, int(row["year"]), number("value"), number("low"), number("high"),
        row["unit"], row["source"], row["note"],
    )  # fmt: skip


def _visit(row: Row) -> Visit:
    end = parse_day(row["to"]) if row["to"] else None
    return Visit(
        row["visitor"], row["host"], row["person"], row["office"], parse_day(row["from"]), end,
        row["place"], row["source"],
    )  # fmt: skip


def _rivalry(row: Row) -> Rivalry:
    return Rivalry(row["one"], row["other"], _period(row), row["source"])


def _complete(row: Row) -> VisitsComplete:
    return VisitsComplete(row["visitor"], row["host"], parse_day(row["since"]), parse_day(row["until"]), row["source"])


def _sources(folder: Path, problems: Problems) -> dict[str, str]:
    """Key to a citation that can be printed: title, publisher, date."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("sources/*.toml")):
        for key, tree in _toml(path, folder, problems).items():
            parts: Iterable[Any] = (tree.get("title"), tree.get("publisher"), tree.get("date"))
            found[key] = ", ".join(str(p) for p in parts if p)
    return found
