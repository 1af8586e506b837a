"""The risk of a dyad as it is asked: by the facts where nothing is imported, in words; model files, events, record."""

from __future__ import annotations

import json
from datetime import date
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import numpy as np
import pytest

from foedus.errors import DataError, UsageError
from foedus.evidence import Estimate
from foedus.factfiles import load
from foedus.forecasts.disputes.asking import (
    Answer,
    Given,
    answer,
    figure,
    frequency,
    given,
    place_of,
    plain,
    risk,
    sentences,
)
from foedus.forecasts.disputes.batching import answers, asked
from foedus.forecasts.disputes.card import as_text
from foedus.forecasts.disputes.cardpicture import _counted, as_svg
from foedus.forecasts.disputes.closeness import gap, kind_of, kinds
from foedus.forecasts.disputes.effects import Effects, Kept, PairEffect, StateEffect, effects_of
from foedus.forecasts.disputes.features import BARE, COLUMNS
from foedus.forecasts.disputes.issued import Issue, Issued, _scored, issue, issued, score
from foedus.forecasts.disputes.mixed import Variances
from foedus.forecasts.disputes.modelfile import FORMAT, SHIPPED, Base, hash_of, read, shipped, write
from foedus.forecasts.disputes.recent import incidents, with_incidents
from foedus.forecasts.disputes.risk import Missing, base_of
from foedus.forecasts.disputes.trees import Tree
from foedus.forecasts.past import _capitals_of_facts
from foedus.lang.wording import wording
from foedus.system import System

from .test_dispute_model import made

DAY = "2024-06-19"


def asked_of(one: str, other: str, day: str = DAY) -> Answer:
    return answer(System.at(day), one, other, Given(shipped()))


def test_the_model_of_the_package_is_whole_and_says_what_it_was_made_from() -> None:
    model = shipped()
    assert model.full.columns == tuple(COLUMNS)
    assert model.bare.columns == tuple(BARE)
    assert hash_of(model) == model.sha256
    assert write(model) == SHIPPED.read_text(encoding="utf-8")
    assert {source.dataset for source in model.sources} >= {"gml_mid", "nmc", "contiguity", "atop"}
    assert all(source.citation and source.version for source in model.sources)
    assert model.trained == (1946, 2010)


