"""The answer of a cascade, as JSON and in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from .codes import resolve
from .errors import UsageError
from .evidence import as_source
from .figure import Figure
from .forecasts.joining.cascade import Cascade, Entrant, Move, Shift, cascade, difference
from .forecasts.joining.honour import RATES, Rate, held
from .forecasts.joining.kept import rates
from .forecasts.joining.model import joining
from .lang.wording import States, Wording, wording
from .measures.attack import day_of_attack, question
from .system import System

__all__ = ["Found", "as_json", "as_text", "asked"]

TOLD = 0.001
"""A change of a chance that is smaller is not told in words."""

HARDLY = 0.001
"""A chance below this is told as less than it."""

LISTED = 12
"""So many states are told in words; the JSON has all."""


class Found(msgspec.Struct, frozen=True):
    """The answer, and, where treaties are put in or taken away, the answer then and what differs."""

    system: System
    now: Cascade
    then: Cascade | None = None
    shift: Shift | None = None
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def asked(
    texts: tuple[str, str, str], day: date, drawn: tuple[int, int], with_: tuple[str, ...], without: tuple[str, ...]
) -> Found:
    """The answer to attackers, targets (commas between) and a theatre in words. Raises UsageError as `question` and
    `cascade`, for a day that the facts do not speak of, a state that there was not on it, a treaty that the facts do
    not hold, or one both put in and taken away."""
    system = System.at(day_of_attack(day))
    one, two = (tuple(_there(s, system) for s in _list(text)) for text in texts[:2])
    posed = question(system, one, two, texts[2])
    if both := {*with_} & {*without}:
        raise UsageError(f"{', '.join(sorted(both))}: with and without it at once; take one of the two away")
    if not (with_ or without):
        return Found(system, cascade(system, posed, *drawn))
    now, then, shift = difference(system, system.changed(with_, without), posed, *drawn)
    return Found(system, now, then, shift, with_, without)


def _there(text: str, system: System) -> str:
    """The state that a text names, one of the day."""
    code = resolve(text, system.record, system.day)
    if not system.record.states[code].alive(system.day):
        raise UsageError(f"{code} was no state on {system.day}; give a state of that day")
    return code


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def as_json(found: Found) -> str:
    """The answer as JSON: every figure with its interval and its sources."""
    model = joining()
    left = model.left[found.now.known]
    told: dict[str, Any] = _told(found.now)
    if found.then is not None and found.shift is not None:
        told["counterfactual"] = {
            "with": found.with_,
            "without": found.without,
            "answer": _told(found.then),
            "change": {
                "no_joiner": _move(found.shift.alone),
                "joiners": _move(found.shift.size),
                "states": [{"state": state, "side": side, **_move(move)} for state, side, move in found.shift.states],
            },
        }
    bound = len(found.now.bound)
    told["honour_rates"] = [_honour(rate, bound) for rate in RATES]
    told["honour_rates_imported"] = [{**msgspec.to_builtins(r), "interval": r.interval} for r in rates()]
    told["model"] = {
        "made_by": model.made_by,
        "wars": model.wars,
        "years": model.years,
        "entries": model.entries,
        "left_out": msgspec.to_builtins(left),
    }
    told["sources"] = msgspec.to_builtins(model.data)
    return msgspec.json.format(msgspec.json.encode(told), indent=1).decode()


def _honour(rate: Rate, bound: int) -> dict[str, Any]:
    return {**msgspec.to_builtins(rate), "interval": rate.interval, **msgspec.to_builtins(held(rate, bound))}


def _told(answer: Cascade) -> dict[str, Any]:
    alone = answer.alone.value or 0.0
    return {
        "attacker": answer.question.attackers,
        "target": answer.question.targets,
        "draws": answer.draws,
        "seed": answer.seed,
        "disputes_known": answer.known == "disputes",
        "quarrels_known": answer.known,
        "disputes_until": answer.until,
        "no_joiner": {**_figure(answer.alone), "monte_carlo_error": _error(answer, alone * (1 - alone))},
        "joiners": {
            **_figure(answer.size),
            "variance": answer.spread,
            "monte_carlo_error": _error(answer, answer.spread),
        },
        "sizes": answer.sizes,
        "capability": {
            side: {"first": first, **_figure(figure)}
            for side, first, figure in zip(("attacker", "target"), answer.first, answer.behind, strict=True)
        },
        "entrants": [_entrant(entrant) for entrant in answer.entrants],
        "obliged_defence": answer.bound,
        "not_known": answer.notes,
    }


def _error(answer: Cascade, variance: float) -> float:
    """The standard error that the draws leave on a mean of wars."""
    return round(float((variance / answer.draws) ** 0.5), 6)


def _entrant(entrant: Entrant) -> dict[str, Any]:
    return {
        "state": entrant.state,
        "side": entrant.side,
        **_figure(entrant.chance),
        "monte_carlo_error": entrant.noise,
        "paths": [msgspec.to_builtins(path) for path in entrant.paths],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    sources = [as_source(evidence) for evidence in figure.basis]
    return {"value": figure.value, "unit": figure.unit, "interval": figure.interval, "sources": sources}


def _move(move: Move) -> dict[str, Any]:
    return {
        "before": move.before,
        "after": move.after,
        "difference": move.difference,
        "monte_carlo": move.noise,
        "parameters": move.parameters,
    }


def as_text(found: Found, lang: str) -> str:
    """The answer in words: the figures first, the states, what changes, what is not known."""
    words = wording(lang, found.system.record)
    answer = found.now
    lines = [
        words.say("cascade.title", attacker=States(answer.question.attackers),
                  target=States(answer.question.targets), day=found.system.day),
        "",
        words.say("cascade.alone", share=_share(answer.alone, words)),
        words.say("cascade.size", mean=_number(answer.size, words)),
        *(words.say(f"cascade.behind_{side}", first=words.number(first, "pct"), share=_share(figure, words))
          for side, first, figure in zip(("attacker", "target"), answer.first, answer.behind, strict=True)),
        "",
        words.say("cascade.states"),
        *(_line(entrant, words) for entrant in answer.entrants[:LISTED]),
    ]  # fmt: skip
    if found.shift is not None:
        lines += ["", *_changes(found, found.shift, words)]
    lines += ["", words.say("cascade.basis", **_basis(answer))]
    lines += [words.say(f"cascade.known_{answer.known}", until=str(answer.until))] if answer.known != "disputes" else []
    bound = len(answer.bound)
    lines += [words.say("cascade.honour_bound" if bound else "cascade.honour", n=bound)]
    lines += [f"  {_rate(rate, bound, words)}" for rate in RATES]
    if own := rates():
        lines += [words.say("cascade.honour_imported"), *(f"  {_rate(rate, 0, words)}" for rate in own)]
    return "\n".join(lines)


def _basis(answer: Cascade) -> dict[str, str]:
    model = joining()
    left = model.left[answer.known]
    first, last = model.years
    return {
        "draws": str(answer.draws), "seed": str(answer.seed), "wars": str(model.wars), "first": str(first),
        "last": str(last), "auc": f"{100 * left.auc:.0f}", "hit": f"{100 * left.hit10:.0f}",
    }  # fmt: skip


def _line(entrant: Entrant, words: Wording) -> str:
    first = entrant.paths[0] if entrant.paths else None
    kind = first.kind if first else "none"
    way = words.say(
        f"cascade.way_{kind}",
        towards=States((first.towards,) if first and first.towards else ()),
        treaties=", ".join(first.treaties) if first else "",
    )
    return "  " + words.say(
        "cascade.line",
        state=words.name(entrant.state, "bare"),
        side=words.say(f"cascade.side_{entrant.side}"),
        share=_share(entrant.chance, words),
        way=way,
    )


def _changes(found: Found, shift: Shift, words: Wording) -> list[str]:
    """States whose change neither the draws nor the coefficients explain away, the greatest first."""
    of = ", ".join((*(f"+{t}" for t in found.with_), *(f"-{t}" for t in found.without)))
    told = [(words.say("cascade.change_alone"), shift.alone), (words.say("cascade.change_size"), shift.size)]
    told += [
        (f"{words.name(state, 'bare')}, {words.say(f'cascade.side_{side}')}", move)
        for state, side, move in shift.states
        if abs(move.difference) >= TOLD and not any(low <= 0 <= high for low, high in (move.noise, move.parameters))
    ]
    return [
        words.say("cascade.change", treaties=of),
        *("  " + words.say("cascade.move", what=what, **_moved(move, words)) for what, move in told[: LISTED + 2]),
    ]


def _moved(move: Move, words: Wording) -> dict[str, str]:
    def signed(value: float) -> str:
        return ("+" if value > 0 else "−" if value < 0 else "") + _decimal(abs(value), words)

    return {
        "before": _decimal(move.before, words), "after": _decimal(move.after, words),
        "difference": signed(move.difference), "noise_low": signed(move.noise[0]),
        "noise_high": signed(move.noise[1]), "low": signed(move.parameters[0]), "high": signed(move.parameters[1]),
    }  # fmt: skip


def _rate(rate: Rate, bound: int, words: Wording) -> str:
    what = rate.what_fr if words.lang == "fr" else rate.what_en
    low, high = (words.number(v / 100, "pct") for v in rate.interval or (0.0, 0.0))
    kind = "no_cases" if rate.cases is None else "cases_worked_out" if rate.worked_out else "cases"
    cases = words.say(f"cascade.{kind}", n=rate.cases, low=low, high=high)
    percent = words.number(rate.percent / 100, "pct")
    line = words.say("cascade.rate", percent=percent, what=what, cases=cases, source=rate.source)
    if not bound:
        return line
    kept = held(rate, bound)
    rare = kept.nobody < HARDLY
    nobody = words.number(HARDLY if rare else kept.nobody, "pct")
    joiners = words.number(kept.joiners, "index")
    return words.say("cascade.held_less" if rare else "cascade.held", rate=line, joiners=joiners, nobody=nobody)


def _share(figure: Figure, words: Wording) -> str:
    """A share in per cent with its interval."""
    low, high = figure.interval or (figure.value or 0.0, figure.value or 0.0)
    share, low_, high_ = (words.number(v, "pct") for v in (figure.value or 0.0, low, high))
    return words.say("cascade.share", share=share, low=low_, high=high_)


def _number(figure: Figure, words: Wording) -> str:
    low, high = figure.interval or (figure.value or 0.0, figure.value or 0.0)
    mean, low_, high_ = (words.number(v, "index") for v in (figure.value or 0.0, low, high))
    return words.say("cascade.share", share=mean, low=low_, high=high_)


def _decimal(value: float, words: Wording) -> str:
    return f"{value:.4f}".replace(".", "," if words.lang == "fr" else ".")
