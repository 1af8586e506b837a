"""The brief as one HTML page: no script, no request, everything from the article escaped."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ..model import Brief, MapPicture
from .clean import clean, typeset
from .svg_graph import graph
from .svg_legend import legend
from .svg_map import inset, world
from .view import article_line, figure_rows, method, sentences, tie_rows
from .words import Words

__all__ = ["render"]

TEMPLATES = Path(__file__).with_name("templates")
BADGES = {"supported": "●", "in_part": "◐", "contradicted": "×", "unchecked": "○"}


def render(brief: Brief) -> str:
    """The whole page."""
    page: str = _environment().get_template("brief.html.j2").render(_values(brief))
    return page


@cache
def _environment() -> Environment:
    """Every value is cleaned and escaped on its way into the page."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_final,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["verbatim"] = lambda text: escape(clean(text))  # as it is: commands, the article's sentences
    return made


def _final(value: Any) -> Any:
    return value if isinstance(value, Markup) or not isinstance(value, str) else typeset(value)


def _values(brief: Brief) -> Mapping[str, Any]:
    words, listed = Words(brief), sentences(brief)
    style = (TEMPLATES / "brief.css").read_text(encoding="utf-8")
    about, command, cite = method(brief, words)
    linked = _linker(words, len(listed))
    return {
        "brief": brief,
        "words": words,
        "style": Markup(style),  # noqa: S704 - our own file
        "style_hash": b64encode(sha256(style.encode()).digest()).decode(),
        "article": article_line(brief, words),
        "findings": [(finding, figure_rows(words, finding.figures)) for finding in brief.findings],
        "sentences": listed,
        "method": about,
        "command": command,
        "cite": cite,
        "badges": BADGES,
        "linked": linked,
        "unfolded": _unfolded(brief),
        **_pictures(brief, words),
    }


def _pictures(brief: Brief, words: Words) -> dict[str, Any]:
    """The drawings: markup of our own making, in which every word is escaped already."""
    drawn: MapPicture | None = brief.pictures.map
    values: dict[str, Any] = {"map": drawn, "graph": Markup(graph(brief))}  # noqa: S704
    values["graph_rows"] = tie_rows(brief.pictures.graph, words)
    values["graph_legend"] = legend(words, brief.pictures.graph, states=False)
    if drawn:
        values["world"] = Markup(world(drawn))  # noqa: S704
        values["inset"] = Markup(inset(drawn, words("map.inset_title", title=drawn.title)))  # noqa: S704
        values["map_rows"] = tie_rows(drawn.arcs, words)
        values["map_legend"] = legend(words, drawn.arcs, states=True)
    return values


def _unfolded(brief: Brief) -> bool:
    """Whether the article is short enough to stand open."""
    return len(brief.coded.document.sentences) <= 3


def _linker(words: Words, count: int) -> Any:
    """A function that turns `sentence 3` in a text into a link to the sentence."""
    before, _, after = words("evidence.sentence_short", n="#").partition("#")
    said = re.escape(before).replace(r"\ ", "[ \u00a0]")
    pattern = re.compile(rf"\b{said}(\d{{1,4}})\b{re.escape(after)}")

    def linked(text: str) -> Markup:
        parts, last, plain = [], 0, typeset(text)
        for match in pattern.finditer(plain):
            if 1 <= int(match[1]) <= count:
                parts += [
                    escape(plain[last : match.start()]),
                    Markup('<a href="#s{}">{}</a>').format(match[1], match[0]),
                ]
                last = match.end()
        return Markup("").join([*parts, escape(plain[last:])])

    return linked
