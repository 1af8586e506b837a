"""`foedus doctor`: what is installed, what the facts hold and how old they are, what is missing."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import typer

__all__ = ["doctor"]

NETWORK = "nothing here needs the network; only a URL given to brief or code, and what data pull asks for, is fetched"


def doctor() -> None:
    """Show versions, facts with their dates and hash, languages, what is missing. Needs no network.

    Example: foedus doctor
    """
    for title, lines in (
        ("foedus", _versions()),
        ("facts", _facts()),
        ("languages", _languages()),
        ("optional", _optional()),
        ("data", _data()),
        ("network", iter((NETWORK,))),
    ):
        for number, line in enumerate(lines):
            typer.echo(f"{'' if number else title:<10} {line}")


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _versions() -> Iterator[str]:
    yield f"{_version('foedus')} in {Path(__file__).resolve().parents[1]}"
    yield f"Python {platform.python_version()} on {platform.platform(terse=True)}"
    for name, extra in _requirements():
        if not extra:
            yield f"{name} {_version(name)}"


def _requirements() -> Iterator[tuple[str, str]]:
    """Each package that foedus asks for, with the extra that it belongs to, if any."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        asked = requires("foedus") or []
    except PackageNotFoundError:
        return
    for line in asked:
        name, extra = re.match(r"[\w.-]+", line), re.search(r"extra\s*==\s*['\"]([\w-]+)", line)
        if name and name.group() != "foedus":
            yield name.group(), extra.group(1) if extra else ""


def _facts() -> Iterator[str]:
    from ..factfiles import FACTS, read

    record, problems = read(FACTS)
    counts = {
        "states": len(record.states), "treaties": len(record.treaties), "organisations": len(record.organisations),
        "offices": len(record.offices), "people": len(record.people), "areas": len(record.areas),
        "capabilities": len(record.capabilities), "visits": len(record.visits), "sources": len(record.sources),
    }  # fmt: skip
    yield ", ".join(f"{number} {name}" for name, number in counts.items())
    yield f"newest source of {newest_source(FACTS)}; sha256 {facts_hash(FACTS)[:16]}"
    yield f"{len(problems)} problems; run: foedus facts check" if problems else "no problem found"


def newest_source(folder: Path) -> str:
    """The latest date of publication or access among the sources that the facts cite."""
    import tomllib

    dates = []
    for path in sorted(folder.glob("sources/*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).values():
            dates += [str(entry[key]) for key in ("date", "accessed") if key in entry]
    return max(dates, default="unknown date")


def facts_hash(folder: Path) -> str:
    """The SHA-256 of every fact file, names and contents: two equal hashes, the same facts."""
    digest = sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _languages() -> Iterator[str]:
    from ..lang import LANGUAGES, pack

    for lang in LANGUAGES:
        found = pack(lang)
        yield f"{lang}: {len(found.patterns)} patterns"


def _optional() -> Iterator[str]:
    """One line an extra: what of it is there, what is missing and how to get it."""
    extras: dict[str, list[str]] = {}
    for name, extra in _requirements():
        if extra and extra not in ("test", "dev"):
            extras.setdefault(extra, []).append(name)
    for extra, names in extras.items():
        missing = [name for name in names if _version(name) == "missing"]
        present = [f"{name} {_version(name)}" for name in names if name not in missing]
        how = f"; missing {', '.join(missing)}: pip install 'foedus[{extra}]'" if missing else ""
        yield f"{extra}: {', '.join(present) or 'none present'}{how}"
    if not extras:
        yield "unknown: foedus runs from its source folder; pip install it to see its extras"


def _data() -> Iterator[str]:
    from ..datasets import DATASETS
    from ..datasets.home import data_folder

    folder = data_folder()
    there = "exists" if folder.is_dir() else "not there yet; nothing has been imported"
    yield f"{folder} ({there}; set FOEDUS_HOME to move it)"
    for name in DATASETS:
        yield from _dataset(name)


def _dataset(name: str) -> Iterator[str]:
    """A line for each table imported of a dataset, or why there is none."""
    from ..datasets import store
    from ..errors import DataError

    try:
        tables = store.imported(name)
    except DataError as error:
        yield f"{name}: {error}"
        return
    if not tables:
        yield f"{name}: not imported; run: foedus data import DIR"
        return
    for table, held in tables.items():
        lost = "" if store.whole(name, held) else "; a file of it is missing, import it again"
        hashes = ", ".join(part.sha256[:16] for part in held.parts)
        yield f"{name} {held.version} {table}: imported {held.day}, sha256 {hashes}{lost}"
