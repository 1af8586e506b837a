"""The card of a model: what it is, what it was made from, how it did on years that it had not seen."""

from __future__ import annotations

from collections.abc import Iterator

from .evaluating import Judged
from .modelfile import Model

__all__ = ["as_text"]

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
