"""Measures the dispute model on whole processes: rows and features of 1817-2010, training, one dyad, a whole year.

python benchmarks/risk.py [--runs N] [--skip-training]

Needs the imported data that `foedus model train` names (FOEDUS_HOME); two rows are measured with none. Each figure is
the least of the runs, start of Python included; training is run once. Wall time is what a user waits for, processor
time what the work costs on a machine that does other things besides. Nothing is kept of the forecasts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

FOEDUS = (sys.executable, "-m", "foedus")
ROWS = """
from foedus.forecasts.disputes.features import COLUMNS, features
from foedus.forecasts.disputes.frame import frame
from foedus.forecasts.past import past
known = past(2010)
rows = frame(known, 1817, 2010)
assert features(known, rows, COLUMNS, 2010).shape == (len(rows), len(COLUMNS))
"""
RISK = (*FOEDUS, "risk", "--no-keep", "--quiet")


@dataclass(frozen=True)
class Part:
    """A row of the table: what is run, whether with the imported data, whether more than once."""

    name: str
    command: tuple[str, ...]
    data: bool = True
    once: bool = False


PARTS = (
    Part("one dyad", (*RISK, "--dyad", "IND-PAK", "--at", "2011")),
    Part("one dyad, nothing imported", (*RISK, "--dyad", "IND-PAK", "--at", "2024"), data=False),
    Part("all dyads of 2011", (*RISK, "--all", "--at", "2011")),
    Part("all dyads of 2024", (*RISK, "--all", "--at", "2024")),
    Part("all dyads of 2024, nothing imported", (*RISK, "--all", "--at", "2024"), data=False),
    Part("rows and features of 1817-2010", (sys.executable, "-c", ROWS)),
    Part("training", (*FOEDUS, "model", "train", "--quiet"), once=True),
)


def run(part: Part, empty: str) -> tuple[float, float, float]:
    """Wall and processor time in seconds, peak memory in MB. Raises SystemExit, with its errors, if it fails."""
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"} | ({} if part.data else {"FOEDUS_HOME": empty})
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        child = subprocess.Popen(part.command, stdout=subprocess.DEVNULL, stderr=errors, env=environment)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        if status:
            errors.seek(0)
            raise SystemExit(f"{part.name}: {errors.read().decode()}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--skip-training", action="store_true")
    given = parser.parse_args()
    print(f"{'':38}{'wall':>8}{'processor':>11}{'peak':>9}")
    with tempfile.TemporaryDirectory() as empty:
        for part in PARTS:
            if part.once and given.skip_training:
                continue
            runs = [run(part, empty) for _ in range(1 if part.once else given.runs)]
            wall, processor = (min(found) for found in list(zip(*runs, strict=True))[:2])
            print(f"{part.name:38}{wall:7.2f}s{processor:10.2f}s{max(m for *_, m in runs):7.0f}MB", flush=True)


if __name__ == "__main__":
    main()
