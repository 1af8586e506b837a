"""Every command, option, measure, fact file and language data file has its documentation."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.main

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "foedus"
DOCS = ROOT / "docs"


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def commands() -> dict[str, Any]:
    """The commands by name. Typer's own classes: which click they are built on differs between its versions."""
    from foedus.cli import app

    return inner(typer.main.get_command(app))


def inner(command: Any) -> dict[str, Any]:
    return dict(getattr(command, "commands", {}))


def leaves(command: Any) -> list[Any]:
    return [leaf for one in inner(command).values() for leaf in leaves(one)] or [command]


def test_every_command_has_a_page_and_every_page_a_command() -> None:
    pages = {path.stem for path in (DOCS / "commands").glob("*.md")}
    assert pages == set(commands())


@pytest.mark.parametrize("section", ["## Output", "## Example", "## Errors"])
def test_every_page_has_its_sections(section: str) -> None:
    for name in commands():
        assert section in text(f"commands/{name}.md"), name


def options(command: Any) -> set[str]:
    """The long options of a command and of its subcommands, `--help` left out."""
    found = {
        name
        for leaf in leaves(command)
        for parameter in leaf.params
        if parameter.param_type_name == "option"
        for name in (*parameter.opts, *parameter.secondary_opts)
        if name.startswith("--")
    }
    return found - {"--help"}


def test_every_option_is_on_the_page_of_its_command() -> None:
    missing = [
        f"{name}: {option}"
        for name, command in commands().items()
        for option in options(command)
        if option not in text(f"commands/{name}.md")
    ]
    assert not missing


def test_every_option_on_a_page_exists() -> None:
    invented = []
    for name, command in commands().items():
        cells = [line.split("|")[1] for line in text(f"commands/{name}.md").splitlines() if line.startswith("| `-")]
        named = {option for cell in cells for option in re.findall(r"--[a-z][a-z-]+", cell)}
        invented += [f"{name}: {option}" for option in sorted(named - options(command))]
    assert not invented


def test_every_subcommand_is_on_the_page_of_its_group() -> None:
    for name, command in commands().items():
        for sub in inner(command):
            assert f"foedus {name} {sub}" in text(f"commands/{name}.md")


def test_every_measure_has_a_section() -> None:
    modules = {path.stem for path in (SOURCE / "measures").glob("*.py")} - {"__init__"}
    sections = set(re.findall(r"^## (\w+)$", text("measures.md"), re.MULTILINE))
    assert modules <= sections


def test_every_kind_of_fact_file_is_described() -> None:
    described = text("facts.md")
    missing = []
    for path in sorted((SOURCE / "facts").iterdir()):
        name = re.sub(r"^people_.*", "people_*.csv", path.name)
        if path.name.startswith("."):
            continue
        wanted = f"{name}/" if path.is_dir() else name
        if wanted not in described:
            missing.append(wanted)
    assert not missing


def test_every_column_of_a_fact_table_is_described() -> None:
    described = text("facts.md")
    for path in sorted((SOURCE / "facts").rglob("*.csv")):
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        missing = [column for column in header if column not in described]
        assert not missing, f"{path.name}: {missing}"


def test_every_file_of_a_language_pack_is_described() -> None:
    described = text("languages.md")
    files = {path.name for path in (SOURCE / "lang" / "fr").glob("*.toml")}
    assert not {name for name in files if f"`{name}`" not in described}
    assert "`patterns/*.toml`" in described


def test_every_module_is_in_the_architecture() -> None:
    described = text("architecture.md")
    modules = [p for p in SOURCE.iterdir() if p.suffix == ".py" or (p.is_dir() and (p / "__init__.py").exists())]
    names = {f"`{p.name}`" if p.suffix else f"`{p.name}/`" for p in modules} - {"`__init__.py`", "`__main__.py`"}
    assert not {name for name in names if name not in described}


def test_the_architecture_repeats_the_import_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    block = text("architecture.md").split("## The import contract")[1].split("```")[1]
    shown = [set(layer.replace(":", " ").split()) for layer in block.split(">")]
    assert shown == [set(layer.replace(":", " ").split()) for layer in layers]


def test_every_pledge_and_event_type_is_in_the_glossary() -> None:
    from foedus.event import EventType
    from foedus.treaty import Pledge

    glossary = text("glossary.md")
    assert not {kind.value for kind in EventType if f"| {kind.value} |" not in glossary}
    assert not {pledge for pledge in get_args(Pledge) if f"| `{pledge}` |" not in glossary}


def test_every_reason_of_the_casus_is_explained() -> None:
    wording = tomllib.loads((SOURCE / "lang" / "fr" / "wording.toml").read_text(encoding="utf-8"))
    reasons = set(wording["casus"]["reason"])
    assert not {reason for reason in reasons if f"| `{reason}` |" not in text("casus.md")}


def test_every_case_file_is_named_in_the_page() -> None:
    page = text("casus.md")
    assert not {p.name for p in (ROOT / "tests" / "cases").glob("*.toml") if p.name not in page}


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken


def test_every_change_says_whether_it_changes_figures() -> None:
    entries = [
        line for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line.startswith("- ")
    ]
    assert entries
    assert not [e for e in entries if not re.search(r"(Changes figures|Does not change figures)\.$", e)]


def test_the_readme_holds_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    install = "python3 -m venv .venv && .venv/bin/pip install -q"
    assert f"{install} . && .venv/bin/foedus brief examples/pyongyang-2024.txt" in readme
    assert f"{install} '.[test]' && .venv/bin/pytest -q" in readme


def test_examples_named_in_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"examples/[\w.-]+\.txt", readme))
    assert named
    assert not {name for name in named if not (ROOT / name).exists()}
