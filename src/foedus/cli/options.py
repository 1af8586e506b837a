"""Values of options that more than one command takes."""

from __future__ import annotations

import datetime as dt
import re

import typer

__all__ = ["QUIET", "day", "last_day"]

QUIET = typer.Option("--quiet", "-q", help="No progress on stderr (this command shows none).")


def day(text: str) -> dt.date:
    """A day as YYYY-MM-DD; anything else is wrong usage."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError("not in this form")
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date; give it as YYYY-MM-DD, for instance 2024-06-19") from error


def last_day(text: str) -> dt.date:
    """A day; of a year (YYYY) or a month (YYYY-MM), its last."""
    if re.fullmatch(r"\d{4}", text):
        return day(f"{text}-12-31")
    if re.fullmatch(r"\d{4}-\d{2}", text):
        first = day(f"{text}-01")
        return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return day(text)