def test_covariances_of_the_package_are_covariances() -> None:
    for weights in (shipped().full, shipped().bare):
        size = len(weights.coef)
        matrix = np.zeros((size, size))
        for place, row in enumerate(weights.covariance):
            matrix[place, : place + 1] = matrix[: place + 1, place] = row
        assert size == len(weights.columns) + 1
        assert np.linalg.eigvalsh(matrix).min() > -1e-6


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace('"seed": 1', '"seed": 2', 1), "hash does not fit"),
        (lambda text: text.replace(f'"format": {FORMAT}', '"format": 99', 1), "format 99, this foedus reads"),
        (lambda text: text[:4000], "is not a model file"),
        (lambda text: f'{{"model": "dispute", "format": {FORMAT}}}', "not a whole model file"),
        (lambda text: "[]", "is not a model file"),
    ],
)
def test_a_file_that_was_changed_or_is_another_is_refused(tmp_path: Path, change: object, reason: str) -> None:
    path = tmp_path / "model.json"
    path.write_text(change(SHIPPED.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(DataError, match=reason):
        read(path)


def test_a_column_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    model = shipped()
    full = msgspec.structs.replace(model.full, columns=("phase_of_the_moon", *model.full.columns[1:]))
    (tmp_path / "m.json").write_text(write(msgspec.structs.replace(model, full=full)), encoding="utf-8")
    with pytest.raises(DataError, match="phase_of_the_moon"):
        read(tmp_path / "m.json")


def test_without_data_geography_power_and_what_was_learnt_speak_and_it_is_said() -> None:
    near, far = asked_of("IND", "PAK"), asked_of("BRA", "NPL")
    assert near.bare
    assert near.p > 20 * far.p
    assert all(a.low < a.p < a.high for a in (near, far))
    assert near.high / near.low > 10  # much is missing
    assert near.missing[0].what == "data"
    assert "gml_mid" in near.missing[0].table
    assert (near.base.kind, far.base.kind) == ("land", "distant")
    told = [*sentences(near, wording("en", load()))]
    assert "what disputes from 1946 to 2010 taught" in told[2]
    assert "foedus data import" in told[2]


FRIENDS = (("FRA", "DEU"), ("NOR", "SWE"), ("USA", "CAN"), ("BEL", "NLD"), ("ARG", "BRA"), ("ESP", "PRT"))
FOES = (("IND", "PAK"), ("PRK", "KOR"), ("GRC", "TUR"), ("ISR", "SYR"), ("ARM", "AZE"), ("CHN", "JPN"))


@pytest.mark.parametrize("day", ["2011-06-19", DAY])
def test_without_data_friendly_neighbours_are_told_from_hostile_ones(day: str) -> None:
    friends, foes = ([asked_of(*pair, day).p for pair in pairs] for pairs in (FRIENDS, FOES))
    assert max(friends) < 0.12  # of the United States and Canada, between whom the list has four disputes since 1979
    assert min(foes) > 0.09
    assert np.median(foes) > 5 * np.median(friends)


def test_without_data_the_interval_widens_with_the_years() -> None:
    near, far = (asked_of("GRC", "TUR", day) for day in ("2011-06-19", DAY))
    assert far.high / far.low > near.high / near.low


def test_without_data_a_year_of_the_training_is_a_description() -> None:
    assert "seen" in {held.what for held in asked_of("IND", "PAK", "2005-06-01").missing}


def test_a_state_that_nothing_was_learnt_of_has_no_effect_and_the_variance_before() -> None:
    effects = shipped().effects
    learnt = {state.number for state in effects.states}
    assert 626 not in learnt  # South Sudan, a state since 2011
    one, two, near, age = np.array([626, 345]), np.array([501, 347]), np.array([True, True]), np.array([0, 0])
    (effect, _), (variance, _) = effects_of(effects, one, two, near, age)
    kenya = next(state for state in effects.states if state.number == 501)
    prior = effects.variances
    assert effect == pytest.approx(kenya.effect + kenya.beside)
    assert variance == pytest.approx(prior.state + prior.beside + prior.pair + kenya.variance + kenya.beside_variance)


def test_effects_fade_by_their_kind_and_their_variance_returns_to_that_before() -> None:
    kept, prior = Kept(0.5, 1.0, 0.9, 0.8), Variances(0.4, 0.3, 0.2)
    states = tuple(StateEffect(number, value, 0.1, 0.05, 0.05) for number, value in ((1, 1.0), (2, 0.5), (3, -1.5)))
    effects = Effects(50, prior, kept, 0.1, states, (PairEffect(1, 2, 0.4, 0.3),))
    cases = [(1, 2, True), (2, 3, True), (1, 2, False), (2, 3, False)]
    one, two, near = (np.array(column) for column in zip(*cases, strict=True))
    new, now = effects_of(effects, one, two, near, np.zeros(4))
    assert new == pytest.approx([1 + 0.5 + 0.2 + 0.4, 0.5 - 1.5 + 0.2, 1.9, -1.0])
    assert now == pytest.approx([0.3, 0.1 + 0.1 + 0.2, 0.3, 0.1 + 0.2])
    old, later = effects_of(effects, two, one, near, np.full(4, 2))
    share = np.array([0.25, 1, 0.81, 0.64])
    assert old == pytest.approx(share * new)
    before = np.array([0.8 + 0.6 + 0.2, 0.8 + 0.6 + 0.2, 1.0, 1.0])
    assert later == pytest.approx(share**2 * now + (1 - share**2) * before)


def test_borders_of_states_that_the_map_of_today_does_not_show() -> None:
    soviet, east = asked_of("SUN", "USA", "1985-01-01"), asked_of("DDR", "DEU", "1985-01-01")
    assert soviet.base.kind == "water"  # Russia bears its number: across the Bering Strait
    assert "map" not in [held.what for held in soviet.missing]
    assert [(held.what, held.state) for held in east.missing][-1] == ("map", "DDR")
    assert any("does not show East Germany" in line for line in sentences(east, wording("en", load())))
    assert any("ne montre pas l'Allemagne de l'Est" in line for line in sentences(east, wording("fr", load())))
    assert np.log(east.high / east.low) > np.log(soviet.high / soviet.low)


def test_order_does_not_matter() -> None:
    assert asked_of("IND", "PAK").p == pytest.approx(asked_of("PAK", "IND").p, rel=1e-9)


def test_a_number_is_a_state_only_in_its_years() -> None:
    assert place_of(made(), load(), "RUS", 1840) == 3  # COW 365: Russia, the Soviet Union, Russia again
    assert place_of(made(), load(), "SUN", 1840) is None
    assert place_of(made(), load(), "CHN", 1840) is None  # in the system from 1860 on


def test_the_figure_has_interval_and_basis() -> None:
    found = risk(System.at(DAY), "RUS", "PRK")
    assert found.interval is not None
    assert any(isinstance(e, Estimate) and e.version.startswith("1946-2010") for e in found.basis)
    assert "2024" in found.note


@pytest.mark.parametrize(
    ("one", "other", "day", "reason"),
    [
        ("USA", "USA", DAY, "two states"),
        ("SUN", "USA", "2005-01-01", "SUN was not in the state system"),
        ("USA", "QQQ", DAY, "no state of the facts"),
        ("FRA", "GBR", "1700-01-01", "begin in 1816"),
        ("FRA", "GBR", "2042-01-01", "give a year up to 2041"),
    ],
)
def test_dyads_that_cannot_be_asked_about(one: str, other: str, day: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        asked_of(one, other, day)


def test_probabilities_as_frequencies() -> None:
    said = {p: frequency(wording("en", load()), p) for p in (0.025, 1 / 70, 1 / 1234, 0.3, 0.52, 0.98, 0.0)}
    assert [*said.values()] == [
        "1 in 40",
        "1 in 70",
        "1 in 1,200",
        "1 in 3",
        "5 in 10",
        "more than 9 in 10",
        "1 in 1,000,000",
    ]
    assert frequency(wording("fr", load()), 0.025) == "1 sur 40"


def test_words_in_both_languages_say_the_same() -> None:
    whole = msgspec.structs.replace(
        asked_of("IND", "PAK"), p=0.025, low=1 / 70, high=0.04, bare=False, base=Base("land", True, 5500, 100),
        missing=(Missing("history", "gml_mid, cow_mid", 2014, half=2.1, tenth=5.5), Missing("continued", since=2010),
                 Missing("instead"), Missing("carried", "nmc", 2022), Missing("unknown", state="IND"),
                 Missing("seen", since=2030), Missing("events"), Missing("data", "atop")),
    )  # fmt: skip
    english, french = ([*sentences(whole, wording(lang, load()))] for lang in ("en", "fr"))
    assert len(english) == len(french) == 12
    assert "2014 (Gibler, Miller and Little, then the Correlates of War)" in english[2]
    assert "a factor of more than 2.1, those of one in ten by more than 5.5" in english[3]
    assert "d'un facteur de plus de 2,1, celle d'une sur dix de plus de 5,5" in french[3]
    assert english[0] == (
        "The chance that a militarised dispute begins between India and Pakistan in 2024 is about 1 in 40 (2.5%);"
        " the interval goes from 1 in 70 to 1 in 25."
    )
    assert english[1].endswith("is 1 in 55 in a year (1991-2010).")
    assert "1 sur 40" in french[0]
    assert "l'Inde et le Pakistan" in french[0]
    assert "1 sur 55 par an" in french[1]


def test_the_plain_answer_is_json() -> None:
    found = plain(asked_of("IND", "PAK"), wording("en", load()))
    assert json.loads(msgspec.json.encode(found))["inputs"] == "facts"
    assert set(found) == {"dyad", "year", "p", "interval", "base_rate", "inputs", "missing", "words", "model"}


def test_base_rates_of_a_kind_add_up() -> None:
    quiet, lately, both = (base_of(shipped(), "land", flag) for flag in (False, True, None))
    assert both.rows == quiet.rows + lately.rows
    assert lately.onsets / lately.rows > quiet.onsets / quiet.rows


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [("RUS", "PRK", 1), ("FRA", "GBR", 3), ("USA", "CUB", 4), ("ESP", "MAR", 2), ("USA", "CHN", 0), ("USA", "RUS", 4)],
)
def test_contiguity_on_the_map(one: str, other: str, kind: int) -> None:
    assert kind_of(one, other) == kind_of(other, one) == kind


def test_capitals_of_the_facts_stand_for_a_table_of_capitals() -> None:
    found = _capitals_of_facts()
    delhi = found["ccode"] == 750
    assert found["lat"][delhi] == pytest.approx(28.6, abs=0.1)
    assert found["lng"][delhi] == pytest.approx(77.2, abs=0.1)
    assert len(set(found["ccode"].tolist())) > 190


def test_what_the_map_does_not_show_is_unknown() -> None:
    assert gap("FRA", "QQQ") is None
    assert kinds(("FRA", "QQQ", "DEU")).tolist() == [[0, 0, 1], [0, 0, 0], [1, 0, 0]]


def test_kinds_of_many_are_those_of_each_two() -> None:
    states = ("BRA", "CAN", "CHL", "CUB", "DEU", "FJI", "FRA", "GBR", "JPN", "NZL", "PRK", "RUS", "USA", "NOR", "ISL")
    found = kinds(states)
    for one, other in combinations(range(len(states)), 2):
        assert found[one, other] == found[other, one] == kind_of(states[one], states[other])
    assert kinds(()).shape == (0, 0)


def test_events_of_a_csv_and_of_coded_documents(tmp_path: Path) -> None:
    table = tmp_path / "events.csv"
    table.write_text(
        "date,actor,recipient,type,mode\n2019-02-26,IND,PAK,ASSAULT,aerial\n2019-03-01,IND,PAK,CONSULT,\n"
        "2020-01-01,IND,PAK,THREATEN,restrict\n2020-02-01,IND,PAK,THREATEN,violence\n2020-02-01,,PAK,ASSAULT,\n"
    )
    found = incidents(table, load())
    assert [(i.actor, i.target, i.day.year, i.level) for i in found] == [
        ("IND", "PAK", 2019, 4),
        ("IND", "PAK", 2020, 2),
    ]
    lines = tmp_path / "coded.jsonl"
    event = {"type": "MOBILIZE", "mode": "troops", "actor": ["CHN"], "recipient": ["IND"], "date": "2020-06-15"}
    denied = {**event, "status": "denied"}
    lines.write_text(json.dumps({"id": "a", "events": [event, denied]}) + "\n" + json.dumps(event) + "\n")
    assert [(i.actor, i.level) for i in incidents(lines, load())] == [("CHN", 3), ("CHN", 3)]
    lines.write_text(json.dumps({**event, "actor": "CHN", "recipient": "IND", "date": "2020-06"}))
    assert [(i.actor, i.target, i.day) for i in incidents(lines, load())] == [("CHN", "IND", date(2020, 6, 30))]
    lines.write_text(json.dumps({"id": "a", "date": "2020-06-17", "events": [{**event, "date": None}]}))
    assert [i.day for i in incidents(lines, load())] == [date(2020, 6, 17)]


def test_events_without_data_are_said_not_to_count(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("date,actor,recipient,type\n2019-02-26,IND,PAK,ASSAULT\n")
    found = answer(System.at(DAY), "IND", "PAK", given(load(), events=path))
    assert found.p == asked_of("IND", "PAK").p
    assert "idle" in [held.what for held in found.missing]
    assert any("do not count" in line for line in sentences(found, wording("en", load())))


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("e.csv", "date,actor,type\n", "line 1: no column recipient"),
        ("e.csv", "date,actor,recipient,type\nyesterday,IND,PAK,ASSAULT\n", "line 2: 'yesterday' is no date"),
        ("e.jsonl", "{}\nnot json\n", "line 2: not JSON"),
        ("e.jsonl", '{"events": null}', "line 1: events that are no list"),
        ("e.jsonl", '{"events": [1]}', "line 1: events that are no list"),
        ("e.jsonl", "[1]", "line 1: not JSON"),
        (
            "e.jsonl",
            '{"type": "ASSAULT", "actor": 7, "recipient": ["IND"], "date": "2016-09-18"}',
            "actor 7 is no code",
        ),
        ("e.jsonl", '{"type": "ASSAULT", "actor": ["PAK"], "recipient": ["IND"]}', "line 1: None is no date"),
    ],
)
def test_events_that_cannot_be_read(tmp_path: Path, name: str, text: str, reason: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(DataError, match=reason):
        incidents(tmp_path / name, load())
    with pytest.raises(DataError, match="cannot be read"):
        given(load(), events=tmp_path / "nothing.csv")


def test_events_become_disputes_of_years_that_the_data_do_not_know(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text(
        "date,actor,recipient,type,mode\n1845-03-01,USA,GBR,MOBILIZE,troops\n1845-04-01,GBR,USA,ASSAULT,\n"
        "1839-01-01,USA,GBR,ASSAULT,\n"
    )
    known = msgspec.structs.replace(made((0, 1, 1830, 4)), ends={"gml_mid": 1840})
    found = with_incidents(known, incidents(path, load()), load()).disputes
    assert found["year"].tolist() == [1830, 1845]
    assert (found["one"][1], found["two"][1], found["level"][1], bool(found["given"][1])) == (0, 2, 4, True)


def test_questions_of_a_batch(tmp_path: Path) -> None:
    path = tmp_path / "batch.csv"
    path.write_text("ccode1,ccode2,year\n750,770,2024\nUSA,Cuba,2024\n750,770,1930\n")
    found, lost = answers(asked(path, load()), load(), Given(shipped()))
    assert [(a.one, a.other, a.numbers) for a in found] == [("IND", "PAK", (750, 770)), ("USA", "CUB", (2, 40))]
    assert [one.line for one in lost] == [4]


def test_the_same_pair_from_the_facts_alone_or_among_many(tmp_path: Path) -> None:
    path = tmp_path / "batch.csv"
    path.write_text("ccode1,ccode2,year\n750,770,2024\n2,40,2024\n770,750,2023\n750,770,2024\n200,220,2024\n")
    found, _ = answers(asked(path, load()), load(), Given(shipped()))
    assert [(a.one, a.other, a.year) for a in found][2:4] == [("PAK", "IND", 2023), ("IND", "PAK", 2024)]
    for a in found:
        alone = asked_of(a.one, a.other, f"{a.year}-06-01")
        assert (a.p, a.low, a.high) == pytest.approx((alone.p, alone.low, alone.high), rel=1e-12)
        assert (a.numbers, a.base, a.missing, a.basis) == (alone.numbers, alone.base, alone.missing, alone.basis)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("2,20,soon", "'soon' is no year"),
        ("2,20,\u00b2009", "is no year"),
        ("2,20,1816", "'1816' is no year that can be forecast"),
        ("2,20,-5", "is no year"),
        ("2,20", "'' is no year"),
        ("2,9999,2024", "no state is called '9999'"),
        ("Atlantis,2,2024", "no state is called 'Atlantis'"),
        ("2,2,2024", "a dyad is two states"),
        ("USA,2,2024", "a dyad is two states"),
        ("2,20,3000", "too far from the last known disputes; give a year up to 2041"),
        ("625,626,2009", "SDN (625) and SSD (626) were not both in the state system in 2008 and 2009"),
    ],
)
def test_a_question_without_an_answer_costs_the_others_nothing(tmp_path: Path, question: str, reason: str) -> None:
    path = tmp_path / "b.csv"
    path.write_text(f"ccode1,ccode2,year\n750,770,2008\n{question}\n2,20,2009\n", encoding="utf-8")
    found, lost = answers(asked(path, load()), load(), Given(shipped()))
    assert [a.year for a in found] == [2008, 2009]
    assert [one.line for one in lost] == [3]
    assert reason in lost[0].why


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffccode1,ccode2,year\r\n750,770,2008\r\n\r\n2,20,2009\r\n",
        "ccode1, ccode2, year\n750, 770, 2008\n,,\n2, 20, 2009\n",
        'id,ccode1,note,ccode2,year\n1,750,"a, b",770,2008.0\n2,2.0,,20.0,2009\n',
        "year,ccode2,ccode1\n2008,Pakistan,IND\n2009,CAN,US",
    ],
)
def test_a_batch_is_read_however_it_was_written(tmp_path: Path, text: str) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes(text.encode())
    found, lost = answers(asked(path, load()), load(), Given(shipped()))
    assert [(a.one, a.other, a.year) for a in found] == [("IND", "PAK", 2008), ("USA", "CAN", 2009)]
    assert not lost


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"ccode1,year\n2,2024\n", "line 1: no column ccode2"),
        (b"ccode1;ccode2;year\n2;20;2024\n", "with commas between"),
        (b"", "line 1: no column ccode1"),
        (b"ccode1,ccode2,year\n\xff,20,2009\n", "cannot be read"),
    ],
)
def test_batches_that_cannot_be_read(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "b.csv").write_bytes(content)
    with pytest.raises(UsageError, match=reason):
        asked(tmp_path / "b.csv", load())


