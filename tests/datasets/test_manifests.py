"""Every manifest says where its data come from, and agrees with itself and with the page on datasets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from foedus.datasets import DATASETS
from foedus.datasets.dataset import Dataset

PAGE = Path(__file__).resolve().parents[2] / "docs" / "datasets.md"

every = pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)


@every
def test_it_says_where_the_data_come_from(dataset: Dataset) -> None:
    manifest = dataset.manifest
    assert manifest.name == dataset.name
    assert all((manifest.title, manifest.licence, manifest.citation))
    assert re.match(r"https?://\S+$", manifest.origin)
    assert re.match(r"\s*@\w+\{\w+,\n", manifest.bibtex)
    assert manifest.bibtex.count("{") == manifest.bibtex.count("}")


@every
def test_its_layouts_fit_its_tables(dataset: Dataset) -> None:
    manifest = dataset.manifest
    names = {spec.name for spec in manifest.table}
    for layout in manifest.layout:
        spec = manifest.spec(layout.table)
        assert {*layout.key} <= {*layout.needs}
        assert {*layout.rename.values()} <= {*spec.columns}
    for spec in manifest.table:
        assert {*spec.key} <= {*spec.columns}
    for release in manifest.release:
        assert {*release.rows} <= names
        assert not release.years or release.years[0] <= release.years[1]
        assert all(url.startswith(("http://", "https://")) for url in release.url)


@every
def test_what_follows_from_others_is_in_an_order_in_which_it_can_be_made(dataset: Dataset) -> None:
    made = {layout.table for layout in dataset.manifest.layout}
    for one in dataset.derived:
        assert {*one.inputs} <= made
        made.add(one.table)
    assert made == {spec.name for spec in dataset.manifest.table}


@every
def test_the_page_has_its_tables(dataset: Dataset) -> None:
    row = next(
        line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith(f"| `{dataset.name}` |")
    )
    assert {*re.findall(r"`(\w+)`", row.split("|")[2])} == {spec.name for spec in dataset.manifest.table}
