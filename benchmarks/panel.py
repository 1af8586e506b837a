"""Directed dyad-years of COW, written as Parquet: time and memory as the number of rows grows, beside plain pandas.

    FOEDUS_HOME=... python benchmarks/panel.py                 one run of each size
    FOEDUS_HOME=... python benchmarks/panel.py --runs 3        the least of three

Each number is a process of its own, start of Python included: wall and processor time and peak resident memory, as the
operating system reports them for the child. Sizes grow threefold, from the year 2025 alone to all years since 1816.
`all` adds what a model of disputes takes: capabilities, alliances, contiguity, distance, major powers, disputes, wars,
rivalries, leaders, peace years. `some` adds four of these, which the version in pandas has too: one merge a table, as
one would write it, on the same Parquet files, written by pyarrow.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

LAST = 2025
FIRSTS = (2025, 2023, 2017, 1998, 1816)
ALL = "nmc,atop,contiguity,capdist,majors,gml_mids,wars,rivalries,archigos,peace_years"
SOME = "nmc,atop,contiguity,gml_mids"


def foedus(first: int, add: str, path: Path) -> list[str]:
    years = ["--from", str(first), "--to", str(LAST)]
    return [sys.executable, "-m", "foedus", "panel", "--directed", *years, "--add", add, "-o", str(path), "--quiet"]


def naive(first: int, path: Path) -> list[str]:
    return [sys.executable, __file__, "--naive", str(first), str(path)]


def measured(command: list[str], runs: int) -> tuple[float, float, float]:
    """The least wall and processor time of the runs, in seconds, and the largest peak, in MB."""
    found = [once(command) for _ in range(runs)]
    return min(f[0] for f in found), min(f[1] for f in found), max(f[2] for f in found)


def once(command: list[str]) -> tuple[float, float, float]:
    begin = os.times().elapsed
    child = subprocess.Popen(command)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)}: exit code {child.returncode}")
    return os.times().elapsed - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def write_naively(first: int, path: Path) -> None:
    """The panel of `some`, merge by merge."""
    import pandas as pd

    from foedus.datasets import store

    def table(name: str, part: str) -> pd.DataFrame:
        return pd.concat([pd.read_parquet(p) for p in store.paths_of(name, part)])

    spells = table("cow_states", "spells")
    days = {c: pd.to_datetime(spells[c]) for c in ("start", "end")}
    until = days["end"].dt.year.where(days["end"] < days["end"].max(), LAST)
    spells["year"] = [[*range(max(a, first), b + 1)] for a, b in zip(days["start"].dt.year, until, strict=True)]
    states = spells.explode("year").dropna(subset="year")[["ccode", "year"]].drop_duplicates()
    panel = states.merge(states, on="year", suffixes=("1", "2"))
    panel = panel[panel.ccode1 != panel.ccode2].astype({"year": "int64"})
    apart = table("cow_gw", "apart_cow")[["ccode1", "ccode2", "year"]].assign(apart=1)
    panel = panel.merge(apart, how="left")
    panel = panel[panel.apart.isna()].drop(columns="apart")
    nmc = table("nmc", "state_years")
    for slot in "12":
        panel = panel.merge(
            nmc.rename(columns={c: c + slot for c in nmc.columns if c != "year"}),
            on=[f"ccode{slot}", "year"],
            how="left",
        )
    panel = panel.merge(table("atop", "dyad_years"), on=["ccode1", "ccode2", "year"], how="left")
    spans = table("contiguity", "spells")
    ends = {c: pd.to_datetime(spans[c]).dt.year for c in ("stdate", "enddate")}
    spans["year"] = [[*range(a, b + 1)] for a, b in zip(ends["stdate"], ends["enddate"], strict=True)]
    near = spans.sort_values("stdate").explode("year").drop_duplicates(["ccode1", "ccode2", "year"])
    near = near[["ccode1", "ccode2", "year", "conttype"]].astype({"year": "int64"})
    panel = panel.merge(near, on=["ccode1", "ccode2", "year"], how="left")
    panel = panel.merge(table("gml_mid", "dyad_years"), on=["ccode1", "ccode2", "year"], how="left")
    panel.sort_values(["ccode1", "ccode2", "year"]).to_parquet(path, index=False)


def rows_of(path: Path) -> int:
    from foedus.datasets import store

    with store.connect() as con:
        rows: list[tuple[int]] = con.execute(f"SELECT count(*) FROM '{path}'").fetchall()
    return rows[0][0]


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--runs", type=int, default=1)
    given.add_argument("--naive", nargs=2)
    asked = given.parse_args()
    if asked.naive:
        write_naively(int(asked.naive[0]), Path(asked.naive[1]))
        return
    print(f"{'rows':>9}  {'all: wall':>10} {'cpu':>6} {'MB':>6}  {'some: wall':>10} {'cpu':>6} {'MB':>6}"
          f"  {'pandas: wall':>12} {'cpu':>6} {'MB':>6}")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "panel.parquet"
        for first in FIRSTS:
            commands = (foedus(first, ALL, path), foedus(first, SOME, path), naive(first, path))
            cells = [measured(command, asked.runs) for command in commands]
            shown = "  ".join(f"{w:10.1f} {c:6.1f} {m:6.0f}" for w, c, m in cells)
            print(f"{rows_of(path):9d}  {shown}", flush=True)


if __name__ == "__main__":
    main()
