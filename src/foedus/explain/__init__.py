"""Why sentences were coded as they were, as a page for the terminal or for a browser."""

from .html import render as render_html
from .text import render as render_text
from .view import Page, page

__all__ = ["Page", "page", "render_html", "render_text"]
