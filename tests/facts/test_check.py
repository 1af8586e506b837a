"""Each rule of the check fires on a copy of the facts in which one entry is broken, and on nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from foedus import factcheck, factfiles

PARTS = (
    "states.csv", "state_periods.csv", "capitals.csv", "majors.csv", "rivalries.csv", "visits.csv",
    "visits_complete.csv", "capabilities.csv", "people_europe_americas.csv", "offices/europe_americas.csv", "areas.toml",
    "organisations/CSTO.toml", "treaties/RUS-PRK-2024.toml", "treaties/TRA-1979.toml", "treaties/ANZUS-1951.toml",
    "treaties/EU-42-7.toml", "treaties/RUS-AZE-1997.toml", "geo/dependencies.csv",
)  # fmt: skip
TREATY, TRA, ANZUS = "treaties/RUS-PRK-2024.toml", "treaties/TRA-1979.toml", "treaties/ANZUS-1951.toml"
EU, DISPUTED, CSTO = "treaties/EU-42-7.toml", "treaties/RUS-AZE-1997.toml", "organisations/CSTO.toml"
OFFICES, PEOPLE = "offices/europe_americas.csv", "people_europe_americas.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A part of the packaged facts, small enough to be read often."""
    for part in PARTS:
        target = tmp_path / part
        target.parent.mkdir(exist_ok=True)
        shutil.copy(factfiles.FACTS / part, target)
    shutil.copytree(factfiles.FACTS / "sources", tmp_path / "sources")
    return tmp_path


def problems(folder: Path) -> list[str]:
    record, unread = factfiles.read(folder)
    return [str(p) for p in (*unread, *factcheck.check(record, folder))]


def test_the_copy_is_sound(folder: Path) -> None:
    assert problems(folder) == []


