"""The facts in the forms that users script against: lists of plain values for JSON, flat rows for CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from .dates import Day
from .record import Record
from .treaty import Obligation, Treaty

__all__ = ["EXPORTS", "as_csv", "as_json"]

Rows = list[dict[str, Any]]


def _day(day: Day | None) -> str | None:
    return None if day is None else str(day)


def _treaties(record: Record) -> Rows:
    return [_treaty(treaty) for treaty in record.treaties.values()]


def _treaty(treaty: Treaty) -> dict[str, Any]:
    return {
        "id": treaty.id,
        "title": {"en": treaty.title.en, "fr": treaty.title.fr},
        "signed": _day(treaty.signed),
        "in_force": _day(treaty.in_force),
        "ended": _day(treaty.ended),
        "parties": [{"state": p.state, "from": _day(p.start), "to": _day(p.to)} for p in treaty.party],
        "obligations": [_obligation(treaty, obligation) for obligation in treaty.obligation],
        "evidence": [{"ref": e.ref, "text": e.text, "url": e.url} for e in treaty.evidence],
        "certainty": treaty.certainty,
    }


def _obligation(treaty: Treaty, obligation: Obligation) -> dict[str, Any]:
    """The pledge with its obligors and beneficiaries written out where the facts say `every party`."""
    obligors = obligation.obligors or treaty.signatories
    others = tuple(s for s in treaty.signatories if obligors != (s,))  # nobody is pledged to itself
    return {
        "pledge": obligation.pledge,
        "aid": obligation.aid,
        "obligors": list(obligors),
        "beneficiaries": list(obligation.beneficiaries or others),
        "area": obligation.area,
        "article": obligation.article,
        "certainty": obligation.certainty,
    }


def _states(record: Record) -> Rows:
    return [
        {
            "code": state.code,
            "iso2": state.iso2 or None,
            "name": {"en": state.name_en.removeprefix("(the) "), "fr": state.name_fr},
            "official": {"en": state.official_en, "fr": state.official_fr},
            "kind": state.kind,
            "periods": [
                {"system": p.system, "number": p.number, "abbreviation": p.abbreviation or None,
                 "from": _day(p.start), "to": _day(p.to)} for p in state.periods
            ],
            "capitals": [
                {"name": {"en": c.name_en, "fr": c.name_fr}, "lat": c.lat, "lon": c.lon,
                 "from": _day(c.period.start) if c.period else None, "to": _day(c.period.end) if c.period else None}
                for c in state.capitals
            ],
            "source": _citations(record, state.source),
        }
        for state in record.states.values()
    ]  # fmt: skip


def _organisations(record: Record) -> Rows:
    return [
        {
            "code": body.code,
            "name": {"en": body.name_en, "fr": body.name_fr},
            "abbreviation": {"en": body.abbreviation_en, "fr": body.abbreviation_fr},
            "kind": body.kind,
            "seat": body.seat or None,
            "founded": _day(body.founded),
            "dissolved": _day(body.dissolved),
            "complete": body.complete,
            "members": [
                {"state": m.state, "from": _day(m.period.start), "to": _day(m.period.end), "status": m.status}
                for m in body.members
            ],
            "evidence": list(body.sources),
        }
        for body in record.organisations.values()
    ]


def _offices(record: Record) -> Rows:
    return [
        {
            "state": office.state,
            "office": office.office,
            "title": {"en": office.title_en, "fr": office.title_fr},
            "person": office.person,
            "from": _day(office.period.start),
            "to": _day(office.period.end),
            "source": _citations(record, office.source),
        }
        for office in record.offices
    ]


def _citations(record: Record, keys: str) -> list[str]:
    return [record.sources.get(key, key) for key in keys.split("|") if key]


EXPORTS: dict[str, tuple[Callable[[Record], Rows], str]] = {
    "treaties": (_treaties, "parties"),
    "states": (_states, "periods"),
    "organisations": (_organisations, "members"),
    "offices": (_offices, ""),
}
"""What can be exported: the rows, and the list of each that a CSV file spreads over lines (one a party, a spell...)."""


def as_json(rows: Rows) -> str:
    """The rows as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


def as_csv(rows: Rows, spread: str) -> str:
    """The rows as a table: `title.en` for what is nested, one line for each item of the list `spread`."""
    lines: Rows = []
    for row in rows:
        items = row.get(spread) or [{}]
        for item in items:
            lines.append(_flat({**{k: v for k, v in row.items() if k != spread}, **_prefixed(item, row)}))
    columns = list(dict.fromkeys(column for line in lines for column in line))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def _prefixed(item: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """The item's columns, apart from those of the row that already bear the name."""
    return {f"member_{key}" if key in row else key: value for key, value in item.items()}


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            flat[prefix + key] = _joined(value)
        else:
            flat[prefix + key] = "" if value is None else value
    return flat


def _joined(values: Iterable[Any]) -> str:
    return " | ".join(_cell(v) for v in values)


def _cell(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    flat = _flat(value)
    return " ".join(f"{key}={cell}" for key, cell in flat.items() if cell != "")
