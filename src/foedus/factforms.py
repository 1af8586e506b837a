"""The one form in which fact files are written, so that a difference between two versions shows facts only.

Tables: rows sorted by the columns of SORTED, cells trimmed and quoted only where they must be. Treaties and
organisations: keys in the order of docs/facts.md, one line a key, no comments (a `note` is for the reader).
areas.toml, geo/held_*.toml and sources/*.toml are laid out by hand.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from .capability import INDICATORS
from .errors import FactsError, Problem

__all__ = ["differing", "format_facts", "written"]

SORTED: dict[str, tuple[str, ...]] = {
    "states.csv": ("code",),
    "state_periods.csv": ("code", "system", "from"),
    "former_names.csv": ("names", "from"),
    "capitals.csv": ("code", "from", "name_en"),
    "offices/*.csv": ("state", "office", "from", "person"),
    "people_*.csv": ("person",),
    "majors.csv": ("state", "from"),
    "rivalries.csv": ("one", "other", "from"),
    "visits.csv": ("visitor", "host", "from", "person"),
    "visits_complete.csv": ("visitor", "host", "since"),
    "capabilities.csv": ("state", "indicator", "year"),
    "institutes.csv": ("state", "name"),
    "atop.csv": ("treaty", "atopid", "difference"),
    "groups.csv": ("code",),
    "peoples.csv": ("name_en",),
    "geo/regions.csv": ("state", "name_en"),
    "geo/spots.csv": ("name_en", "lat"),
}
"""The tables, and the columns by which their rows are sorted."""

# Values that have an order of their own: the highest office first, the indicators as the formats list them.
RANKS = {
    "office": ("head_of_state", "head_of_government", "leader", "foreign_minister", "defence_minister"),
    "indicator": INDICATORS,
}

KEYS = (
    # a treaty, an organisation
    "id", "code", "title", "short", "name", "abbreviation", "aliases", "kind", "article_fr", "seat", "signed", "place",
    "in_force", "retroactive", "ended", "term", "secret", "founded", "dissolved", "complete",
    "treaties",
    # a party, a member, an obligation
    "state", "pledge", "article", "aid", "trigger", "area", "obligors", "beneficiaries", "aid_only", "attackers",
    "nonstate", "initiator", "threat", "permanent", "condition", "states", "only", "except", "at_least",
    "great_powers", "parties", "from", "to", "areas", "years", "renewal", "renewal_years", "notice_months",
    "status", "suspended", "reservation", "certainty", "dispute", "contested", "note",
    # a text, evidence, and the tables, which come last
    "en", "fr", "ref", "text", "url", "party", "member", "obligation", "evidence",
)  # fmt: skip
TABLES = frozenset({"party", "member", "obligation", "evidence"})


def differing(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each file of facts that is not in canonical form, with the text that would be.

    Raises FactsError for a file that cannot be read.
    """
    for pattern, columns in (*SORTED.items(), ("organisations/*.toml", ()), ("treaties/*.toml", ())):
        for path in sorted(folder.glob(pattern)):
            try:
                text = path.read_bytes().decode("utf-8")
                wanted = _table(text, columns) if columns else _document(tomllib.loads(text.replace("\r\n", "\n")))
            except (ValueError, IndexError, csv.Error) as error:
                raise FactsError((Problem(str(path.relative_to(folder)), "whole file", str(error)),)) from error
            if wanted != text:
                yield path, wanted


def format_facts(folder: Path) -> tuple[str, ...]:
    """Write every file in canonical form; the names of those that changed."""
    changed = []
    for path, wanted in tuple(differing(folder)):  # read all before one is written
        path.write_bytes(wanted.encode("utf-8"))
        changed.append(str(path.relative_to(folder)))
    return tuple(changed)


def written(tree: dict[str, Any]) -> str:
    """A treaty or an organisation in canonical form."""
    return _document(tree)


def _table(text: str, columns: tuple[str, ...]) -> str:
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = [[" ".join(cell.split()) for cell in row] for row in rows if row]
    places = [(column, header.index(column)) for column in columns]
    rows.sort(key=lambda row: ([_rank(column, row[place]) for column, place in places], row))
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def _rank(column: str, cell: str) -> tuple[int, str]:
    order = RANKS.get(column, ())
    return (order.index(cell) if cell in order else len(order), cell)


def _document(tree: dict[str, Any]) -> str:
    lines = [_line(key, tree[key]) for key in _ordered(tree) if key not in TABLES]
    for key in _ordered(tree):
        for item in tree[key] if key in TABLES else ():
            lines += ["", f"[[{key}]]", *(_line(k, item[k]) for k in _ordered(item))]
    return "\n".join(lines) + "\n"


def _ordered(tree: dict[str, Any]) -> list[str]:
    return sorted(tree, key=lambda key: (KEYS.index(key) if key in KEYS else len(KEYS), key))


def _line(key: str, value: Any) -> str:
    return f"{key} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(_value(v) for v in value)}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(_line(key, value[key]) for key in _ordered(value))} }}"
    return json.dumps(value, ensure_ascii=False)  # JSON's strings and numbers are TOML's
