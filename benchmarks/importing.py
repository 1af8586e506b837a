"""Importing a file of research data: processor time and peak memory as its rows grow threefold.

    python benchmarks/importing.py            10,000 to 2,430,000 rows of distances between states
    python benchmarks/importing.py --folder DIR    a folder of your own, as `foedus data import` takes it

Each size is a process of its own, start of Python included; the resources are those that the operating system reports
for it (wait4). Beside it the same file read with pandas and written to Parquet, where pandas and pyarrow are installed:
without looking whether a key is there twice or a state existed that year.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

FOEDUS = """
import sys
from pathlib import Path
from foedus.datasets.importing import import_folder
import_folder(Path(sys.argv[1]))
"""
PANDAS = "import sys, pandas; pandas.read_csv(sys.argv[1]).to_parquet(sys.argv[1] + '.parquet')"
SIZES = tuple(10_000 * 3**n for n in range(6))
STATES, FIRST = 900, 1886


def make(path: Path, rows: int) -> None:
    """Distances of made-up states: a pair and a year in each row."""
    with path.open("w") as out:
        out.write("ccode1,ccode2,year,mindist\n")
        for n in range(rows):
            year, pair = divmod(n, STATES * STATES)
            out.write(f"{2 + pair % STATES},{2 + pair // STATES},{FIRST + year},{n * 0.123456789}\n")


def run(code: str, path: Path, home: str) -> tuple[float, float]:
    """Seconds of processor time and MB at the peak of a process."""
    child = subprocess.Popen([sys.executable, "-c", code, str(path)], env={**os.environ, "FOEDUS_HOME": home})
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"the process ended with {child.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def curve() -> None:
    beside = find_spec("pandas") and find_spec("pyarrow")
    print(f"{'rows':>9} {'MB':>6} {'foedus s':>9} {'peak MB':>8} {'pandas s':>9} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cow_mindist.csv"
        for rows in SIZES:
            make(path, rows)
            used, peak = run(FOEDUS, path, folder + "/home")
            other = "{:9.1f} {:8.0f}".format(*run(PANDAS, path, folder)) if beside else "        -        -"
            print(f"{rows:>9} {path.stat().st_size / 2**20:6.1f} {used:9.1f} {peak:8.0f} {other}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.folder:
        with tempfile.TemporaryDirectory() as home:
            print("{:.1f} s of processor time, {:.0f} MB at the peak".format(*run(FOEDUS, given.folder, home)))
    else:
        curve()
