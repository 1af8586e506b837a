"""Layers of isolation that rest on lists of members."""

from __future__ import annotations

from foedus.measures.isolation.by_facts import organisations
from foedus.system import System


def test_only_organisations_whose_members_are_all_listed_are_counted() -> None:
    system = System.at("2024-06-19")
    figure = organisations(system, "FRA").figure
    listed = [o for o in system.record.organisations.values() if o.complete and "FRA" in o.members_at(system.day)]
    assert figure.value == len(listed)
    assert "in full" in figure.exact
    partial = {o.code for o in system.record.organisations.values() if not o.complete}
    assert "WTO" in partial
    assert not any(row.key.split(":")[0] in partial for row in figure.basis if hasattr(row, "key"))


def test_a_state_in_few_organisations_stands_low() -> None:
    system = System.at("2024-06-19")
    north_korea, france = (organisations(system, state) for state in ("PRK", "FRA"))
    assert north_korea.figure.value is not None
    assert france.figure.value is not None
    assert north_korea.figure.value < france.figure.value
    assert (north_korea.percentile or 0) < 0.1 < (france.percentile or 0)
