"""Draws a brief: the same content in a terminal, as Markdown, as one HTML page, as JSON."""

from __future__ import annotations

from importlib import import_module
from typing import Literal, get_args

from ..model import Brief

__all__ = ["FORMS", "Form", "render"]

Form = Literal["terminal", "md", "html", "json"]
FORMS: tuple[Form, ...] = get_args(Form)

MODULES: dict[Form, str] = {"terminal": "terminal", "md": "markdown", "html": "html", "json": "as_json"}


def render(brief: Brief, form: Form) -> str:
    """The brief as text in one of `FORMS`. Only the module of that form is imported, with what it needs."""
    drawn: str = import_module(f".{MODULES[form]}", __name__).render(brief)
    return drawn
