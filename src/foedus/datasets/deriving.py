"""Tables that follow from others of their dataset, made when one of those is imported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from . import store
from .dataset import Dataset, Derived
from .versions import foedus, order

__all__ = ["derive"]


def derive(dataset: Dataset, tables: dict[str, store.Held], files: set[str], older: bool) -> Iterator[str]:
    """Make the tables that follow from new ones, if no file brought them and none is there that is newer; a line for
    each, and one for each that is made of several versions."""
    new = set(files)
    for one in dataset.derived:
        inputs = (*one.inputs, *(table for table in one.any_of if table in tables))
        if one.table not in files and new & {*inputs} and {*inputs} <= tables.keys():
            version_, held = tables[inputs[0]].version, tables.get(one.table)
            if held and not older and order(version_) < order(held.version):
                continue
            tables[one.table] = _followed(dataset, one, {name: tables[name] for name in inputs})
            new.add(one.table)
            made = tables[one.table]
            yield f"{', '.join(inputs)}: {dataset.name} {made.version}, {one.table} made of them, {made.rows} rows"
            if not one.any_of and len({tables[name].version for name in inputs}) > 1:
                mixed = ", ".join(f"{name} {tables[name].version}" for name in inputs)
                yield f"{one.table} of {dataset.name} is made of several versions: {mixed}; import files of one"


def _followed(dataset: Dataset, one: Derived, inputs: dict[str, store.Held]) -> store.Held:
    """A table that follows from others: of the version of the first, for the years for which all of them speak, or any
    of those of which one is enough."""
    query = one.query({name: store.source_of(dataset.name, held.parts) for name, held in inputs.items()})
    parts = [part for held in inputs.values() for part in held.parts]
    digest = sha256("".join(part.sha256 for part in parts).encode()).hexdigest()
    with store.connect() as con:
        file, rows = store.write(con, query, dataset.manifest.spec(one.table), dataset.name, digest)
    named = [held.years for held in inputs.values() if held.years]
    first, last = (min, max) if one.any_of else (max, min)
    years = (first(y[0] for y in named), last(y[1] for y in named)) if named else None
    part = store.Part(file, ", ".join(dict.fromkeys(part.source for part in parts)), digest, rows)
    return store.Held(next(iter(inputs.values())).version, years, date.today().isoformat(), foedus(), (part,))