def test_a_year_without_questions_is_answered_by_nothing() -> None:
    assert answers([], load(), Given(shipped())) == ([], [])


def test_a_forecast_is_kept_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))
    found = [asked_of("IND", "PAK")]
    assert issue(found, date(2024, 1, 1), 2010, 0.003) is not None
    assert issue(found, date(2024, 2, 1), 2010, 0.003) is None
    (kept,) = issued()
    assert (kept.day, kept.trained, kept.bare) == ("2024-01-01", 2010, True)
    assert kept.forecasts[0].one == "IND"
    (tmp_path / "forecasts" / "2024-03-01-x.json").write_text("{")
    with pytest.raises(DataError, match="cannot be read"):
        issued()


def test_only_years_after_training_with_outcomes_are_scored() -> None:
    def of(*forecasts: tuple[str, str, int, float]) -> Issue:
        rows = tuple(Issued(a, b, y, p, p / 2, p * 2) for a, b, y, p in forecasts)
        return Issue("2020-01-01", "0", "m", 2000, 0.1, "", bare=False, forecasts=rows)

    kept = [of(("IND", "PAK", 2005, 0.4), ("FRA", "DEU", 2005, 0.1), ("IND", "PAK", 1999, 0.3)),
            of(("PAK", "IND", 2005, 0.9), ("IND", "PAK", 2020, 0.3))]  # fmt: skip
    found = _scored(kept, frozenset({("IND", "PAK", 2005)}), 2010)
    assert (found.scored, found.afterwards, found.waiting, found.seen) == (2, 2, 1, 1)
    assert found.marks is not None
    assert found.intervals is not None
    assert found.marks["brier"] == pytest.approx((0.6**2 + 0.1**2) / 2)  # the first forecast of the pair counts
    assert found.intervals["brier"] == pytest.approx((0.1**2, 0.6**2))  # one pair or the other twice
    assert found.marks["log_loss"] == pytest.approx(-(np.log(0.4) + np.log(0.9)) / 2)


