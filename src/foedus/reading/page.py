"""HTML -> Draft: the article of the page, its title, authors, date and site, by trafilatura."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from ..errors import ReadingError
from .decode import cleaned, one_line
from .draft import Draft
from .published import not_future, stated

__all__ = ["looks_like_page", "read_page"]

_FEWEST_WORDS = 40
_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*){0,5}<(?:!doctype\s+html|html|head|body|article|div|p)\b", re.I | re.DOTALL
)

# References to control characters (&#27; &#x1b;): the parser lets them through, and a title with one fails the page.
_CONTROL_REFERENCE = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|7f)|0*(?:[0-8]|1[124-9]|2\d|3[01]|127))(?![0-9a-f]);?", re.I
)


def looks_like_page(text: str) -> bool:
    """Whether text of an unstated kind is HTML."""
    return bool(_START.match(text[:4000]))


def read_page(text: str, where: str, url: str = "") -> Draft:
    """The article of a page. Raises ReadingError if the page holds none."""
    import trafilatura
    from lxml.etree import LxmlError

    try:
        found: Any = trafilatura.bare_extraction(
            _CONTROL_REFERENCE.sub("", text),
            url=url or None,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={
                "original_date": True,
                "extensive_search": False,  # a guess from any date on the page is worse than none
                # A date to come is rejected below; told the limit, the search would make up an earlier one.
                "max_date": "9999-12-31",
            },
        )
    except (LxmlError, ValueError, RecursionError) as error:
        raise ReadingError(f"{where} is a page that cannot be parsed; save its text as .txt and give that") from error
    body = _paragraphs(found.text or "") if found is not None else ""
    words = len(body.split())
    if found is None or words < _FEWEST_WORDS:
        raise ReadingError(
            f"{where} is a page without an article ({words} words of running text found); "
            "give the article's own page, or save its text as .txt"
        )
    day, how = _day(found.date, body)
    return Draft(
        body,
        title=one_line(found.title or ""),
        published=day,
        published_how=how,
        url=url,
        publisher=one_line(found.sitename or found.hostname or ""),
        authors=tuple(one_line(name) for name in (found.author or "").split(";") if name.strip()),
    )


def _paragraphs(text: str) -> str:
    """The text with a blank line between paragraphs, so that no sentence runs across two."""
    return "\n\n".join(line.strip() for line in cleaned(text).split("\n") if line.strip())


def _day(metadata: str | None, body: str) -> tuple[dt.date | None, str]:
    """The date of publication and where it comes from."""
    day = not_future(dt.date.fromisoformat(metadata)) if metadata else None
    if day:
        return day, "metadata"
    day = stated(body)
    return day, "text" if day else "none"