BREAKS = [
    # tables
    ("states.csv", "|eu_style_guide_a5|jo_etats_2008\nAGO", "|no_such_list\nAGO", "source 'no_such_list' is not in sources"),
    ("majors.csv", "AUH,1816-01-01,1918-11-03,cow_majors", "AUH,1816-01-01,1918-11-03,", "no source"),
    ("majors.csv", "AUH,1816-01-01", "QQQ,1816-01-01", "state 'QQQ' is neither in states.csv nor an organisation"),
    ("visits.csv", "ALB,SRB,Edi Rama", "ALB,ZZZ,Edi Rama", "host 'ZZZ' is neither"),
    ("rivalries.csv", "AFG,PAK,1947", "AFG,PKK,1947", "other 'PKK' is neither"),
    ("rivalries.csv", "AFG,PAK,1947", "AFG,PAK,nineteen", "is not a date"),
    ("states.csv", "AGO,AO,Angola", "AFG,AO,Angola", "stands already in states.csv"),
    (PEOPLE, "Alain Berset,Berset,Alain Berset,Berset,,m", "Alain Berset,Berset,Alain Berset,Berset,,x", "gender 'x'"),
    (PEOPLE, "Alain Berset,Berset,", "Alain Berset,,", "no family name"),
    (PEOPLE, "Alain Berset,Berset,", "Somebody Else,Else,", "person 'Alain Berset' is not in people.csv"),
    # states
    ("states.csv", "Afghan,Afghans,afghan,afghane", "Afghan,,afghan,afghane", "lacks an adjective or a people"),
    ("states.csv", "AFG,AF,Afghanistan,Afghanistan,", "AFG,AF,Afghanistan,,", "a name is missing"),
    ("states.csv", "afghane,state,", "afghane,kingdom,", "kind 'kingdom' is neither"),
    ("capitals.csv", "AGO,Luanda,Luanda,1975-11-11,,", "AGO,Luanda,Luanda,1975-11-11,1980,", "has no capital"),
    ("capitals.csv", "AGO,Luanda,Luanda,1975-11-11,,-8.8368", "AGO,Luanda,Luanda,1975-11-11,,-98.8", "no point of the globe"),
    ("state_periods.csv", "gw,700,AFG,AFG,1816-01-01,1888-12-30", "gw,700,AFG,AFG,1816-01-01,1920", "two spells of gw 700 overlap"),
    ("state_periods.csv", "gw,700,AFG,AFG,1816-01-01,1888-12-30", "gw,700,AFG,AFG,1889-01-01,1888-12-30", "ends before it begins"),
    ("state_periods.csv", "cow,700,AFG,AFG,1919-08-08", "cowz,700,AFG,AFG,1919-08-08", "is none of cow, gw, un"),
    # offices
    (OFFICES, "Bujar Nishani,2012-07-24,2017-07-24", "Bujar Nishani,2012-07-24,2018", "hold it at once"),
    (OFFICES, "Bujar Nishani,2012-07-24,2017-07-24", "Bujar Nishani,2012-07-24,2011", "before it begins"),
    (OFFICES, "ALB,head_of_state,President,président,Bujar", "ALB,chief,President,président,Bujar", "office is none of"),
    (OFFICES, "ALB,head_of_state,President,président,Bujar", "ALB,head_of_state,President,,Bujar", "the title is missing"),
    # organisations
    (CSTO, 'fr = "OTSC"', 'fr = ""', "a name or an abbreviation is missing"),
    (CSTO, 'state = "ARM"', 'state = "AXM"', "AXM: not in states.csv"),
    (CSTO, "from = 2006-08-16\nto = 2012-12-19", "from = 2006-08-16\nto = 2005-12-19", "leaves (2005-12-19) before"),
    (CSTO, 'state = "ARM"\nfrom = 2002-10-07', 'state = "ARM"\nfrom = 1992-05-15', "a member from 1992-05-15, before"),
    (CSTO, 'state = "BLR"', 'state = "ARM"', "periods 2002-10-07 – and 2002-10-07 – overlap"),
    (CSTO, "to = 2012-12-19", 'to = 2012-12-19\nstatus = "observer"', "status 'observer' is neither"),
    (CSTO, "founded = 2002-10-07", "founded = 2002-10-07\ndissolved = 2001-01-01", "dissolved before it was founded"),
    # treaties
    (TREATY, 'fr = "traité Russie–Corée du Nord de 2024"', 'fr = ""', "is missing in English or in French"),
    (TREATY, 'state = "PRK"\n', 'state = "PRQ"\n', "party PRQ: not in states.csv"),
    (TREATY, "[[evidence]]\n", '[[evidence]]\nref = ""\n\n[[evidence]]\n', "one without a reference"),
    (TREATY, 'state = "PRK"\nfrom = 2024-12-04', 'state = "PRK"\nfrom = 2024-06-01', "before the treaty was signed"),
    (TREATY, 'state = "PRK"\nfrom = 2024-12-04', 'state = "PRK"\nfrom = 2024-07-01', "before the treaty was in force"),
    (TREATY, 'state = "PRK"\nfrom', 'state = "RUS"\nfrom', "periods 2024-12-04 – and 2024-12-04 – overlap"),
    (TREATY, "in_force = 2024-12-04", "in_force = 2024-06-01", "is before the signature"),
    (TREATY, "in_force = 2024-12-04", "in_force = 2024-12-04\nended = 2024-07-01", "when it entered into force"),
    (TREATY, "in_force = 2024-12-04\n", "", "bound by a treaty that is not in force"),
    (TREATY, "in_force = 2024-12-04\n", "ended = 2025-01-01\n", "ended without ever being in force"),
    (TREATY, 'state = "PRK"\nfrom = 2024-12-04', 'state = "PRK"\nfrom = 2024-12-04\nto = 2024-12-01', "before it is bound"),
    (TREATY, 'certainty = "certain"', 'certainty = "disputed"', "nothing says what is disputed"),
    (TREATY, 'id = "RUS-PRK-2024"', 'id = "PRK-RUS-2024"', "id 'PRK-RUS-2024' and file name differ"),
    (TRA, "retroactive = true\n", "", "1979-01-01 is before the signature (1979-04-10)"),
    # obligations
    (TREATY, 'aid = "automatic"', 'aid = "none"', "aid 'none' does not go with defence"),
    (TREATY, 'pledge = "consultation"\narticle = "3"\naid = "none"', 'pledge = "consultation"\narticle = "3"\naid = "automatic"', "aid 'automatic' does not go with consultation"),
    (TREATY, 'article = "4"', 'article = ""', "names no article and no note says why"),
    (TREATY, 'area = "parties"', 'area = "the_moon"', "not in areas.toml: the_moon"),
    (TREATY, 'area = "parties"', 'area = "state:ZZZ"', "not in areas.toml: state:ZZZ"),
    (TREATY, 'area = "parties"', 'area = "parties"\nobligors = ["CHN"]', "obligors that are no parties: CHN"),
    (TREATY, 'area = "parties"', 'area = "parties"\nbeneficiaries = ["ZZZ"]', "not in states.csv: ZZZ"),
    (TREATY, 'area = "parties"', 'area = "parties"\nattackers = { only = ["ZZZ"] }', "not in states.csv: ZZZ"),
    (TREATY, 'area = "parties"', 'area = "parties"\naid_only = ["AUT"]', "aid_only names states that are no obligors: AUT"),
    (TREATY, 'area = "parties"', 'area = "parties"\ncertainty = "disputed"', "obligation 1 (defence): disputed, and nothing"),
    (TREATY, 'area = "parties"', 'area = "parties"\nfrom = 2025-01-01\nto = 2024-01-01', "before it begins"),
    (TREATY, 'area = "parties"', 'area = "parties"\ncolour = "red"', "unknown field `colour`"),
    (ANZUS, 'contested = [{ states = ["NZL"],', 'contested = [{ states = ["CHN"],', "contested names states that are no obligors: CHN"),
    # areas, visits, capabilities
    ("areas.toml", "[72.5, -157.0]", "[172.5, -157.0]", "a corner is at no point of the globe"),
    ("visits.csv", "2014-11-10,2014-11-11", "2014-11-10,2014-11-09", "before it begins"),
    ("visits_complete.csv", "ARM,AZE,2003-01-01,2025-12-31", "ARM,AZE,2003-01-01,2002-12-31", "until is before since"),
    ("capabilities.csv", "49474805,40579000,49474805", "49474805,49574805,49674805", "<= value (49474805.0) <="),
    ("capabilities.csv", "49474805,40579000,49474805", "49474805,40579000,", "only one of low and high"),
    ("capabilities.csv", "AFG,population,2025", "AFG,population,2525", "year 2525 is out of range"),
    ("capabilities.csv", "AFG,population,2025", "AFG,population,2022", "AFG population 2022: stands twice"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "sound", "broken", "reason"), BREAKS)
