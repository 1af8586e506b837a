"""Our facts against a dataset: what is the same treaty, what differs, what the concordance explains."""

from __future__ import annotations

import pytest

from foedus.compare.agreement import agreement, directed_years
from foedus.compare.differences import differences
from foedus.compare.matching import matches, score
from foedus.compare.sides import Side, kin, side
from foedus.concordance import Entry
from foedus.dates import Day, parse_day
from foedus.factfiles import load
from foedus.treaty import Obligation, Party, Text, Treaty, TreatySource

YEARS = (1815, 2016)
RECORD = load()


def day(text: str) -> Day | None:
    return parse_day(text) if text else None


def treaty(
    parties: str, start: str, end: str = "", pledges: str = "defence", *, signed: str = "", **more: object
) -> Treaty:
    """`parties`: codes, each with years of its own after a colon (`USA:1950-1960`)."""
    made = []
    for code, _, spell in (p.partition(":") for p in parties.split()):
        one, _, other = spell.partition("-")
        made.append(Party(code, day(one or start), day(other)))
    text = Text("a", "b")
    return Treaty(
        "T", text, text, "mutual defence", parse_day(signed or start), tuple(made), (TreatySource("x"),),
        tuple(Obligation(p, "1", **more) for p in pledges.split()),  # type: ignore[arg-type]
        in_force=day(start), ended=day(end),
    )  # fmt: skip


def of(*treaties: Treaty) -> Side:
    return side(treaties, RECORD, YEARS)


def found(ours: Treaty, theirs: Treaty, entries: tuple[Entry, ...] = ()) -> list[str]:
    (match,) = matches({"T": of(ours)}, {1: of(theirs)}, entries or (Entry("T", 1, "", Text("", ""), ""),))
    return [
        f"{d.kind} {d.state} {d.ours} {d.theirs} {d.explained.en if d.explained else '?'}"
        for d in differences(match, of(ours), of(theirs), entries)
    ]


def test_states_of_one_number_are_kin() -> None:
    assert kin("SUN", RECORD) == kin("RUS", RECORD) != kin("UKR", RECORD)
    assert kin("YUG", RECORD) == kin("SRB", RECORD)
    assert kin("PSE", RECORD) == "PSE"


def test_the_same_treaty_has_no_difference() -> None:
    ours = treaty("FRA SUN", "1936-03-27", "1939-09-01", "defence consultation", signed="1935-05-02")
    theirs = treaty("FRA RUS", "1935-05-02", "1939-08-23", "defence consultation")
    assert score(of(ours), of(theirs)) == pytest.approx(1)
    assert found(ours, theirs) == []


def test_years_and_parties_and_pledges_differ() -> None:
    ours = treaty("FRA GBR:1904-1910 USA", "1904", "1918", "defence")
    theirs = treaty("FRA GBR ITA", "1907", "", "defence offence")
    assert found(ours, theirs) == [
        "begin  1904 1907 ?",
        "end  1918 open ?",
        "party USA 1904 no party ?",
        "exit GBR 1910 open ?",
        "offence GBR not owed owed ?",
        "offence FRA not owed owed ?",
        "party ITA no party 1907 ?",
    ]


def test_a_party_of_its_own_years() -> None:
    ours, theirs = treaty("FRA GBR DEU:1955", "1949"), treaty("FRA GBR DEU:1954", "1949")
    assert found(ours, theirs) == ["entry DEU 1955 1954 ?"]


def test_an_end_after_the_years_compared_is_open() -> None:
    assert found(treaty("FRA GBR", "1950", "2020"), treaty("FRA GBR", "1950")) == []


def test_a_disputed_pledge_differs_from_neither_reading() -> None:
    doubtful = treaty("FRA GBR", "1950", certainty="disputed", dispute=Text("a", "b"))
    assert found(doubtful, treaty("FRA GBR", "1950", pledges="")) == []


def test_a_pledge_that_one_side_owes() -> None:
    ours = treaty("GBR POL", "1950", obligors=("GBR",))
    assert found(ours, treaty("GBR POL", "1950")) == ["defence POL not owed owed ?"]


def test_the_concordance_explains_one_state_or_all() -> None:
    entries = (
        Entry("T", 1, "", Text("", ""), ""),
        Entry("T", 1, "offence", Text("all", "tous"), ""),
        Entry("T", 1, "offence:GBR", Text("one", "un"), ""),
    )
    ours, theirs = treaty("FRA GBR", "1950"), treaty("FRA GBR", "1950", pledges="defence offence")
    assert [line.split()[-1] for line in found(ours, theirs, entries)] == ["one", "all"]


def test_the_best_match_wins_and_the_concordance_before_it() -> None:
    ours = {"A": of(treaty("FRA GBR", "1950")), "B": of(treaty("FRA GBR", "1952"))}
    theirs = {1: of(treaty("FRA GBR", "1950")), 2: of(treaty("FRA GBR", "1953"))}
    nothing = Text("", "")
    assert [(m.treaty, m.alliances) for m in matches(ours, theirs, ())] == [("A", (1,)), ("B", (2,))]
    several = (Entry("A", 1, "", nothing, ""), Entry("A", 2, "", nothing, ""))
    assert [(m.treaty, m.alliances, m.confirmed) for m in matches(ours, theirs, several)] == [("A", (1, 2), True)]
    left_out = (Entry("A", None, "", nothing, ""), Entry("", 2, "", nothing, ""))
    assert [(m.treaty, m.alliances) for m in matches(ours, theirs, left_out)] == [("B", (1,))]


def test_treaties_with_other_parties_or_of_other_years_do_not_match() -> None:
    assert score(of(treaty("FRA GBR ITA", "1950")), of(treaty("FRA USA CAN", "1950"))) == 0
    assert score(of(treaty("FRA GBR", "1950")), of(treaty("FRA GBR", "1960"))) == 0


def test_directed_years() -> None:
    one = treaty("GBR POL", "1938-06-01", "1940-02-01", obligors=("GBR",))
    gbr, pol = kin("GBR", RECORD), kin("POL", RECORD)
    assert directed_years([one], "defence", RECORD, YEARS) == {(y, gbr, pol) for y in (1938, 1939, 1940)}
    assert directed_years([one], "offence", RECORD, YEARS) == set()
    other = treaty("GBR POL", "1939-01-01", "1939-12-01")
    both = agreement([one], [other], "defence", RECORD, YEARS)
    assert (both.both, both.ours, both.theirs) == (1, 2, 1)
