"""The card of a model: what it is, what it was made from, how it did on years that it had not seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ...lang.wording import Wording
from ..resampling import NORMAL
from .evaluating import Judged
from .modelfile import Base, Model

__all__ = ["as_text", "marked"]

SHOWN = (
    "log_loss", "log_loss_reduction", "average_precision", "auc", "brier", "brier_skill", "calibration_slope",
    "observed_over_expected", "top_recall", "top_precision",
)  # fmt: skip


def as_text(model: Model, words: Wording) -> str:
    """The card as text, in a language."""
    return "\n".join(_lines(model, words)) + "\n"


def _lines(model: Model, words: Wording) -> Iterator[str]:
    first, last = (str(year) for year in model.trained)
    yield words.say("card.model", first=first, last=last)
    yield _estimated(model, words)
    effects = model.effects
    yield words.say(
        "card.effects", states=len(effects.states), pairs=len(effects.pairs), half=words.number(effects.half_life)
    )
    yield words.say("card.scope")
    for found in model.record:
        yield from ("", *_judged(found, words))
    for found in model.bare_record:
        yield from ("", words.say("card.without"), *_judged(found, words))
    yield from ("", *_aged(model, words))
    yield from ("", words.say("card.bases", first=str(model.base_years[0]), last=str(model.base_years[1])))
    yield from (_base(base, words) for base in model.bases)
    yield from ("", words.say("card.data"))
    yield from (f"  {source.dataset} {source.version}, {source.table}: {source.citation}" for source in model.sources)


def _estimated(model: Model, words: Wording) -> str:
    return words.say(
        "card.logit" if model.trees is msgspec.UNSET else "card.trees",
        trees=0 if model.trees is msgspec.UNSET else len(model.trees), columns=len(model.full.columns),
        rows=model.rows, onsets=model.onsets, penalty=words.number(model.penalty), draws=model.draws,
        seed=str(model.seed), foedus=model.foedus, sha256=model.sha256,
    )  # fmt: skip


def _base(base: Base, words: Wording) -> str:
    lately = words.say("card.lately" if base.recent else "card.not_lately")
    return "  " + words.say(
        "card.base", kind=words.say(f"risk.kind.{base.kind}"), lately=lately, onsets=base.onsets, rows=base.rows
    )


def _aged(model: Model, words: Wording) -> Iterator[str]:
    """What old histories are worth, and how wrong forecasts may be."""
    import numpy as np

    yield words.say("card.aged_head")
    for held in model.aged:
        half, tenth = (words.number(v, "two") for v in (held.half, held.tenth))
        shift, slope, bend = (words.number(v, "index") for v in (held.shift, held.slope, held.bend))
        yield "  " + words.say("card.aged", age=held.age, half=half, tenth=tenth, shift=shift, slope=slope, bend=bend)
    yield words.say("card.apart_head")
    for age in (0, *(held.age for held in model.aged)):
        apart = np.exp(NORMAL * np.sqrt(model.spread.variance(np.array([0.01, 0.1]), age)))
        rare, common = (words.number(float(v), "two") for v in apart)
        yield "  " + words.say("card.apart", age=age, rare=rare, common=common)


def _judged(found: Judged, words: Wording) -> Iterator[str]:
    first, last, trained = (str(year) for year in (found.window.first, found.window.last, found.window.trained))
    yield words.say(
        "card.rows", set=words.say(f"card.{found.set}"), first=first, last=last, trained=trained,
        rows=int(found.marks["n"]), onsets=int(found.marks["positives"]),
    )  # fmt: skip
    for name in SHOWN:
        yield "  " + words.say("card.mark", name=words.say(f"card.{name}"), value=marked(found, name, "four", words))
    ratios = [(str(year), o, e) for year, o, e in found.years]
    yield "  " + words.say("card.years", list=_ratios(ratios, words))
    regions = [(words.say(f"card.region.{r.lower().replace(' ', '_')}"), o, e) for r, o, e in found.regions]
    yield "  " + words.say("card.regions", list=_ratios(regions, words))
    shares = (f"{words.number(p, 'two')} {words.number(share, 'two')}" for p, share, _ in found.bins)
    yield "  " + words.say("card.bins", list=" · ".join(shares))


def _ratios(ratios: Iterable[tuple[str, int, float]], words: Wording) -> str:
    return ", ".join(f"{name} {observed}/{words.number(round(expected))}" for name, observed, expected in ratios)


def marked(found: Judged, name: str, form: str, words: Wording) -> str:
    """A mark with its interval, in a form that `Wording.number` knows."""
    value = words.number(found.marks[name], form)
    if name not in found.intervals:
        return value
    low, high = (words.number(end, form) for end in found.intervals[name])
    return words.say("card.between", value=value, low=low, high=high)