def test_a_broken_entry_is_named_with_its_reason(folder: Path, file: str, sound: str, broken: str, reason: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert sound in text, f"the example {sound!r} is no longer in {file}"
    path.write_text(text.replace(sound, broken, 1), encoding="utf-8")
    assert any(reason in problem for problem in problems(folder)), problems(folder)


def test_a_treaty_without_evidence_is_a_problem(folder: Path) -> None:
    path = folder / TREATY
    head = path.read_text(encoding="utf-8").split("[[evidence]]")[0]
    path.write_text(f"evidence = []\n{head}", encoding="utf-8")
    assert any("no evidence" in problem for problem in problems(folder))


def test_an_organisation_without_evidence_is_a_problem(folder: Path) -> None:
    path = folder / CSTO
    head = path.read_text(encoding="utf-8").split("[[evidence]]")[0]
    path.write_text(f"evidence = []\n{head}", encoding="utf-8")
    assert any("no evidence" in problem for problem in problems(folder))


def test_more_soldiers_than_people_is_a_problem(folder: Path) -> None:
    with (folder / "capabilities.csv").open("a", encoding="utf-8") as handle:
        handle.write("TUV,population,2025,11000,,,persons,cia_factbook,\nTUV,personnel,2025,12000,,,persons,cia_factbook,\n")
    assert any("more soldiers (12000) than people" in problem for problem in problems(folder))


def test_a_figure_that_nobody_has_needs_a_note(folder: Path) -> None:
    with (folder / "capabilities.csv").open("a", encoding="utf-8") as handle:
        handle.write("TUV,milex,1999,,,,million US dollars,cia_factbook,\n")
    assert any("no value, and no note says why" in problem for problem in problems(folder))


def test_a_system_that_loses_its_members_is_a_problem(folder: Path) -> None:
    path = folder / "state_periods.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("gw,7")), encoding="utf-8")
    assert any(problem.startswith("state_periods.csv: gw 2000:") for problem in problems(folder))


def test_a_source_under_two_files_is_a_problem(folder: Path) -> None:
    (folder / "sources" / "again.toml").write_text('[cow_majors]\ntitle = "again"\n', encoding="utf-8")
    assert any("cow_majors: stands already in sources/again.toml" in problem for problem in problems(folder))


def test_a_table_that_is_no_table_is_reported_and_the_rest_is_read(folder: Path) -> None:
    (folder / "rivalries.csv").write_text('one,other,from,to,source\n"AFG,PAK\n', encoding="utf-8")
    (folder / CSTO).write_text('code = "CSTO"\nname = "a name in no language"\n', encoding="utf-8")
    found = problems(folder)
    assert any(problem.startswith("rivalries.csv: ") for problem in found)
    assert any(problem.startswith(f"{CSTO}: CSTO: ") for problem in found)


def test_holders_who_follow_each_other_on_one_day_do_not_overlap(folder: Path) -> None:
    path = folder / OFFICES
    text = path.read_text(encoding="utf-8")
    known, vague = "Bujar Nishani,2012-07-24,2017-07-24", "Bujar Nishani,2012-07-24,2017-07/2017-09"
    assert known in text
    path.write_text(text.replace(known, vague), encoding="utf-8")
    assert problems(folder) == []  # he may have left on the day on which the next took office