def test_forecasts_of_the_facts_alone_are_scored_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    known = made((0, 1, 1840, 4), (0, 1, 1845, 4))
    monkeypatch.setattr("foedus.forecasts.disputes.issued.past", lambda last: known)

    def of(p: float, day: str, bare: bool) -> Issue:
        return Issue(day, "0", "m", 1839, 0.1, "", bare, (Issued("USA", "CAN", 1840, p, p / 2, 0.9),))

    found = [*score([of(0.3, "1841-01-01", bare=False), of(0.2, "1839-06-01", bare=False),
                     of(0.5, "1839-01-01", bare=True)], load())]  # fmt: skip
    assert [(held.bare, held.scored, held.afterwards) for held in found] == [(False, 1, 0), (True, 1, 0)]
    briers = [held.marks["brier"] for held in found if held.marks]
    assert briers == pytest.approx([0.8**2, 0.5**2])  # the earlier of two, whatever the order of the files


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        ("en", ("Log loss: 0.0098", "2001-2010, trained to 2000", "by year", "Gibler", "the odds of half would change",
                "a factor of more than {half},", "by a factor (95%) of:\n  0 years: ", "466 onsets", "Logit of the")),
        ("fr", ("Perte logarithmique\xa0: 0,0098", "2001-2010, estimé jusqu'en 2000", "par an", "Gibler",
                "d'un facteur de plus de {half},", "  0 ans\xa0: ", "466 débuts", "Moyen-Orient 63/65")),
    ],
)  # fmt: skip
def test_the_card_as_text(lang: str, parts: tuple[str, ...]) -> None:
    words = wording(lang, load())
    text = as_text(shipped(), words)
    half = words.number(shipped().aged_at(10).half, "two")
    for part in parts:
        assert part.format(half=half) in text


