"""Who is moved by a change, and what event streams say of first reactions."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from foedus.factfiles import load
from foedus.forecasts.borders import neighbours
from foedus.forecasts.reactions.moved import WHY, moved
from foedus.forecasts.reactions.responses import FEWEST, WINDOW, responses
from foedus.forecasts.tension.streams import Acts, quads
from foedus.system import System

DAY = date(2024, 6, 19)


def stream(rows: list[tuple[int, str, str, str]]) -> Acts:
    """Rows: day, actor, recipient, type."""
    rows = sorted(rows)
    days, actors, recipients, types = (np.array(c) for c in zip(*rows, strict=True))
    classes = quads()
    quad = np.array([classes[str(t)] for t in types], dtype=np.int64)
    return Acts("coded", days.astype(np.int64), actors, recipients, types, np.full(len(rows), -3.0), quad)


@pytest.fixture(scope="module")
def systems() -> tuple[System, System, System]:
    before = System(DAY, load().minus(("RUS-PRK-2024",)))
    return before, before, before.with_(load().treaties["RUS-PRK-2024"])


def test_borders_are_mutual_and_of_states_of_the_day() -> None:
    system = System(DAY, load())
    assert neighbours(system, "PRK") == ("CHN", "KOR", "RUS")
    for state in ("RUS", "DZA", "BRA", "CHE"):
        assert all(state in neighbours(system, other) for other in neighbours(system, state))
    assert neighbours(system, "JPN") == ()


def test_the_states_moved_by_the_pact(systems: tuple[System, System, System]) -> None:
    found = moved(systems, ("RUS", "PRK"))
    by_state = {m.state: m for m in found}
    assert not {"RUS", "PRK"} & set(by_state)
    assert {m.state for m in found[:4]} >= {"CHN", "KOR", "USA"}
    assert {c.why for c in by_state["CHN"].concerns} >= {"duty", "patron", "neighbour"}
    assert {c.why for c in by_state["KOR"].concerns} >= {"rival", "neighbour"}
    assert [m.weight for m in found] == sorted((m.weight for m in found), reverse=True)
    assert {c.why for m in found for c in m.concerns} <= set(WHY)


def test_what_is_different_is_measured(systems: tuple[System, System, System]) -> None:
    china = next(m for m in moved(systems, ("RUS", "PRK")) if m.state == "CHN")
    reached, share = sorted(china.changes, key=lambda c: c.name)
    assert reached.before.exact
    assert reached.later is not None
    assert (reached.later.value or 0) > (reached.before.value or 0)
    assert share.before.value == 1.0
    assert share.spread is not None
    assert share.spread[1] < 0


def test_where_nothing_changes_no_duty_and_no_patron_moves(systems: tuple[System, System, System]) -> None:
    before = systems[0]
    found = moved((before, before, None), ("RUS", "PRK"))
    assert found
    assert not {c.why for m in found for c in m.concerns} & {"duty", "patron"}
    assert not any(m.changes for m in found)


def test_reactions_are_told_from_ordinary_traffic() -> None:
    random = np.random.default_rng(1)
    start, rows = date(2020, 1, 1).toordinal(), []
    for place in range(24):
        when = start + 60 * place
        rows.append((when, "PRK", "RUS", "SUPPORT"))
        rows.append((when + int(random.integers(1, 5)), "KOR", "PRK", "ACCUSE"))
    rows += [(start + int(d), "FRA", "RUS", "CONSULT") for d in random.integers(0, 1500, 60)]
    rows.append((start + 1500, "BRA", "ARG", "CONSULT"))
    found = responses(stream(rows), "SUPPORT", {"PRK": {"KOR": "rival"}}, DAY)
    assert found.events == 24
    rival = next(r for r in found.found if r.relation == "rival")
    assert rival.share.value == 1.0
    assert (rival.base.value or 0) < 0.75
    assert rival.separates
    ((kind, count, usual),) = rival.types
    assert (kind, count) == ("ACCUSE", 24)
    assert usual < 24  # how often a quiet window holds one
    assert 1 <= (rival.wait.value or 0) <= 4 < (rival.quiet.value or 0)
    other = next(r for r in found.found if r.relation == "other")
    assert other.sooner.low is not None
    assert other.sooner.low <= 0 <= (other.sooner.high or 0)
    assert responses(stream(rows), "SUPPORT", {"PRK": {"KOR": "rival"}}, DAY) == found


def test_the_future_is_not_looked_at_and_too_little_is_said() -> None:
    start = date(2020, 1, 1).toordinal()
    rows = [(start + 60 * n, "PRK", "RUS", "SUPPORT") for n in range(FEWEST + 4)]
    early = responses(stream(rows), "SUPPORT", {}, date.fromordinal(start + 60 * 5))
    assert early.events < FEWEST
    assert early.why
    assert not early.found
    short = [(start + n, f"S{n:02d}", "RUS", "SUPPORT") for n in range(15)] + [(start + 2 * WINDOW, "A", "B", "AID")]
    assert "short" in responses(stream(short), "SUPPORT", {}, DAY).why


def dense(seed: int, answered: bool) -> Acts:
    """A stream so dense that nearly every window of four weeks holds some act of a rival: 40 events, answered within
    three days or not."""
    random, start = np.random.default_rng(seed), date(2020, 1, 1).toordinal()
    rows = [(start + int(d), "KOR", "PRK", "ACCUSE") for d in random.integers(0, 1600, 160)]
    for when in random.integers(0, 1560, 40).tolist():
        rows.append((start + when, "PRK", "RUS", "SUPPORT"))
        if answered:
            rows.append((start + when + int(random.integers(1, 4)), "KOR", "PRK", "ACCUSE"))
    return stream([*rows, (start + 1600, "BRA", "ARG", "CONSULT")])


def test_an_answer_is_seen_where_every_window_holds_some_act() -> None:
    found = responses(dense(1, True), "SUPPORT", {"PRK": {"KOR": "rival"}}, DAY)
    rival = next(r for r in found.found if r.relation == "rival")
    assert (rival.base.value or 0) > 0.7
    assert rival.separates


def test_chance_is_not_taken_for_an_answer() -> None:
    """Of twelve streams without answers hardly one shows a group that acts sooner: one in twenty is wanted."""
    flagged = [
        any(r.separates for r in responses(dense(seed, False), "SUPPORT", {"PRK": {"KOR": "rival"}}, DAY).found)
        for seed in range(12)
    ]
    assert sum(flagged) <= 2
