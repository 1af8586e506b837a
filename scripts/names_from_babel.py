"""Starts the names of a language pack: the states as CLDR calls them, which the package Babel carries.

    pip install babel
    python scripts/names_from_babel.py es                # writes src/foedus/lang/es/names.toml
    python scripts/names_from_babel.py es names.toml     # writes elsewhere

Every state of the facts that has a territory of ISO 3166 today gets its name; the other tables stand empty, each with a
line that says what belongs into it. A file that is there is never written over: it holds work done by hand.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel import Locale, UnknownLocaleError

from foedus.factfiles import load

LANG = Path(__file__).parents[1] / "src" / "foedus" / "lang"
TABLES = {
    "official": "Official names, and other names of the state beside those above.",
    "adjectives": "Adjectives in every gender and number; they also name the people.",
    "peoples": "Names of peoples, where these differ from the adjectives.",
    "capitals": "Capitals whose name differs from the English one; a capital stands for its government.",
    "organisations": "Organisations by the codes of facts/organisations: names and abbreviations.",
    "groups": "Armed groups by the codes of facts/groups.csv, where other languages spell them otherwise.",
    "persons": "Office holders by their name in the facts, where the language spells them in its own way.",
}
ASIDE = re.compile(r"\s*[(（].*?[)）]")  # "Hong Kong (China)"


def names(lang: str) -> dict[str, str]:
    """The name of each state of the facts that CLDR has, by ISO 3166-1 alpha-3."""
    territories = Locale.parse(lang).territories
    known = {s.code: territories.get(s.iso2) for s in load().states.values() if s.iso2}
    return {code: ASIDE.sub("", name) for code, name in sorted(known.items()) if name}


def text(lang: str) -> str:
    """The file: the table of states filled, the others empty."""
    lines = [f"# Names of states in {lang}, from CLDR; what else a text calls them is written by hand.", "[states]"]
    lines += [f'{code} = ["{name}"]' for code, name in names(lang).items()]
    for table, what in TABLES.items():
        lines += ["", f"# {what}", f"[{table}]"]
    return "\n".join(lines) + "\n"


def main(lang: str, out: Path) -> None:
    if out.exists():
        sys.exit(f"{out} is there already, and may hold names written by hand; move it away or give another path")
    try:
        made = text(lang)
    except (UnknownLocaleError, ValueError):
        sys.exit(f"CLDR has no language {lang!r}; give its code of ISO 639, as in: names_from_babel.py es")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: names_from_babel.py LANG [FILE]")
    main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) == 3 else LANG / sys.argv[1] / "names.toml")
