"""Numbers as a language writes them: the value of a figure in its unit, its interval, the difference."""

from __future__ import annotations

from math import floor, log10

from ...figure import Change, Figure
from .words import Words

__all__ = ["difference", "interval", "number", "quantity", "share"]

MINUS = "\u2212"
OFTEN = 0.4
"""From here on a probability is told in per cent alone."""


def number(words: Words, value: float, digits: int = 0) -> str:
    """A number with a fixed count of decimals and the language's separators; a true minus sign."""
    marks = {",": words("number.thousands"), ".": words("number.decimal"), "-": MINUS}
    return "".join(marks.get(c, c) for c in f"{round(value, digits) + 0.0:,.{digits}f}")


def share(words: Words, value: float, sign: bool = True) -> str:
    """A fraction of 1 in per cent: one decimal at the least, two significant figures at the least."""
    text = number(words, value * 100, _decimals(value * 100))
    return text + words("number.percent") if sign else text


def _decimals(value: float) -> int:
    if value == 0 or abs(value) >= 1:
        return 0 if value == 0 else 1
    return min(6, 1 - floor(log10(abs(value))))


def _plain(words: Words, value: float, unit: str) -> str:
    """The number of a unit, without the unit."""
    if unit == "share":
        return share(words, value, sign=False)
    if unit.startswith("index"):
        return number(words, value, 2)
    whole = float(value).is_integer() and unit != "disputes_a_decade"  # a rate: its decimals are never those of a count
    return number(words, value, 0 if whole else 1)


def _odds(words: Words, value: float) -> str:
    """One in how many, to two digits."""
    size = 10 ** max(int(log10(1 / value)) - 1, 0)
    return number(words, round(1 / value / size) * size)


def _unit(words: Words, value: float, unit: str) -> str:
    """The unit after a number, with the blank that the language puts before it."""
    if unit in ("share", "probability"):
        return words("number.percent")
    if unit.startswith("index"):
        return ""
    one = words("number.below_two") == "one" if abs(value) < 2 and abs(value) != 1 else abs(value) == 1
    key = f"unit.{unit}.{'one' if one else 'many'}"
    return f"\u00a0{words(key) if words.has(key) else unit}"


def quantity(words: Words, figure: Figure) -> str:
    """The value of a figure in its unit; a dash where it is not known. A probability as a frequency first, up to two in
    five: of one in two the next would be one in one."""
    value = figure.value
    if value is None:
        return words("unknown_value")
    if figure.unit == "probability" and 0 < value < OFTEN:
        return words("number.one_in", n=_odds(words, value), share=share(words, value))
    return _plain(words, value, "share" if figure.unit == "probability" else figure.unit) + _unit(
        words, value, figure.unit
    )


def interval(words: Words, figure: Figure) -> str:
    """The bounds of a figure, without the unit that its value has named but for per cent; empty where it has none."""
    bounds = figure.interval
    if bounds is None:
        return ""
    if figure.unit == "probability" and 0 < bounds[0] <= bounds[1] < OFTEN:
        rarest, commonest = (words("number.ratio", n=_odds(words, bound)) for bound in bounds)
        return words("number.between", low=rarest, high=commonest)
    unit = "share" if figure.unit == "probability" else figure.unit
    low, high = (_plain(words, bound, unit) for bound in bounds)
    return words("number.between", low=low, high=high) + (_unit(words, bounds[1], unit) if unit == "share" else "")


def _counted(change: Change) -> bool:
    """Whether a count changes in every reading: its interval spans readings of the same texts, before and after."""
    one, other = change.before.interval, change.after.interval
    if one is None or other is None or change.after.unit in ("share", "probability", "index 0-1"):
        return False
    return (other[0] - one[0]) * (other[1] - one[1]) > 0


def difference(words: Words, change: Change) -> str:
    """What a change comes to in words, at its last stage, with its interval where one was drawn: points for shares;
    `no measurable change` where it does not exceed the uncertainty of its two values.
    """
    last = change.later or change.after
    compared = Change(change.name, change.before, last, spread=change.spread)
    gap = compared.difference
    if gap is None:
        return words("change.unknown")
    if abs(gap) < 1e-12:
        return words("change.none")
    if not (compared.measurable or (change.spread is None and _counted(compared))):
        return words("change.unmeasurable")
    unit = last.unit
    scale, name = (100, "points") if unit in ("share", "probability") else (1, unit)
    digits = _digits(gap * scale, name)
    said = _signed(words, gap * scale, digits) + _unit(words, gap * scale, name)
    if compared.spread is None:
        return said
    low, high = (_signed(words, bound * scale, digits) for bound in compared.spread)
    return f"{said} ({words('number.between', low=low, high=high)})"


def _digits(value: float, unit: str) -> int:
    if unit == "points":
        return _decimals(value)
    return 2 if unit.startswith("index") else 0 if float(value).is_integer() and unit != "disputes_a_decade" else 1


def _signed(words: Words, value: float, digits: int) -> str:
    said = number(words, value, digits)
    return said if value < 0 else f"+{said}"
