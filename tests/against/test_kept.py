"""Defence pacts kept in war, by our rule, against a third of the published cases (Berkemeier & Fuhrmann 2018)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from foedus.datasets.importing import import_files
from foedus.forecasts.joining.kept import Case, cases, rates

WORLD_WARS = (106, 139)

Published = dict[tuple[int, int], dict[str, str]]
Found = dict[tuple[int, int], Case]


@pytest.fixture(scope="module")
def found(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[int, int], Case]]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FOEDUS_HOME", str(tmp_path_factory.mktemp("home")))
        raw = shared / "data" / "raw"
        import_files(
            (raw / "atop" / "atop4_01m.csv", raw / "cow_wars" / "cow_interstate_war_participants_v4.csv"), "here"
        )
        yield {(case.alliance, case.war): case for case in cases()}


@pytest.fixture(scope="module")
def listed(shared: Path) -> Published:
    with (shared / "data" / "truth" / "alliance_honored_dev.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["cowwarid"]]
    return {(int(float(row["atopid"])), int(float(row["cowwarid"]))): row for row in rows}


@pytest.fixture(scope="module")
def published(listed: Published) -> Published:
    """Those with a pledge of defence."""
    return {key: row for key, row in listed.items() if float(row["defense"])}


def test_cases_in_both_have_the_same_outcome(found: Found, published: Published) -> None:
    both = found.keys() & published.keys()
    assert len(both) == 10
    assert all(found[key].honoured == (published[key]["honored"] == "1") for key in both)


def test_outside_the_world_wars_few_are_missed(found: Found, published: Published) -> None:
    wanted = {key for key in published if key[1] not in WORLD_WARS}
    assert len(wanted) == 9
    assert len(wanted & found.keys()) == 7


def test_few_are_found_that_are_not_published(found: Found, listed: Published) -> None:
    """Of the wars named in the published third, our cases that fall into that third, by its own rule."""
    names = {war: row["warname"] for (_, war), row in listed.items()}
    third = [
        key for key in found
        if key[1] in names and int(sha256(f"foedus-bf-{key[0]}-{names[key[1]]}".encode()).hexdigest(), 16) % 3 == 0
    ]  # fmt: skip
    assert len(third) == 11
    assert len([key for key in third if key not in listed]) == 1


@pytest.mark.usefixtures("found")
def test_rates_have_cases_and_intervals(found: Found) -> None:
    whole, late = rates()
    assert whole.cases == len(found) == 61
    assert (late.first, late.cases) == (1945, 36)
    assert late.percent < whole.percent < 41.0  # members attacked later, as in the World Wars, are not counted
    for rate in (whole, late):
        low, high = rate.interval or (0.0, 0.0)
        assert 0 < low < rate.percent < high < 100
