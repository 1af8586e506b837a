"""A brief made by hand, rich enough to draw: in French, in English, and with a hostile article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import foedus
from foedus.brief.model import QUESTIONS, Brief, Claim, Finding, GraphEdge, MapArc, MapPicture, Pictures, Table
from foedus.document import Document
from foedus.event import Coded, Event, EventType
from foedus.evidence import Clause, Estimate, Evidence, Row, Sentence
from foedus.figure import Change, Figure

LANG = Path(foedus.__file__).with_name("lang")

HOSTILE = (
    "<script>alert(1)</script> &lt;b&gt; &amp; \"quoted\" 'single' javascript:alert(2) [x](javascript:alert(3)) "
    "![y](http://evil.example/z.png) \x1b[31mred\x1b[0m \x1b]0;title\x07 "
    "\u202eright to left\u202c \u2066isolated\u2069 "
    "| cell | `code` {{ 7*7 }} {% raw %} </td></table></section> \ud800 "
) + "w" * 10_000

TEXTS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sample.toml").read_text(encoding="utf-8"))

CAPITALS = {
    "RUS": (55.75, 37.62), "PRK": (39.03, 125.75), "CHN": (39.91, 116.40), "BLR": (53.90, 27.57), "ARM": (40.18, 44.51),
    "KAZ": (51.16, 71.45), "KGZ": (42.87, 74.59), "TJK": (38.56, 68.77), "KOR": (37.57, 126.98), "USA": (38.90, -77.04),
    "JPN": (35.69, 139.69),
}  # fmt: skip

WDI = "World Bank, World Development Indicators, 2024 edition"
SIPRI = "SIPRI Military Expenditure Database, April 2024"


def labels(lang: str) -> tuple[tuple[str, str], ...]:
    """The packaged labels, flat."""
    tree = tomllib.loads((LANG / lang / "labels.toml").read_text(encoding="utf-8"))
    return tuple(_flat(tree, ""))


def _flat(tree: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _bound(value: Any) -> Any:
    """French words with the no-break spaces of French typography."""
    if isinstance(value, str):
        return re.sub(" (?=[:;?!%])", "\u00a0", value)
    if isinstance(value, dict):
        return {key: _bound(held) for key, held in value.items()}
    return tuple(_bound(held) for held in value)


def sample(lang: str = "fr", hostile: str = "") -> Brief:
    """The brief of Pyongyang; `hostile` is put wherever the article's words go."""
    told = _bound(TEXTS[lang]) if lang == "fr" else TEXTS[lang]
    said = [f"{s} {hostile}".strip() for s in told["sentences"]]
    coded = _coded(lang, said, f"{told['article']} {hostile}".strip(), hostile)
    return Brief(
        lang=lang,
        title=told["title"],
        summary=tuple(told["summary"]),
        coded=coded,
        findings=tuple(_finding(told, n, said, hostile) for n in range(10)),
        unknowns=tuple(told["unknowns"]),
        basis=_basis(told, said),
        method=(
            ("foedus", "0.1.0"), ("command", f"foedus brief pyongyang.txt --date 2024-06-19 --lang {lang}"),
            ("system_day", "2024-06-19"), ("treaties", "214"), ("states", "195"), ("capabilities", "2019–2023"),
            ("events", "2"), ("cite", "foedus 0.1.0 (2024). Russie – Corée du Nord, 19 juin 2024."),
        ),
        labels=labels(lang),
        pictures=_pictures(told),
    )  # fmt: skip


def _coded(lang: str, said: list[str], title: str, hostile: str) -> Coded:
    spans, offset = [], 0
    for sentence in said:
        spans.append((offset, offset + len(sentence)))
        offset += len(sentence) + 1
    url = "https://example.org/pyongyang" if not hostile else "javascript:alert(4)"
    document = Document(
        "pyongyang-2024", " ".join(said), lang, tuple(spans), title, date(2024, 6, 19), "metadata", url,
        f"Example {hostile}".strip(),
    )  # fmt: skip
    event = Event(EventType.SUPPORT, ("RUS", "PRK"), ("PRK", "RUS"), True, 1, spans[1], said[1], intensity=4.0)
    return Coded(document, (event,))


