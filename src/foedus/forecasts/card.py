"""The card of a model: what it is, what it was made from, how it did on years that it had not seen."""

from __future__ import annotations

from collections.abc import Iterator

from .evaluating import Judged
from .modelfile import Model

__all__ = ["as_svg", "as_text"]

SHOWN = (
    ("log_loss", "log loss"), ("log_loss_reduction", "reduction of log loss"), ("average_precision", "AUC-PR"),
    ("auc", "AUC-ROC"), ("brier", "Brier"), ("brier_skill", "Brier skill"), ("calibration_slope", "calibration slope"),
    ("observed_over_expected", "observed / expected"), ("top_recall", "recall in the top 1 %"),
    ("top_precision", "precision in the top 1 %"),
)  # fmt: skip
SETS = {"all": "all dyads", "relevant": "politically relevant dyads"}


def as_text(model: Model) -> str:
    """The card as text."""
    return "\n".join(_lines(model)) + "\n"


def _lines(model: Model) -> Iterator[str]:
    first, last = model.trained
    yield f"Dispute risk, model of {first}-{last}"
    yield (
        f"Logit of the onset of a militarised dispute in a dyad and year: {len(model.full.columns)} columns,"
        f" {model.rows:,} dyad-years, {model.onsets:,} onsets; penalty {model.penalty:g}, {model.draws} draws of dyads,"
        f" seed {model.seed}; foedus {model.foedus}; sha256 {model.sha256}"
    )
    effects = model.effects
    yield (
        f"Where nothing is imported, geography, power and pledges speak, with effects of {len(effects.states)} states"
        f" and {len(effects.pairs):,} pairs; years weigh half after {effects.half_life:g}; its record stands last."
    )
    yield "It does not forecast war, nor disputes with others than states, nor who would win."
    yield ""
    for found in model.record:
        yield from _judged(found)
        yield ""
    for found in model.bare_record:
        yield "Without imported data:"
        yield from _judged(found)
        yield ""
    yield from _aged(model)
    yield ""
    yield "Base rates, " + "-".join(map(str, model.base_years)) + ":"
    for base in model.bases:
        lately = "dispute in the last ten years" if base.recent else "none"
        yield f"  {base.kind}, {lately}: {base.onsets} onsets in {base.rows:,} dyad-years"
    yield ""
    yield "Data:"
    for source in model.sources:
        yield f"  {source.dataset} {source.version}, {source.table}: {source.citation}"


def _aged(model: Model) -> Iterator[str]:
    """What old histories are worth, and how wrong forecasts may be."""
    import numpy as np

    yield "Forecasts of years not seen from histories some years old:"
    for held in model.aged:
        yield (
            f"  {held.age} years: with the disputes since known, half would move by a factor of more than"
            f" {held.half:.2g}, a tenth by more than {held.tenth:.2g}; log odds l are worth {held.shift:.2f}"
            f" + {held.slope:.2f} l, and {held.bend:.2f} of what they have above 1 in 20"
        )
    yield "What came true lay from what was expected, of classes of pairs and of years, by a factor (95 %) of:"
    for age in (0, *(held.age for held in model.aged)):
        apart = np.exp(1.96 * np.sqrt(model.spread.variance(np.array([0.01, 0.1]), age)))
        yield f"  {age} years: {apart[0]:.2g} for 1 in 100, {apart[1]:.2g} for 1 in 10"


def _judged(found: Judged) -> Iterator[str]:
    window = found.window
    yield (
        f"{SETS[found.set]}, {window.first}-{window.last}, trained to {window.trained}:"
        f" {found.marks['n']:,.0f} dyad-years, {found.marks['positives']:,.0f} onsets"
    )
    for name, title in SHOWN:
        around = found.intervals.get(name)
        interval = f" [{around[0]:.4g}, {around[1]:.4g}]" if around else ""
        yield f"  {title}: {found.marks[name]:.4g}{interval}"
    yield "  by year, observed / expected: " + ", ".join(f"{y} {o}/{e:.0f}" for y, o, e in found.years)
    yield "  by region, observed / expected: " + ", ".join(f"{r} {o}/{e:.0f}" for r, o, e in found.regions)
    yield "  by probability, mean p, share that came true: " + ", ".join(f"{p:.2g} {s:.2g}" for p, s, _ in found.bins)


WIDTH, HEIGHT, EDGE = 360, 330, 52
LOW, HIGH = -4.5, 0.0
"""Logarithms of the probabilities that the picture shows."""


def as_svg(model: Model) -> str:
    """The card as a picture: for each set of rows on years not seen, how often what was given a probability came true,
    both on logarithmic scales, with the interval of the share."""
    shown = list(model.record)
    across = min(len(shown), 2)
    down = (len(shown) + 1) // 2
    parts = [_panel(found, (n % 2) * WIDTH, 40 + (n // 2) * HEIGHT) for n, found in enumerate(shown)]
    title = f"What was given a probability came true about as often (model of {model.trained[0]}-{model.trained[1]})"
    worst = ", ".join(
        f"{SETS[f.set]} {f.window.first}-{f.window.last}: observed / expected {f.marks['observed_over_expected']:.2f}"
        for f in shown
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across * WIDTH} {40 + down * HEIGHT}" role="img"'
        f' font-family="sans-serif" font-size="11"><title>{title}</title><desc>{worst}</desc>'
        f'<rect width="100%" height="100%" fill="white"/><text x="12" y="24" font-size="14">{title}</text>'
        f"{''.join(parts)}</svg>\n"
    )


def _panel(found: Judged, left: int, top: int) -> str:
    from math import log10

    from .resampling import wilson

    def x(p: float) -> float:
        return left + EDGE + (max(log10(max(p, 1e-9)), LOW) - LOW) / (HIGH - LOW) * (WIDTH - EDGE - 16)

    def y(p: float) -> float:
        return top + HEIGHT - EDGE - (max(log10(max(p, 1e-9)), LOW) - LOW) / (HIGH - LOW) * (HEIGHT - EDGE - 40)

    marks = []
    for p, share, count in found.bins:
        low, high = wilson(round(share * count), count)
        marks.append(
            f'<line x1="{x(p):.1f}" x2="{x(p):.1f}" y1="{y(low):.1f}" y2="{y(high):.1f}" stroke="#555"/>'
            f'<circle cx="{x(p):.1f}" cy="{y(share):.1f}" r="4" fill="#0072b2"/>'
        )
    ticks = "".join(
        f'<text x="{x(10.0**n):.1f}" y="{top + HEIGHT - EDGE + 16}" text-anchor="middle">1 in {10**-n:,}</text>'
        f'<text x="{left + EDGE - 6}" y="{y(10.0**n) + 4:.1f}" text-anchor="end">1 in {10**-n:,}</text>'
        for n in (-4, -3, -2, -1)
    )
    window = found.window
    heading = (
        f"{SETS[found.set]}, {window.first}-{window.last}, trained to {window.trained}:"
        f" O/E {found.marks['observed_over_expected']:.2f}"
    )
    return (
        f'<text x="{left + EDGE}" y="{top + 22}">{heading}</text>'
        f'<line x1="{x(10.0**LOW):.1f}" y1="{y(10.0**LOW):.1f}" x2="{x(1):.1f}" y2="{y(1):.1f}" stroke="#999"'
        ' stroke-dasharray="4 3"/>'
        f"{''.join(marks)}{ticks}"
        f'<text x="{left + WIDTH / 2}" y="{top + HEIGHT - EDGE + 34}" text-anchor="middle">'
        "probability given; upright: share that came true</text>"
    )
