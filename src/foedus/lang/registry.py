"""The languages that foedus reads: a literal table, each entry a folder of data."""

from __future__ import annotations

from pathlib import Path

from ..errors import LanguageError

__all__ = ["LANGUAGES", "folder", "written"]

LANGUAGES = {
    "fr": "fr",
    "en": "en",
    "es": "es",
}


def written() -> tuple[str, ...]:
    """The languages in which briefs are written: those whose packs hold foedus's prose."""
    return tuple(lang for lang in LANGUAGES if (folder(lang) / "wording.toml").exists())


def folder(lang: str) -> Path:
    """The folder of a language's data. Raises LanguageError if there is no pack for it."""
    try:
        return Path(__file__).parent / LANGUAGES[lang]
    except KeyError:
        known = ", ".join(LANGUAGES)
        raise LanguageError(
            f"no language pack for {lang!r} (there are: {known}); give the language with --lang"
        ) from None
