"""Import of a day of GDELT: processor time as the number of events grows threefold, beside pandas.

    python benchmarks/events.py                          10,000 events, three times as many at a step, to 810,000

A file of the layout of 1.0 is made and imported into an empty FOEDUS_HOME: recognised, checked cell by cell for its
kind, its days, its columns brought into one form, hashed, written as Parquet. Beside it: the same file read by pandas
with its columns as they come, and written as Parquet; nothing is checked. Processor time of the process, the least of
the runs; memory is the peak of the process so far.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from foedus.datasets import DATASETS
from foedus.datasets.importing import import_folder

COLUMNS = next(one.needs for one in DATASETS["gdelt"].manifest.layout if one.version == "1.0" and len(one.needs) == 58)
CELLS = {
    "SQLDATE": "20240130", "MonthYear": "202401", "Year": "2024", "FractionDate": "2024.0822", "Actor1Code": "USAGOV",
    "Actor1Name": "UNITED STATES", "Actor2Code": "RUS", "Actor2Name": "RUSSIA", "IsRootEvent": "1", "EventCode": "042",
    "EventBaseCode": "042", "EventRootCode": "04", "QuadClass": "1", "GoldsteinScale": "1.9", "NumMentions": "10",
    "NumSources": "1", "NumArticles": "10", "AvgTone": "-2.4691358", "ActionGeo_Type": "4", "DATEADDED": "20240131",
    "ActionGeo_FullName": "Moscow, Moskva, Russia", "ActionGeo_Lat": "55.7522", "ActionGeo_Long": "37.6156",
}  # fmt: skip


def day(path: Path, events: int) -> Path:
    """A file of so many events."""
    line = "\t".join(CELLS.get(column, "") for column in COLUMNS[1:-1])
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{n}\t{line}\thttps://www.example.org/news/{n}\n" for n in range(events))
    return path


def pandas(path: Path) -> None:
    import pandas as pd

    table = pd.read_csv(path, sep="\t", header=None, names=list(COLUMNS), quoting=3, low_memory=False)
    table.to_parquet(path.with_suffix(".parquet"))


def least(work: Callable[[Path], object], path: Path, runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.process_time()
        work(path)
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--most", type=int, default=810_000, help="events of the largest file")
    given = arguments.parse_args()
    print(f"{'events':>9} {'MB':>6} {'foedus s':>9} {'us/event':>9} {'pandas s':>9} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FOEDUS_HOME"] = str(Path(folder) / "home")
        events = 10_000
        while events <= given.most:
            path = day(Path(folder) / "20240131.export.CSV", events)
            ours = least(import_folder, path, given.runs)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            theirs = least(pandas, path, given.runs)
            size = path.stat().st_size / 1e6
            print(f"{events:>9,} {size:>6.0f} {ours:>9.2f} {ours / events * 1e6:>9.1f} {theirs:>9.2f} {peak:>8.0f}")
            events *= 3


if __name__ == "__main__":
    main()
