"""The names of `import foedus`: they work in any order, and cost nothing before they are used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import foedus

SOURCE = Path(__file__).resolve().parents[1] / "src"
HEAVY = ("trafilatura", "lxml", "pandas", "rich", "jinja2", "numpy", "charset_normalizer", "msgspec", "foedus.coding")


def python(code: str) -> str:
    run = subprocess.run(  # noqa: S603  # our own interpreter on our own code
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=True,
    )
    return run.stdout.strip()


@pytest.mark.parametrize("code", ["import foedus", "import foedus; foedus.read, foedus.code, foedus.brief"])
def test_the_package_is_light(code: str) -> None:
    assert python(f"{code}\nimport sys\nprint([m for m in {HEAVY} if m in sys.modules])") == "[]"


def test_a_text_is_coded_without_what_only_pages_need(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("La France a condamné la Russie après une attaque contre le port de la ville.", encoding="utf-8")
    code = (
        f"import foedus, sys; foedus.code(foedus.read({str(path)!r}, lang='fr'))\n"
        "print([m for m in ('trafilatura', 'lxml', 'pandas', 'jinja2', 'http.client') if m in sys.modules])"
    )
    assert python(code) == "[]"


@pytest.mark.parametrize(
    "first",
    [
        "import foedus",
        "from foedus.brief.render import render; import foedus",
        "import foedus; import foedus.brief.compose",
        "from foedus.brief import brief as b; import foedus; assert b is not foedus",
        "import foedus.cli; import foedus",
    ],
)
def test_brief_is_a_function_whatever_was_imported_before(first: str) -> None:
    assert python(f"{first}\nprint(callable(foedus.brief), callable(foedus.brief))") == "True True"


def test_from_a_path_to_a_brief(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "La Norvège et la Pologne ont signé mardi un traité d'amitié à Varsovie. La France a condamné la Russie.",
        encoding="utf-8",
    )
    document = foedus.read(path)
    assert {code for event in foedus.code(document).events for code in event.actor} >= {"NOR", "POL", "FRA"}
    assert foedus.brief(document, lang="en").lang == "en"
    assert foedus.System.at("2024-06-19").day.isoformat() == "2024-06-19"


def test_an_unknown_name() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        foedus.nothing  # noqa: B018
