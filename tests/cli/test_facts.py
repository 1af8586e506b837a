"""foedus facts: exit codes, pages and exports as the contract has them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from foedus import factfiles
from foedus.cli.facts import app
from foedus.errors import UsageError


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def exported(table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run("export", table).stdout)
    return rows


def test_check_prints_counts_when_all_is_well() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert " treaties, " in result.stdout


def test_check_names_file_entry_and_reason_and_fails(tmp_path: Path) -> None:
    shutil.copytree(factfiles.FACTS, tmp_path / "facts", ignore=shutil.ignore_patterns("*.json", "*.tsv"))
    path = tmp_path / "facts" / "treaties" / "RUS-PRK-2024.toml"
    broken = path.read_text(encoding="utf-8").replace('aid = "automatic"', 'aid = "none"', 1)
    path.write_text(broken, encoding="utf-8")
    result = run("check", "--folder", str(tmp_path / "facts"))
    assert result.exit_code == 1
    assert result.stdout == (
        "treaties/RUS-PRK-2024.toml: obligation 1 (defence): aid 'none' does not go with defence\n"
    )


def test_format_reports_then_writes(tmp_path: Path) -> None:
    path = tmp_path / "majors.csv"
    path.write_text("state,from,to,source\nUSA,1898-08-13,,cow_majors\nAUH,1816-01-01,1918-11-03,cow_majors\n")
    untouched = path.read_text()
    assert run("format", "--check", "--folder", str(tmp_path)).exit_code == 1
    assert path.read_text() == untouched
    result = run("format", "--folder", str(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "majors.csv\n")
    assert path.read_text().splitlines()[1].startswith("AUH")
    assert run("format", "--check", "--folder", str(tmp_path)).exit_code == 0


def test_show_a_treaty_before_it_binds() -> None:
    page = run("show", "RUS-PRK-2024", "--at", "2024-06-19", "--lang", "fr").stdout
    assert "au 2024-06-19 : pas en vigueur" in page
    assert "défense (art. 4), aide : automatique" in page
    assert "territoire de la partie attaquée" in page
    assert "Russian official legal information portal" in page


def test_show_a_treaty_with_its_doubts() -> None:
    page = run("show", "anzus-1951", "--at", "2024").stdout
    assert "on 2024-01-01: in force" in page
    assert "disputed: The United States suspended its security obligations" in page


@pytest.mark.parametrize("name", ["PRK", "Corée du Nord", "731", "North Korea"])
def test_show_a_state_by_any_of_its_names(name: str) -> None:
    page = run("show", name, "--at", "2025-01-01").stdout
    assert page.startswith("PRK  North Korea")
    assert "Kim Jong Un" in page
    assert "RUS-PRK-2024" in page
    assert "nuclear warheads 2025: 50 (20 – 90)" in page


def test_show_an_organisation_on_a_day() -> None:
    assert "Members (2023-04-03): 30" in run("show", "OTAN", "--at", "2023-04-03").stdout
    assert "Members (2023-04-04): 31" in run("show", "NATO", "--at", "2023-04-04").stdout
    assert "partial list" in run("show", "IAEA").stdout


def test_show_an_armed_group_by_its_code_or_a_name() -> None:
    page = run("show", "HAM").stdout
    assert page.startswith("HAM  Hamas\nrebel group (REB); home: Palestine (PSE)\nfrom 1987-12\n")
    assert "UCDP Actor Dataset" in page
    french = run("show", "Tigres tamouls", "--lang", "fr").stdout
    assert french.startswith(
        "LTTE  Tigres de libération de l'Eelam tamoul\ngroupe séparatiste (REB); foyer : Sri Lanka"
    )
    assert "depuis 1976-05-05 jusqu'au 2009-05-19" in french


def test_show_says_what_comes_close() -> None:
    with pytest.raises(UsageError, match="RUS-PRK-2024"):
        CliRunner().invoke(app, ["show", "RUS-PRK-2023"], catch_exceptions=False)


@pytest.mark.parametrize(
    "arguments",
    [("show",), ("export", "wars"), ("export", "states", "--format", "xml"), ("show", "FRA", "--at", "yesterday")],
)
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_treaties_have_the_form_of_the_contract() -> None:
    treaty = next(t for t in exported("treaties") if t["id"] == "RUS-PRK-2024")
    assert treaty["title"]["fr"].startswith("Traité de partenariat stratégique global")
    assert (treaty["signed"], treaty["in_force"], treaty["ended"]) == ("2024-06-19", "2024-12-04", None)
    assert treaty["parties"] == [
        {"state": "RUS", "from": "2024-12-04", "to": None},
        {"state": "PRK", "from": "2024-12-04", "to": None},
    ]
    defence = treaty["obligations"][0]
    assert {k: defence[k] for k in ("pledge", "aid", "obligors", "area", "article")} == {
        "pledge": "defence", "aid": "automatic", "obligors": ["RUS", "PRK"], "area": "parties", "article": "4",
    }  # fmt: skip
    assert treaty["evidence"][0]["ref"]


def test_an_obligor_is_no_beneficiary_of_its_own_pledge() -> None:
    anzus = next(t for t in exported("treaties") if t["id"] == "ANZUS-1951")
    assert anzus["obligations"][0]["obligors"] == ["AUS"]
    assert set(anzus["obligations"][0]["beneficiaries"]) == {"NZL", "USA"}


def test_states_organisations_and_offices() -> None:
    france = next(s for s in exported("states") if s["code"] == "FRA")
    assert {"system": "cow", "number": 220, "abbreviation": "FRN"}.items() <= france["periods"][0].items()
    gulf = next(o for o in exported("organisations") if o["code"] == "GCC")
    assert {m["state"] for m in gulf["members"]} == {"ARE", "BHR", "KWT", "OMN", "QAT", "SAU"}
    assert all(office["source"] and office["person"] for office in exported("offices"))


def test_a_file_takes_its_format_from_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "treaties.csv"
    assert run("export", "treaties", "-o", str(path)).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    bound = {r["state"]: r["from"] for r in rows if r["id"] == "NATO-1949"}
    assert (len(bound), bound["FIN"]) == (32, "2023-04-04")
    assert run("export", "treaties", "-o", str(tmp_path / "treaties.xls")).exit_code == 2