def _row(state: str, indicator: str, source: str) -> Row:
    return Row("capabilities", f"{state} {indicator} 2023", source)


def _mass(*states: str) -> tuple[Evidence, ...]:
    pairs = (("population", WDI), ("gdp_ppp", WDI), ("milex", SIPRI), ("personnel", "IISS, The Military Balance 2024"))
    return tuple(_row(s, i, source) for i, source in pairs for s in states)


def _figure(
    name: str, about: tuple[str, ...], value: float | None, unit: str, basis: tuple[Evidence, ...], **more: Any
) -> Figure:
    return Figure(name, about, value, unit, basis, **more)


def _count(
    name: str, state: str, values: tuple[float, float, float], unit: str, basis: tuple[Evidence, ...], why: str
) -> Change:
    one, two, three = (_figure(name, (state,), v, unit, basis, exact=why) for v in values)
    return Change(name, one, two, three)


CHINA = Clause("CHN-PRK-1961", "II", "UNTS; Peking Review 1961, No. 28")
RUSSIA = Clause("RUS-PRK-2024", "4", "KCNA, 20 June 2024")
EXACT = "a count of treaty articles, exact given the facts"


def _figures(told: dict[str, Any], key: str, said: list[str]) -> tuple[Change, ...]:
    if key == "bound":
        sentence = Sentence(2, 0, len(said[1]), said[1])
        csto = tuple(Clause("CSTO-1992", "4", f"UNTS 1894, I-32307 ({s})") for s in ("ARM", "BLR"))
        return (
            _count("defence_partners", "PRK", (1, 1, 2), "states", (CHINA, RUSSIA, sentence), EXACT),
            _count("defence_partners", "RUS", (5, 5, 6), "states", (*csto, RUSSIA), EXACT),
        )
    if key == "balance":
        return (*_behind(), _concentration())
    if key == "isolation":
        among = "a count among the 23 organisations whose members the facts list"
        rows = (Row("organisations", "UNO: PRK", "UN, member states"), Row("organisations", "ARF: PRK", "ASEAN"))
        visits = (Row("visits", "RUS to PRK 2024-06-19", "kremlin.ru"),)
        pairs = "a count among the pairs of states that the visits table follows"
        return (
            _count("alliance", "PRK", (1, 1, 2), "states", (CHINA, RUSSIA), EXACT),
            _count("organisations", "PRK", (2, 2, 2), "organisations", rows, among),
            _count("contact", "PRK", (0, 1, 1), "visits", visits, pairs),
        )
    if key == "escalation":
        why = "a count of duties, exact given the facts"
        model = (Estimate("dispute", "2024.1", 7),)
        risk = _figure("risk", ("KOR", "PRK"), 0.025, "probability", model, low=0.0143, high=0.04)
        return (
            _count(told["scenario"], "", (1, 1, 2), "states", (CHINA, RUSSIA), why),
            Change("risk", risk, risk),
        )
    return ()


def _behind() -> tuple[Change, ...]:
    old, new = _mass("CHN", "PRK"), _mass("CHN", "PRK", "RUS")
    north = Change(
        "behind:PRK",
        _figure("behind", ("CHN", "PRK"), 0.2187, "share", old, low=0.2051, high=0.2309),
        _figure("behind", ("CHN", "PRK"), 0.2187, "share", old, low=0.2051, high=0.2309),
        _figure("behind", ("CHN", "PRK", "RUS"), 0.2534, "share", new, low=0.2401, high=0.2688),
    )
    members = ("ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK")
    alone, joined = _mass(*members), _mass(*members, "PRK")
    russia = Change(
        "behind:RUS",
        _figure("behind", members, 0.0412, "share", alone, low=0.0391, high=0.0437),
        _figure("behind", members, 0.0412, "share", alone, low=0.0391, high=0.0437),
        _figure("behind", (*members, "PRK"), 0.0486, "share", joined, low=0.0425, high=0.0541),
    )
    return north, russia


