"""Cascades: what must hold whatever the coefficients are, and the example of the first article."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from foedus.cli import app
from foedus.errors import DataError, UsageError
from foedus.evidence import Row
from foedus.forecasts.joining.cascade import Cascade, cascade, difference
from foedus.forecasts.joining.cascading import Drawn, draw_both, draw_wars
from foedus.forecasts.joining.entering import FEATURES, NEAR, OPENED, STILL, TIES, Field, opened_by, rows_of, tied
from foedus.forecasts.joining.model import (
    COUNTS,
    CROWD,
    FORMAT,
    NAME,
    VARIANTS,
    Joining,
    Known,
    features_of,
    joining,
)
from foedus.forecasts.joining.sealed import pack, read_model
from foedus.forecasts.joining.weighing import Terms, end_utilities, terms_of
from foedus.forecasts.rivals import AGED, rivals_of
from foedus.measures.attack import question
from foedus.system import System

DAY = "2024-12-10"
TREATY = "RUS-PRK-2024"


@pytest.fixture(autouse=True)
def _nothing_imported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))


def attack(system: System, draws: int = 3000, seed: int = 1) -> Cascade:
    return cascade(system, question(system, ("KOR", "USA"), ("PRK",)), draws, seed)


@pytest.fixture(scope="module")
def system() -> System:
    return System.at(DAY)


def field(states: int, seed: int = 0, ties: float = 0.05) -> Field:
    random = np.random.default_rng(seed)
    met = random.random((len(TIES), states, states)) < ties
    met[:, np.arange(states), np.arange(states)] = False
    return Field(tuple(map(str, range(states))), met, random.normal(size=(states, len(STILL))))


START = (np.array([0]), np.array([1]))
LIMIT = 20


def terms(found: Field, enter: np.ndarray, end: float, grows: float = 0.0) -> Terms:
    ends = end_utilities(np.full((1, len(COUNTS)), end), np.full(1, grows), COUNTS, LIMIT)
    return terms_of(found, enter[None, :], ends, np.zeros(1), FEATURES, START)


def drawn(found: Field, enter: np.ndarray, end: float, draws: int = 2000, seed: int = 3) -> Drawn:
    return draw_wars(terms(found, enter, end), START, np.zeros(draws, dtype=np.int64), seed)


def one_by_one(found: Field, enter: np.ndarray, end: float, draws: int) -> tuple[np.ndarray, np.ndarray]:
    """Wars drawn as the model is written down, step by step: their sizes, and how often each state joined a side."""
    dice, states = np.random.default_rng(8), len(found)
    sizes, joined = np.zeros(draws, dtype=int), np.zeros((2, states))
    for n in range(draws):
        sides = [[0], [1]]
        while sizes[n] < LIMIT:
            weight = np.concatenate(
                [np.exp(rows_of(found, np.array(a), np.array(b)) @ enter) for a, b in (sides, sides[::-1])]
            )
            weight[[s + side * states for s in sides[0] + sides[1] for side in (0, 1)]] = 0
            chosen = dice.choice(2 * states + 1, p=np.append(weight, np.exp(end)) / (weight.sum() + np.exp(end)))
            if chosen == 2 * states:
                break
            sides[chosen // states].append(chosen % states)
            joined[chosen // states, chosen % states] += 1
            sizes[n] += 1
    return sizes, joined / draws


def test_the_same_seed_draws_the_same_wars(system: System) -> None:
    assert attack(system) == attack(system)
    assert attack(system) != attack(system, seed=2)


def test_the_draws_of_a_seed_are_these_on_any_machine() -> None:
    found = drawn(field(70), np.linspace(-0.5, 1.0, len(FEATURES)), 6.0, 500)
    digest = int((found.draw * 7 + found.state * 31 + found.side * 1001 + found.order * 13).sum())
    assert (len(found.draw), digest) == DIGEST


DIGEST = (1590, 5665849)


def test_first_entries_have_the_chances_of_the_logit() -> None:
    found, enter, end, draws = field(30, 5, 0.2), np.linspace(-0.4, 0.8, len(FEATURES)), 4.0, 40_000
    wars = drawn(found, enter, end, draws)
    rows = [rows_of(found, np.array([a]), np.array([b]))[2:] @ enter for a, b in ((0, 1), (1, 0))]
    weight = np.exp(np.concatenate([[end], *rows]))
    wanted = weight / weight.sum()
    first = wars.order == 0
    at = np.bincount(wars.side[first] * 28 + wars.state[first] - 2, minlength=56) / draws
    error = np.sqrt(wanted * (1 - wanted) / draws)
    assert abs((wars.sizes == 0).mean() - wanted[0]) < 4 * error[0] + 1e-3
    assert (np.abs(at - wanted[1:]) < 5 * error[1:] + 1e-3).all()


@pytest.mark.parametrize(("sign", "end"), [(1, 6.5), (-1, 3.0)])
def test_whole_wars_are_those_of_the_model(sign: int, end: float) -> None:
    found, draws = field(14, 4, 0.25), 3000
    enter = np.where(np.arange(len(FEATURES)) % 3 == 2, sign, 1) * np.linspace(0.2, 0.9, len(FEATURES))
    sizes, joined = one_by_one(found, enter, end, draws)
    wars = drawn(found, enter, end, 50_000)
    assert 0.5 < sizes.mean() < 6
    assert abs(wars.sizes.mean() - sizes.mean()) < 4 * sizes.std() / draws**0.5
    assert abs(wars.sizes.var() / sizes.var() - 1) < 0.15
    often = np.bincount(wars.side * 14 + wars.state, minlength=28).reshape(2, 14) / 50_000
    assert (np.abs(often - joined) < 4.5 * np.sqrt(joined * (1 - joined) / draws) + 2e-3).all()


def test_two_questions_drawn_together_are_drawn_as_each_alone() -> None:
    one = field(40, 6, 0.1)
    other = Field(one.names, one.ties.copy(), one.still)
    other.ties[0, :, 1] |= np.arange(40) % 4 == 0
    enter, draws = np.linspace(0.1, 0.7, len(FEATURES)), 40_000
    sets = np.zeros(draws, dtype=np.int64)
    posed = terms(one, enter, 5.5), terms(other, enter, 5.5)
    pair = draw_both(posed, START, sets, 2)
    for drawn_, term in zip(pair, posed, strict=True):
        alone = draw_wars(term, START, sets, 9)
        assert abs(drawn_.sizes.mean() - alone.sizes.mean()) < 5 * alone.sizes.std() / draws**0.5
        chances = [np.bincount(w.side * 40 + w.state, minlength=80) / draws for w in (drawn_, alone)]
        assert (np.abs(chances[0] - chances[1]) < 6 * np.sqrt(chances[1] / draws) + 1e-3).all()
    apart = (pair[0].sizes - pair[1].sizes).std()
    assert apart < 0.8 * np.hypot(pair[0].sizes.std(), pair[1].sizes.std())


def test_the_same_question_twice_is_the_same_war() -> None:
    posed = terms(field(40), np.linspace(-0.3, 0.8, len(FEATURES)), 5.0)
    one, other = draw_both((posed, posed), START, np.zeros(3000, dtype=np.int64), 7)
    assert len(one.draw) > 0
    for name in ("draw", "state", "side", "order", "sizes"):
        assert (getattr(one, name) == getattr(other, name)).all()


def test_who_fights_already_does_not_enter_again() -> None:
    wars = drawn(field(40), np.full(len(FEATURES), 0.5), 1.0)
    assert not np.isin(wars.state, [0, 1]).any()
    pairs = wars.draw * 40 + wars.state
    assert len(np.unique(pairs)) == len(pairs)
    assert (np.bincount(wars.draw, minlength=2000) == wars.sizes).all()
    assert wars.sizes.max() <= 20


def test_a_pledge_more_never_keeps_a_state_out() -> None:
    found = field(30, 2, 0.0)
    enter = np.zeros(len(FEATURES))
    enter[0] = 2.0
    more = Field(found.names, found.ties.copy(), found.still * 0)
    more.ties[0, 5, 1] = True
    without, with_ = (drawn(Field(found.names, f.ties, found.still * 0), enter, 5.0, 20_000) for f in (found, more))
    beside = [((w.state == 5) & (w.side == 1)).sum() for w in (without, with_)]
    assert beside[1] > 3 * beside[0]


def test_without_a_pledge_nobody_joins_by_duty(system: System) -> None:
    lone = system.without(*system.record.treaties)
    found = attack(lone)
    assert not found.bound
    assert {p.kind for e in found.entrants for p in e.paths} == {"none"}


def test_russia_with_and_without_its_treaty(system: System) -> None:
    asked = question(system, ("KOR", "USA"), ("PRK",))
    now, then, shift = difference(system, system.without(TREATY), asked, 6000, 1)
    assert "RUS" in now.bound
    assert "RUS" not in then.bound
    russia = next(e for e in now.entrants if (e.state, e.side) == ("RUS", "target"))
    assert russia.paths[0].kind == "duty"
    assert russia.paths[0].treaties == (TREATY,)
    move = next(m for state, side, m in shift.states if (state, side) == ("RUS", "target"))
    assert move.difference < 0
    assert move.noise[1] < 0
    assert move.parameters[1] < 0
    assert shift.states[0][:2] == ("RUS", "target")
    assert then.alone.value > now.alone.value  # type: ignore[operator]


def test_a_treaty_not_yet_in_force_brings_nobody() -> None:
    before = System.at("2024-07-01")
    assert "RUS" not in attack(before, 500).bound
    asked = question(before, ("USA",), ("PRK",))
    _, then, _ = difference(before, before.changed((TREATY,)), asked, 500, 1)
    assert "RUS" in then.bound


def test_every_figure_has_an_interval_and_a_source(system: System) -> None:
    found = attack(system)
    for figure in (found.alone, found.size, *found.behind, *(e.chance for e in found.entrants)):
        assert figure.basis
        assert figure.interval is not None
        assert figure.interval[0] <= figure.value <= figure.interval[1]  # type: ignore[operator]
    assert abs(sum(found.sizes) - 1) < 1e-3
    assert found.known == "rivals"
    assert any(isinstance(e, Row) and e.table == "rivalries" for e in found.alone.basis)
    assert any("disputes are not known" in note for note in found.notes)


def test_a_few_wars_alike_do_not_pass_for_certainty(system: System) -> None:
    widths = [np.subtract(*reversed(attack(system, draws).alone.interval)) for draws in (1, 100, 5000)]  # type: ignore[misc]
    assert widths[0] == 1
    assert widths[0] > widths[1] > widths[2]


@pytest.mark.parametrize(("draws", "seed"), [(0, 1), (-5, 1), (10**9, 1), (10, -1), (10, 1 << 64)])
def test_draws_and_seeds_that_make_no_sense(system: System, draws: int, seed: int) -> None:
    with pytest.raises(UsageError, match="give a"):
        attack(system, draws, seed)


def test_a_model_that_was_changed_is_refused(tmp_path: Path) -> None:
    text = pack(NAME, FORMAT, joining())
    file = tmp_path / "joining.json"
    file.write_text(text)
    assert read_model(file, NAME, FORMAT, Joining) == joining()
    file.write_text(text.replace('"entries": 98', '"entries": 99'))
    with pytest.raises(DataError, match="hash"):
        read_model(file, NAME, FORMAT, Joining)
    with pytest.raises(DataError, match="format"):
        read_model(file, NAME, FORMAT + 1, Joining)
    file.write_text("no model")
    with pytest.raises(DataError, match="no model file"):
        read_model(file, NAME, FORMAT, Joining)


def test_the_shipped_model_keeps_what_was_asked_of_it() -> None:
    model = joining()
    left = model.left["disputes"]
    assert (left.entries, left.wars) == (98, 26)
    assert left.auc >= 0.84
    assert left.mrr >= 0.32
    assert left.hit10 >= 0.58
    assert len(NEAR) > 1
    assert CROWD > 0
    # the more is known, the better wars left out are foreseen
    known: tuple[Known, ...] = ("disputes", "old", "rivals", "none")
    for more, less in pairwise(known):
        assert model.left[more].auc > model.left[less].auc
        assert model.left[more].mrr > model.left[less].mrr
        assert model.left[more].nats < model.left[less].nats


@pytest.mark.parametrize("known", VARIANTS)
def test_the_coefficients_shipped_are_those_of_the_terms(known: Known) -> None:
    told, (names, _) = joining().told[known], features_of(VARIANTS[known].terms)
    assert told.features == names
    assert len(told.enter) == len(names)
    size = len(names) + len(COUNTS) + 2
    assert {len(row) for row in told.draws} == {size}
    if "tied" in names:  # one term, two features
        at, here = names.index("tied"), names.index("tied_here")
        assert all(row[at] == -row[here] for row in told.all().tolist())
        assert told.enter[at] < 0
    assert told.enter[names.index("opened")] < 0  # the side that opened a war has drawn fewer


def test_tied_by_a_pledge_either_way_or_by_an_ally_in_common() -> None:
    pledged = np.zeros((5, 5), dtype=bool)
    pledged[0, 1] = pledged[2, 1] = True  # 0 and 2 owe 1; 3 owes 4
    pledged[3, 4] = True
    wanted = np.zeros((5, 5), dtype=bool)
    for one, other in ((0, 1), (1, 2), (0, 2), (3, 4)):
        wanted[one, other] = wanted[other, one] = True
    assert (tied(pledged) == wanted).all()


@pytest.mark.parametrize(("own", "other", "across"), [(0, 0, 0), (1, 0, 0), (0, 1, 1), (1, 1, 0)])
def test_tied_across_is_to_the_other_side_and_to_none_here(own: int, other: int, across: int) -> None:
    found = field(3, ties=0.0)
    for name in ("tied", "tied_here"):
        at = [n for n, *_ in TIES].index(name)
        found.ties[at, 2, 0], found.ties[at, 2, 1] = own, other
    names, made_of = features_of(("tied_across",))
    row = rows_of(found, np.array([0]), np.array([1]))[2]
    assert made_of @ row[[FEATURES.index(name) for name in names]] == across


def test_who_opened_a_war_is_a_tie_of_every_state_with_them() -> None:
    found = field(5, ties=0.0)
    opened = opened_by(found, [3])
    at = [n for n, *_ in TIES].index(OPENED)
    assert opened.ties[at, :, 3].all()
    assert opened.ties[at].sum() == len(found)
    assert not found.ties[at].any()  # the field of the year stays as it was
    beside, against = (rows_of(opened, np.array(own), np.array(other)) for own, other in (([3], [1]), ([1], [3])))
    column = FEATURES.index(OPENED)
    assert (beside[:, column] == 1).all()
    assert (against[:, column] == 0).all()


def test_who_initiated_counts_not_who_strikes_now() -> None:
    now = System.at("2026-01-15")
    found = [
        cascade(now, question(now, ("RUS",), ("POL",), initiated_by_target=by_target), 4000, 1)
        for by_target in (False, True)
    ]
    shares = [sum(e.chance.value or 0.0 for e in f.entrants if e.side == "attacker") for f in found]
    assert shares[1] > shares[0]


def test_an_ally_of_the_state_attacked_hardly_joins_the_attacker() -> None:
    now = System.at("2026-01-15")
    found = cascade(now, question(now, ("RUS",), ("POL",)), 20_000, 1)
    chance = {(e.state, e.side): e.chance.value or 0.0 for e in found.entrants}
    for ally in ("DEU", "USA", "GBR", "FRA"):
        assert chance[ally, "target"] > 3 * chance.get((ally, "attacker"), 0.0)
    assert found.entrants[0].side == "target"


def test_rivals_of_the_day_are_told_only_where_the_list_speaks() -> None:
    assert rivals_of(System.at("1990-08-02")) is None  # the facts hold no rivalry that ended before 2020
    pairs = rivals_of(System.at("2026-01-15")) or ()
    assert ("IND", "PAK") in pairs
    record = System.at("2026-01-15").record
    began = {(r.one, r.other): r.period.start.first.year for r in record.rivalries}
    assert all(began[pair] <= 2026 - AGED for pair in pairs)
    asked = cascade(System.at("1990-08-02"), question(System.at("1990-08-02"), ("IRQ",), ("KWT",)), 200, 1)
    assert asked.known == "none"


def test_a_hundred_thousand_wars_in_seconds(system: System) -> None:
    attack(system, 10)
    began = time.process_time()
    attack(system, 100_000)
    assert time.process_time() - began < 6  # 1.2 s alone on the machine


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["cascade", *args])
    said = str(done.exception) if isinstance(done.exception, UsageError) else done.output
    return done.exit_code, said


ATTACK = ("--attacker", "KOR", "--target", "PRK", "--at", DAY, "--draws", "300")


def test_the_command_in_words_and_as_json() -> None:
    code, said = run(*ATTACK, "--lang", "fr", "--without", TREATY)
    assert code == 0
    assert said.startswith("Si la Corée du Sud attaquait la Corée du Nord le 10 décembre 2024")
    code, said = run(*ATTACK, "--format", "json", "--without", TREATY)
    told = json.loads(said)
    assert {"no_joiner", "entrants", "counterfactual", "honour_rates", "sources"} <= told.keys()
    assert [r["percent"] for r in told["honour_rates"]] == [74.5, 50.0, 22.0, 41.0]
    half = told["honour_rates"][1]
    assert half["bound"] == len(told["obliged_defence"])
    assert half["joiners"] == half["bound"] / 2
    assert half["nobody"] == 0.5 ** half["bound"]
    assert half["interval"][0] < 50 < half["interval"][1]
    change = told["counterfactual"]["change"]["no_joiner"]
    assert {"difference", "monte_carlo", "parameters"} <= change.keys()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((*ATTACK[:-1], "0"), "0 draws"),
        ((*ATTACK, "--seed", "one"), "not a valid int"),
        (("--attacker", "Ruritania", "--target", "PRK", "--at", DAY), "Ruritania"),
        (("--attacker", "PRK", "--target", "PRK", "--at", DAY), "attacker and target at once"),
        (("--attacker", "KOR", "--at", DAY), "give --attacker"),
        (("--attacker", "KOR", "--target", "PRK", "--at", "2024"), "not a date"),
        ((*ATTACK, "--without", "NO-SUCH"), "NO-SUCH"),
    ],
)
def test_bad_input_is_told(args: tuple[str, ...], message: str) -> None:
    code, said = run(*args)
    assert code in (1, 2)
    assert message in said
