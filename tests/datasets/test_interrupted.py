"""An import that is killed leaves the old tables or the new ones, and nothing in the way of the next."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foedus.datasets import store
from foedus.datasets.importing import import_folder
from foedus.errors import DataError

from .files import NMC, ROWS, capabilities, member, write

KILLS = 8
IMPORT = """
import sys
from pathlib import Path
from foedus.datasets.importing import import_folder
print("begun", flush=True)
import_folder(Path(sys.argv[1]))
"""


def milex() -> set[object]:
    return {*store.load("nmc", "state_years", ["milex"])["milex"]}


def rows() -> int:
    return len(store.load("nmc", "state_years", ["ccode"])["ccode"])


def test_killed_at_any_moment_it_leaves_the_old_or_the_new(home: Path, tmp_path: Path) -> None:
    draw = random.Random(5)  # noqa: S311  # no secret
    path = tmp_path / "NMC.csv"
    years, states = range(1900, 2000), range(2, 402)
    write(path, capabilities(*years, states=states, milex=0), NMC)
    import_folder(path)
    last, longest = 0, 1.0
    for turn in range(1, KILLS + 1):
        write(path, capabilities(*years, states=states, milex=turn), NMC)
        start = time.monotonic()
        child = subprocess.Popen([sys.executable, "-c", IMPORT, str(path)], stdout=subprocess.PIPE)  # noqa: S603  # ours
        assert child.stdout is not None
        child.stdout.readline()
        try:
            child.wait(draw.uniform(0, longest))
            longest = min(longest, time.monotonic() - start)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        child.stdout.close()
        found = milex()
        assert found in ({last}, {turn})
        assert rows() == len(years) * len(states)
        (last,) = found
    write(path, capabilities(2000, milex=99), NMC)
    import_folder(path)
    assert milex() == {99}
    assert len([*(home / "data" / "nmc").iterdir()]) == 1


def test_interrupted_before_the_note_is_replaced(home: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_folder(files)
    before = store.imported("atop")
    write(files / "anything.csv", [member(9, 2, "1900-01-01"), member(9, 20, "1900-01-01")])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store.msgspec.json, "format", killed)  # the table is written, the note is not
        with pytest.raises(KeyboardInterrupt):
            import_folder(files)
    assert store.imported("atop") == before
    assert len(store.load("atop", "members", ["member"])["member"]) == len(ROWS)
    assert len([*(home / "data" / "atop").iterdir()]) == len(before)  # what it had written is gone
    import_folder(files)
    assert store.load("atop", "members", ["member"])["member"] == [2, 20]


def test_another_import_that_takes_a_part_away_is_noticed(
    home: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_folder(files)
    before = store.imported("atop")
    write(files / "anything.csv", [member(9, 2, "1900-01-01")])
    keep = store.keep

    def other(name: str, tables: dict[str, store.Held]) -> None:
        keep(name, before)
        keep(name, tables)

    with monkeypatch.context() as patched:
        patched.setattr(store, "keep", other)
        with pytest.raises(DataError, match="import atop again"):
            import_folder(files)
    assert len(store.load("atop", "members", ["member"])["member"]) == len(ROWS)