def _concentration() -> Change:
    why = "an identity of the shares; their intervals are given with them"
    figure = _figure("concentration", ("CHN", "RUS", "USA"), 0.3214, "index 0-1", _mass("CHN", "RUS", "USA"), exact=why)
    missing = _figure("concentration", (), None, "index 0-1", (), exact="fewer than two major powers are known")
    return Change("concentration", figure, figure, None if figure.value else missing)


def _finding(told: dict[str, Any], index: int, said: list[str], hostile: str) -> Finding:
    key = QUESTIONS[index]
    table: tuple[Table, ...] = ()
    if key == "bound":
        title, header, note = told["table"]
        old, new, _ = told["treaty"]
        rows = (
            (told["states"]["CHN"], old, "II", told["since"][0]),
            (told["states"]["RUS"], new, "4", f"{told['since'][1]} {hostile}".strip()),
        )
        table = (Table(title, header, rows, note),)
    return Finding(
        index + 1,
        key,
        told["questions"][index],
        told["answers"][index] if key != "precedents" else told["nothing"],
        told["reasoning"] if key in ("happened", "bound", "balance", "escalation") else (),
        _figures(told, key, said),
        table,
        _claims(told, said, hostile) if key == "claims" else (),
        tuple((m, "foedus data import DIR") for m in told["missing"]) if key in ("influence", "isolation") else (),
    )


def _claims(told: dict[str, Any], said: list[str], hostile: str) -> tuple[Claim, ...]:
    verdicts = ("in_part", "contradicted", "unchecked")
    return tuple(
        Claim(
            said[2 + (i > 0)],
            2 + (i > 0),
            f"{speaker} {hostile}".strip(),
            restated,
            verdict,
            reason,
            ("kremlin.ru",) if i == 2 else (),
        )  # type: ignore[arg-type]
        for i, (verdict, (speaker, restated, reason)) in enumerate(zip(verdicts, told["claims"], strict=True))
    )


def _basis(told: dict[str, Any], said: list[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    one, two, three = told["basis"]
    return (
        (one, tuple(f"{i + 1}. {s}" for i, s in enumerate(said[1:3], 1))),
        (two, ("RUS-PRK-2024 art. 4: KCNA, 20 June 2024", "CHN-PRK-1961 art. II: Peking Review 1961, No. 28")),
        (three, (f"capabilities: RUS population 2023 ({WDI})", f"capabilities: PRK milex 2023 ({SIPRI})")),
    )


def _pictures(told: dict[str, Any]) -> Pictures:
    old, new, csto = told["treaty"]
    edges = (
        GraphEdge("CHN", "PRK", old, "duty", "before"),
        *(GraphEdge(s, "RUS", csto, "duty", "before") for s in ("BLR", "KAZ", "KGZ", "TJK")),
        GraphEdge("ARM", "RUS", csto, "disputed", "before"),
        GraphEdge("RUS", "PRK", new, "duty", "after"),
        GraphEdge("PRK", "RUS", new, "duty", "after"),
    )
    arcs = (
        *(MapArc(e.obligor, e.beneficiary, e.kind, e.when, e.label) for e in edges),
        MapArc("RUS", "PRK", "visit", "after", told["article"]),
    )
    roles = {"RUS": "actor", "PRK": "actor", **dict.fromkeys(("CHN", "BLR", "ARM", "KAZ", "KGZ", "TJK"), "guarantor")}
    points = tuple((c, told["states"][c], *CAPITALS[c], roles.get(c, "other")) for c in told["states"])
    drawn = MapPicture(told["map"], told["alt"], points, arcs, told["policy"])
    return Pictures(drawn, told["map"], told["alt"], edges, tuple(told["states"].items()))
