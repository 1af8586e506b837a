"""An explanation as one HTML page: spans coloured, no script, no request, everything of the document escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from .view import Page

__all__ = ["render"]


def render(shown: Page) -> str:
    """The whole page."""
    made: str = _template().render(page=shown)
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
