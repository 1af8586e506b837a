"""`foedus treaty`: articles of treaties in, what each pledges out; a whole treaty as a proposal for the facts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import FoedusError, LanguageError, ReadingError, UsageError
from . import output
from .options import QUIET

__all__ = ["treaty"]


class Form(StrEnum):
    """How the clauses are written."""

    jsonl = "jsonl"
    json = "json"
    toml = "toml"


_ENDINGS = {".json": Form.json, ".toml": Form.toml}
_STDIN = "-"


def treaty(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A treaty as text, or JSONL of clauses; - for stdin.")],
    *,
    form: Annotated[Form | None, typer.Option("--format", help="Default: by the ending of -o, else jsonl.")] = None,
    out: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, not to stdout.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option(help="Language of the text: en or fr. Default: as the text shows.")
    ] = None,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """What the articles of a treaty pledge: one line of JSON a clause, or the treaty as a fact file to be reviewed.

    Example: foedus treaty examples/treaty-nordmark.txt --format toml -o NORDMARK.toml
    """
    del quiet  # there is no progress to show
    form = form or (_ENDINGS.get(out.suffix.lower()) if out is not None else None) or Form.jsonl
    if lang is not None:
        _known(lang)
    text = _text(file)
    name = "stdin" if file == _STDIN else Path(file).stem
    lines = text.lstrip("\ufeff \t\r\n").startswith("{") or file.lower().endswith(".jsonl")
    if form is Form.toml:
        if lines:
            raise UsageError(f"{file} holds single clauses; a TOML file is made of the text of a whole treaty")
        _write_toml(text, lang, name, file, out)
        return
    rows = list(_clauses(text, lang, file)) if lines else _articles(text, lang, name, file)
    _write(rows, form, out)
    if any("error" in row for row in rows):
        raise typer.Exit(1)


def _known(lang: str) -> None:
    from ..lang.treaty import treaty_words

    treaty_words(lang)


def _text(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == _STDIN else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{file} is not UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from error
    except OSError as error:
        raise ReadingError(
            f"{file} cannot be read ({error.strerror or error}); give a text file, JSONL or -"
        ) from error


def _language(text: str, lang: str | None, where: str) -> str:
    from ..lang.treaty import language_of, treaty_languages

    found = lang or language_of(text)
    if not found and any(c.isalnum() for c in text):
        there = ", ".join(treaty_languages())
        raise LanguageError(f"{where}: the language is not recognised as one of {there}; give it with --lang")
    return found or treaty_languages()[0]


def _articles(text: str, lang: str | None, name: str, file: str) -> list[dict[str, Any]]:
    from ..clauses import article_rows, read_treaty

    if not text.strip():
        raise ReadingError(f"{file} is empty; give the text of a treaty")
    return article_rows(name, read_treaty(text, _language(text, lang, file)))


def _clauses(text: str, lang: str | None, file: str) -> Iterator[dict[str, Any]]:
    """A row a line; what is wrong with a line is said on stderr and in its row."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        name = f"line {number}"
        try:
            given = _record(line)
            name = str(given.get("id", name))
            yield _row(name, given, lang)
        except FoedusError as error:
            output.say(f"{file}:{number}: {error}")
            yield {"id": name, "error": str(error)}


def _record(line: str) -> dict[str, Any]:
    import msgspec

    try:
        given = msgspec.json.decode(line.strip().lstrip("\ufeff"))
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise ReadingError(f'not a line of JSON ({error}); give {{"id", "text"}} on each line') from error
    if not isinstance(given, dict):
        raise ReadingError('not a JSON object; give {"id", "text"} on each line')
    return given


def _row(name: str, given: dict[str, Any], lang: str | None) -> dict[str, Any]:
    from ..clauses import clause_row, read_clause

    text, stated = given.get("text"), given.get("lang")
    if not isinstance(text, str) or not any(c.isalnum() for c in text):
        raise ReadingError('no text; give the words of the clause under "text"')
    if stated is not None and not isinstance(stated, str):
        raise LanguageError(f'{stated!r} is no language; give en or fr under "lang"')
    return clause_row(name, read_clause(text, _language(text, lang or stated, name)))


def _write(rows: list[dict[str, Any]], form: Form, out: Path | None) -> None:
    import msgspec

    with output.destination(out) as stream:
        if form is Form.json:
            stream.write(msgspec.json.format(msgspec.json.encode(rows)).decode() + "\n")
        else:
            stream.writelines(msgspec.json.encode(row).decode() + "\n" for row in rows)


def _write_toml(text: str, lang: str | None, name: str, file: str, out: Path | None) -> None:
    from ..clauses import proposal, read_treaty
    from ..factfiles import load

    if not text.strip():
        raise ReadingError(f"{file} is empty; give the text of a treaty")
    made = proposal(
        read_treaty(text, _language(text, lang, file)),
        load(),
        name if file == _STDIN else Path(file).name,
        out.stem if out is not None else "",
    )
    with output.destination(out) as stream:
        stream.write(made)
