"""The map and the graph: nothing crosses the page, nothing is lost, names do not lie on each other."""

from __future__ import annotations

import re
from itertools import combinations

import msgspec
import pytest
from lxml import etree
from sample import sample

from foedus.brief.model import Brief, GraphEdge, MapArc, MapPicture, Pictures
from foedus.brief.render.projection import azimuthal, equal_earth, pieces, shortest, simplified
from foedus.brief.render.svg_graph import focus_of, graph, nodes
from foedus.brief.render.svg_labels import Name, placed
from foedus.brief.render.svg_map import _rings, inset, touched, world
from foedus.brief.render.svg_parts import text_width
from foedus.brief.render.words import Words

SVG = "{http://www.w3.org/2000/svg}"


def drawn(lang: str = "fr") -> MapPicture:
    picture = sample(lang).pictures.map
    assert picture is not None
    return picture


def far() -> MapPicture:
    """Actors on both sides of the map's edge, one of them tiny and cut by the antimeridian."""
    points = (
        ("FJI", "Fiji", -18.14, 178.43, "actor"),
        ("USA", "United States", 38.9, -77.04, "actor"),
        ("RUS", "Russia", 55.75, 37.62, "guarantor"),
        ("CUB", "Cuba", 23.13, -82.38, "guarantor"),
    )
    arcs = (MapArc("USA", "FJI", "duty", "after", "x"), MapArc("CUB", "RUS", "disputed", "before", "y"))
    return MapPicture("title", "alt", points, arcs, "policy")


@pytest.mark.parametrize("picture", [drawn(), far()])
def test_map_is_sound_and_small(picture: MapPicture) -> None:
    whole, part = world(picture), inset(picture, "detail")
    assert len(whole) + len(part) < 120_000
    for text in (whole, part):
        etree.fromstring(text)
        assert not re.search(r"\bnan\b|\binf\b|e[-+]\d", re.sub(r"<title.*?</desc>", "", text))
        assert "<defs" not in text
        assert "<use" not in text
        assert "style=" not in text


def test_no_state_is_a_band_across_the_map() -> None:
    """Russia and Fiji cross the antimeridian; no piece of them may span the sheet."""
    for code in ("RUS", "FJI", "USA"):
        for ring in _rings()[code]:
            for piece in pieces(ring):
                assert max(p[1] for p in piece) - min(p[1] for p in piece) < 170, code


def test_the_turned_map_keeps_chukotka_in_the_east() -> None:
    """The edge runs through 169 degrees West: Russia stays in one piece on the right of the map."""
    east = [p for ring in _rings()["RUS"] for piece in pieces(ring) for p in piece]
    assert min(p[1] for p in east) > 0


def test_a_tie_over_the_edge_is_cut_there() -> None:
    one, other = shortest((35.7, 139.7), (38.9, -77.0))
    assert one[-1][1] == 180
    assert other[0][1] == -180
    assert len(shortest((55.75, 37.6), (39.0, 125.8))) == 1


def test_projections_keep_areas() -> None:
    def area(project: object, lat: float, lon: float) -> float:
        d = 0.05
        (x0, y0), (x1, y1), (x2, y2) = (project(*p) for p in ((lat, lon), (lat, lon + d), (lat + d, lon)))  # type: ignore[operator]
        from math import cos, radians

        return abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)) / cos(radians(lat + d / 2))

    for project in (equal_earth, azimuthal(40, 90)):
        places = ((10.0, 20.0), (60.0, 100.0), (-40.0, 80.0))
        sizes = [area(project, *place) for place in places]
        assert max(sizes) / min(sizes) == pytest.approx(1, rel=0.01)


def test_simplified_keeps_ends_and_tolerance() -> None:
    line = [(0.0, 0.0), (1.0, 0.1), (2.0, -0.1), (3.0, 5.0), (4.0, 6.0)]
    kept = simplified(line, 0.2)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert set(line) - set(kept) == {(1.0, 0.1)}


def test_before_is_outlined_and_new_is_filled() -> None:
    new, old = touched(drawn())
    assert new == {"RUS", "PRK"}
    assert {"CHN", "BLR"} <= old


def test_every_capital_is_a_dot_and_every_name_is_written() -> None:
    text = inset(drawn(), "detail")
    for name in ("Russie", "Corée du Nord", "Chine", "Japon"):
        assert f">{name}</text>" in text
    tree = etree.fromstring(world(drawn()))
    assert len(tree.findall(f".//{SVG}circle")) >= 8


def test_names_do_not_lie_on_each_other() -> None:
    names = [Name(f"State {i}", (100.0 + 6 * i, 100.0 + 4 * (i % 3))) for i in range(10)]
    boxes = [(n.x, n.y - 13, n.x + text_width(n.text, 15), n.y + 4) for n in placed(names, 15, (0, 0, 480, 400), ())]
    for one, other in combinations(boxes, 2):
        wide = min(one[2], other[2]) - max(one[0], other[0])
        high = min(one[3], other[3]) - max(one[1], other[1])
        assert min(wide, high) < 1


# --- the graph -----------------------------------------------------------------------------------------------


def with_graph(edges: tuple[GraphEdge, ...], labels: tuple[tuple[str, str], ...] = ()) -> Brief:
    return msgspec.structs.replace(sample("en"), pictures=Pictures(None, "title", "alt", edges, labels))


def members(count: int) -> tuple[GraphEdge, ...]:
    held = [GraphEdge(f"N{i:02}", "USA", "NATO", "duty", "before") for i in range(count)]
    return (*held, *(GraphEdge("USA", f"N{i:02}", "NATO", "duty", "before") for i in range(count)))


def test_members_of_one_treaty_are_one_box() -> None:
    brief = with_graph((*members(31), GraphEdge("USA", "UKR", "2024", "consult", "after")), (("USA", "United States"),))
    (node,) = nodes(brief.pictures.graph, focus_of(brief), Words(brief))
    assert len(node.members) == 31
    assert node.title == "NATO, 31 states"
    assert "NATO, 31 states" in graph(brief)


def test_focus_is_what_the_change_touches() -> None:
    assert focus_of(sample("fr")) == ("RUS", "PRK")
    assert focus_of(with_graph((*members(3), GraphEdge("USA", "UKR", "2024", "consult", "after")))) == ("UKR", "USA")


def test_twenty_boxes_do_not_overlap() -> None:
    edges = tuple(GraphEdge(f"S{i:02}", "RUS", f"Treaty number {i} of friendship", "duty", "before") for i in range(20))
    brief = with_graph((*edges, GraphEdge("PRK", "RUS", "2024", "duty", "after")))
    tree = etree.fromstring(graph(brief))
    boxes = [tuple(float(r.get(k)) for k in ("x", "y", "width", "height")) for r in tree.findall(f".//{SVG}rect")]
    assert len(boxes) == 22
    for (x, y, w, h), (x2, y2, w2, h2) in combinations(boxes, 2):
        assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


def test_text_is_large_enough_and_signs_tell_the_kinds() -> None:
    text = graph(sample("fr"))
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', text)) >= 11
    assert 'stroke-dasharray="7 4"' in text
    assert graph(with_graph(())) == ""


def test_a_hostile_label_is_text() -> None:
    text = graph(with_graph((GraphEdge("<b>", "PRK", '"><script>x</script>', "duty", "after"),)))
    etree.fromstring(text)
    assert "<script" not in text