def test_the_card_of_trees_says_so() -> None:
    grown = msgspec.structs.replace(shipped(), trees=(Tree((), (), (), (), (-6.0,)),))
    assert "trees (1)" in as_text(grown, wording("en", load()))
    assert grown.eta(np.zeros((2, len(COLUMNS)))).tolist() == [-6.0, -6.0]
    assert hash_of(grown) != hash_of(shipped())


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        (
            "en",
            ("Middle East 63 / 65", "1 in 10", "466 onsets in 179,561 dyad-years; log loss 0.0098 [", "AUC-PR 0.23 ["),
        ),
        ("fr", ("Moyen-Orient 63 / 65", "1 sur 10", "466 débuts sur 179\u202f561 dyades-années", "AUC-PR 0,23 [")),
    ],
)
def test_the_card_as_a_picture(lang: str, parts: tuple[str, ...]) -> None:
    model = shipped()
    picture = ElementTree.fromstring(as_svg(model, wording(lang, load())))  # noqa: S314  # our own
    name = "{http://www.w3.org/2000/svg}"
    texts = " ".join(element.text or "" for element in picture.iter(f"{name}text"))
    assert all(part in texts for part in parts)
    width, height = (float(picture.get(side) or 0) for side in ("width", "height"))
    for row in picture.iter(f"{name}g"):
        top = float((row.get("transform") or "").split()[1].rstrip(")"))
        for dot in row.iter(f"{name}circle"):
            assert 0 < float(dot.get("cx") or 0) < width
            assert top < top + float(dot.get("cy") or 0) < height
    dots = sum(
        sum(share > 0 for _, share, _ in found.bins) + len(found.years) + sum(seen > 0 for _, seen, _ in found.regions)
        for found in model.record
    )
    assert len([*picture.iter(f"{name}circle")]) == dots
    assert picture.find(f"{name}title") is not None


def test_the_interval_of_a_count_is_near_the_exact_one() -> None:
    exact = {0: (0, 3.69), 1: (0.025, 5.57), 5: (1.62, 11.67), 20: (12.22, 30.89), 100: (81.36, 121.63)}  # Garwood 1936
    for count, (low, high) in exact.items():
        assert _counted(count) == pytest.approx((low, high), abs=0.025)


def test_the_figure_of_an_answer_names_the_year() -> None:
    assert figure(asked_of("IND", "PAK")).about == ("IND", "PAK")
