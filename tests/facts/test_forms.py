"""The canonical form: the same facts, whatever the order in which somebody wrote them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from foedus import factfiles, factforms
from foedus.errors import FactsError

HEADER = "state,office,title_en,title_fr,person,from,to,source"
ROWS = (
    "ALB,head_of_state,President,président,Ilir Meta,2017-07-24,2022-07-24,rulers",
    "ALB,head_of_state,President,président,Bajram Begaj,2022-07-24,,rulers",
    "ALB,head_of_government,Prime Minister,Premier ministre,Edi Rama,2013-09-11,,rulers",
    "AUT,head_of_state,President,président,Alexander Van der Bellen,2017-01-26,,rulers",
)
TREATY = """\
id = "AAA-BBB-2001"
signed = 2001-05-07
certainty = "certain"
title = {fr = "Traité \\"A\\"", en = 'Treaty "A"'}   # a comment

[[evidence]]
text = "shows it"
ref = "Journal, 2001"

[[party]]
from = "2001/2002"
state = "AAA"
"""
CANONICAL = """\
id = "AAA-BBB-2001"
title = { en = "Treaty \\"A\\"", fr = "Traité \\"A\\"" }
signed = 2001-05-07
certainty = "certain"

[[party]]
state = "AAA"
from = "2001/2002"

[[evidence]]
ref = "Journal, 2001"
text = "shows it"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "offices").mkdir()
    (tmp_path / "treaties").mkdir()
    return tmp_path


def test_rows_are_sorted_the_highest_office_first(folder: Path) -> None:
    path = folder / "offices" / "europe.csv"
    path.write_text("\r\n".join([HEADER, *ROWS[::-1]]), encoding="utf-8", newline="")
    assert factforms.format_facts(folder) == ("offices/europe.csv",)
    assert path.read_bytes().decode() == "\n".join([HEADER, *ROWS]) + "\n"
    assert factforms.format_facts(folder) == ()


def test_cells_are_trimmed_and_quoted_only_where_they_must_be(folder: Path) -> None:
    path = folder / "visits_complete.csv"
    path.write_text('visitor,host,since,until,source\n"ARM",AZE , 2003,2025,"a, b"\n', encoding="utf-8")
    factforms.format_facts(folder)
    assert path.read_text(encoding="utf-8").splitlines()[1] == 'ARM,AZE,2003,2025,"a, b"'


def test_keys_of_a_treaty_stand_in_the_order_of_the_format(folder: Path) -> None:
    path = folder / "treaties" / "AAA-BBB-2001.toml"
    path.write_text(TREATY, encoding="utf-8")
    factforms.format_facts(folder)
    assert path.read_text(encoding="utf-8") == CANONICAL
    assert factforms.format_facts(folder) == ()


def test_differing_writes_nothing(folder: Path) -> None:
    path = folder / "treaties" / "AAA-BBB-2001.toml"
    path.write_text(TREATY, encoding="utf-8")
    assert [p for p, _ in factforms.differing(folder)] == [path]
    assert path.read_text(encoding="utf-8") == TREATY


@pytest.mark.parametrize("pattern", ["treaties/*.toml", "organisations/*.toml"])
def test_the_form_keeps_every_fact(folder: Path, pattern: str) -> None:
    (folder / "organisations").mkdir()
    originals = {}
    for path in factfiles.FACTS.glob(pattern):
        target = folder / path.relative_to(factfiles.FACTS)
        originals[target] = tomllib.loads(path.read_text(encoding="utf-8"))
        backwards = path.read_text(encoding="utf-8").split("\n\n")
        target.write_text("\n\n".join([backwards[0], *reversed(backwards[1:])]) + "\n", encoding="utf-8")
    factforms.format_facts(folder)
    for target, original in originals.items():
        formatted = tomllib.loads(target.read_text(encoding="utf-8"))
        assert formatted.keys() == original.keys()
        for key, value in original.items():
            assert formatted[key] == (value[::-1] if key in factforms.TABLES else value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("majors.csv", "state,from\nFRA"),
        ("majors.csv", "country,from\nFRA,1816\n"),
        ("majors.csv", ""),
        ("majors.csv", 'state,from\n"FRA'),
        ("treaties/X.toml", "id = "),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_is_written(folder: Path, name: str, text: str) -> None:
    (folder / "rivalries.csv").write_text("one,other,from\nFRA,DEU,1816\nAUT,PRU,1816\n")
    (folder / name).write_text(text)
    with pytest.raises(FactsError, match=name.split("/", maxsplit=1)[0]):
        factforms.format_facts(folder)
    assert (folder / name).read_text() == text
    assert (folder / "rivalries.csv").read_text().splitlines()[1] == "FRA,DEU,1816"
