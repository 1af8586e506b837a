"""The card of a model as a picture: for each set of rows on years not seen, how often what was given a probability came
true, onsets expected and observed by year, and their ratio by region; uprights are 95 % intervals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from math import log10, sqrt

from ...lang.wording import Wording
from ..resampling import NORMAL, wilson
from .card import marked
from .evaluating import Judged
from .modelfile import Model

__all__ = ["as_svg"]

TOP, ROW = 48, 316
"""Height of the title, and of the row of a set."""
PLOT = (68, 250)
"""Where plots begin and end below the top of a row."""
RELIABILITY, YEARS, REGIONS = (78, 288), (352, 602), (742, 930)
"""Where the three plots begin and end."""
WIDTH = 950
LOW, HIGH = -4.5, 0.0
"""Logarithms of the probabilities that the picture shows."""
FARTHEST = 4.0
"""Ratios of observed to expected beyond this, either way, stand at the edge."""
SHOWN = ("log_loss_reduction", "average_precision", "brier_skill", "calibration_slope", "observed_over_expected")

Scale = Callable[[float], float]
DOT, LINE, GREY = "#0072b2", "#555", "#888"


def as_svg(model: Model, words: Wording) -> str:
    """The card as a picture (SVG), its words in a language."""
    title = words.say("card.title", first=str(model.trained[0]), last=str(model.trained[1]))
    rows = "".join(_row(found, TOP + number * ROW, words) for number, found in enumerate(model.record))
    height = TOP + ROW * len(model.record)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" font-family="sans-serif" font-size="11" lang="{words.lang}"><title>{escape(title)}</title>'
        f"<desc>{escape('; '.join(_described(model.record, words)))}</desc>"
        f'<rect width="100%" height="100%" fill="white"/>{_text(16, 28, title, size=16)}{rows}</svg>\n'
    )


def _described(record: Iterable[Judged], words: Wording) -> Iterator[str]:
    for found in record:
        yield f"{_heading(found, words)}: {', '.join(_marks(found, words))}"


def _heading(found: Judged, words: Wording) -> str:
    first, last, trained = (str(year) for year in (found.window.first, found.window.last, found.window.trained))
    return words.say(
        "card.heading", set=words.say(f"card.{found.set}"), first=first, last=last, trained=trained,
        onsets=int(found.marks["positives"]), rows=int(found.marks["n"]), loss=marked(found, "log_loss", "fine", words),
    )  # fmt: skip


def _marks(found: Judged, words: Wording) -> Iterator[str]:
    for name in SHOWN:
        yield f"{words.say(f'card.{name}')} {marked(found, name, 'index', words)}"


def _row(found: Judged, top: int, words: Wording) -> str:
    heads = zip((RELIABILITY, YEARS, REGIONS), ("reliability", "by_year", "by_region"), strict=True)
    return (
        f'<g transform="translate(0 {top})">{_text(16, 14, _heading(found, words), size=13)}'
        f"{_text(16, 32, '  ·  '.join(_marks(found, words)))}"
        + "".join(_text(span[0] - 4, 56, words.say(f"card.{name}")) for span, name in heads)
        + "".join([*_reliability(found, words), *_years(found, words), *_regions(found, words)])
        + "</g>"
    )


def _reliability(found: Judged, words: Wording) -> Iterator[str]:
    x, y = (_logs(*ends, LOW, HIGH) for ends in (RELIABILITY, PLOT[::-1]))
    yield _frame(RELIABILITY)
    for power in (-4, -3, -2, -1):
        share = words.say("risk.one_in", n=10**-power)
        yield _text(x(10.0**power), PLOT[1] + 15, share if power % 2 == 0 else "", "middle")
        yield _text(RELIABILITY[0] - 5, y(10.0**power) + 4, share, "end")
    yield _line(x(10**LOW), y(10**LOW), x(1), y(1), GREY, "4 3")
    for p, share_, count in found.bins:
        low, high = wilson(round(share_ * count), count)
        yield _upright(x(p), y(low), y(high)) + (_dot(x(p), y(share_)) if share_ else "")
    yield _text(sum(RELIABILITY) / 2, PLOT[1] + 32, words.say("card.given"), "middle")


def _years(found: Judged, words: Wording) -> Iterator[str]:
    highs = [_counted(observed)[1] for _, observed, _ in found.years]
    most = max(*highs, *(expected for *_, expected in found.years), 1.0)
    y = _even(PLOT[::-1], 0, most * 1.05)
    x = _even((YEARS[0] + 12, YEARS[1] - 12), found.years[0][0], max(found.years[-1][0], found.years[0][0] + 1))
    yield _frame(YEARS)
    step = 10 ** int(log10(most)) if most >= 10 else 1
    step = step if most / step > 2.5 else step / 2
    for number in range(int(most / step) + 1):
        yield _text(YEARS[0] - 5, y(number * step) + 4, words.number(number * step), "end")
    path = " ".join(f"{x(year):.1f},{y(expected):.1f}" for year, _, expected in found.years)
    yield f'<polyline points="{path}" fill="none" stroke="{GREY}" stroke-width="1.5" stroke-dasharray="4 3"/>'
    for place, (year, observed, _) in enumerate(found.years):
        low, high = _counted(observed)
        yield _upright(x(year), y(low), y(high)) + _dot(x(year), y(observed))
        if place % 2 == 0:
            yield _text(x(year), PLOT[1] + 15, str(year), "middle")
    yield _text(sum(YEARS) / 2, PLOT[1] + 32, words.say("card.expected"), "middle")


def _regions(found: Judged, words: Wording) -> Iterator[str]:
    x = _logs(*REGIONS, -log10(FARTHEST), log10(FARTHEST))
    yield _frame(REGIONS)
    yield _line(x(1), PLOT[0], x(1), PLOT[1], GREY, "4 3")
    for ratio in (0.25, 0.5, 1, 2, 4):
        yield _text(x(ratio), PLOT[1] + 15, words.number(ratio, "index" if ratio == 0.25 else ""), "middle")
    for place, (name, observed, expected) in enumerate(found.regions):
        y = PLOT[0] + (place + 0.5) * (PLOT[1] - PLOT[0]) / len(found.regions)
        region = words.say(f"card.region.{name.lower().replace(' ', '_')}")
        yield _text(REGIONS[0] - 6, y + 4, f"{region} {observed} / {words.number(round(expected))}", "end")
        low, high = (count / max(expected, 1e-9) for count in _counted(observed))
        yield _line(x(low), y, x(high), y, LINE) + (_dot(x(observed / max(expected, 1e-9)), y) if observed else "")
    yield _text(sum(REGIONS) / 2, PLOT[1] + 32, words.say("card.ratio"), "middle")


def _counted(count: int) -> tuple[float, float]:
    """The interval of a Poisson count, by Byar's approximation of the exact one (Breslow & Day 1987)."""
    more = count + 1
    low = count * (1 - 1 / (9 * count) - NORMAL / (3 * sqrt(count))) ** 3 if count else 0.0
    return max(low, 0.0), more * (1 - 1 / (9 * more) + NORMAL / (3 * sqrt(more))) ** 3


def _logs(start: float, end: float, low: float, high: float) -> Scale:
    even = _even((start, end), low, high)
    return lambda value: even(min(max(log10(max(value, 1e-12)), low), high))


def _even(ends: tuple[float, float], low: float, high: float) -> Scale:
    return lambda value: ends[0] + (value - low) / (high - low) * (ends[1] - ends[0])


def _frame(across: tuple[int, int]) -> str:
    size = f'width="{across[1] - across[0]}" height="{PLOT[1] - PLOT[0]}"'
    return f'<rect x="{across[0]}" y="{PLOT[0]}" {size} fill="none" stroke="#ccc"/>'


def _text(x: float, y: float, text: str, anchor: str = "start", size: int = 0) -> str:
    font = f' font-size="{size}"' if size else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{font}>{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{dashed}/>'


def _upright(x: float, low: float, high: float) -> str:
    return _line(x, low, x, high, LINE)


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{DOT}"/>'
