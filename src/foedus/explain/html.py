"""An explanation as one HTML page: spans coloured, no script, no request, everything of the document escaped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from .view import Page

__all__ = ["render"]


def render(shown: Sequence[Page]) -> str:
    """One page of the documents explained, one after the other. Raises ValueError where there is none."""
    if not shown:
        raise ValueError("no document to explain")
    made: str = _template().render(pages=shown, page=shown[0])
    return made


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("explain.html.j2")
