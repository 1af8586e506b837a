"""Measures foedus from outside, as whole processes: time, peak memory, size of an install.

python benchmarks/measure.py [--runs N] [--install] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = ROOT / "examples" / "pyongyang-2024.txt"
QUESTIONS = 1000
FACTS = "from foedus.factfiles import load; load()"
ATTACKS = (
    ("USA", "PRK"),
    ("RUS", "EST"),
    ("MAR", "ESP"),
    ("PRK", "KOR"),
    ("IND", "PAK"),
    ("CHN", "JPN"),
    ("AZE", "ARM"),
)
DAYS = tuple(f"{year}-06-01" for year in range(2016, 2026))


@dataclass(frozen=True)
class Run:
    """One process: wall time in seconds, peak resident memory in MB."""

    seconds: float
    memory_mb: float


@dataclass(frozen=True)
class Row:
    """A line of the table: the median, fastest and slowest of the runs, the largest memory, and a remark."""

    name: str
    command: str
    seconds: float
    fastest: float
    slowest: float
    memory_mb: float
    remark: str = ""


def run(command: list[str]) -> Run:
    """Run a command to its end, output discarded. Raises SystemExit, with its errors, if it fails."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            sys.exit(f"{' '.join(command)} failed ({child.returncode}): {errors.read().decode(errors='replace')}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes on macOS, kilobytes on Linux
    return Run(seconds, usage.ru_maxrss / unit)


def row(name: str, command: list[str], runs: int, shown: str) -> Row:
    """The row of a command; the first run warms the file cache and is not counted."""
    run(command)
    done = [run(command) for _ in range(runs)]
    times = [r.seconds for r in done]
    return Row(name, shown, statistics.median(times), min(times), max(times), max(r.memory_mb for r in done))


def casus(foedus: str, runs: int) -> Row:
    """The row of a batch of questions, with questions a second."""
    with tempfile.TemporaryDirectory() as folder:
        batch = Path(folder) / "questions.jsonl"
        batch.write_text("".join(f"{json.dumps(question(n))}\n" for n in range(QUESTIONS)), encoding="utf-8")
        found = row("casus", [foedus, "casus", "--batch", str(batch)], runs, f"foedus casus --batch FILE ({QUESTIONS})")
    remark = f"{QUESTIONS / found.seconds:,.0f} questions/s"
    return Row(**{**asdict(found), "remark": remark})


def question(number: int) -> dict[str, object]:
    """One of the questions of the batch: the attacks in turn, the days in turn."""
    attacker, target = ATTACKS[number % len(ATTACKS)]
    return {"id": str(number), "date": DAYS[number % len(DAYS)], "attacker": [attacker], "target": [target]}


def install() -> Row:
    """The size of what `pip install .` adds to an empty environment."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "venv"
        run([sys.executable, "-m", "venv", str(home)])
        empty = size(home)
        done = run([str(home / "bin" / "pip"), "install", "-q", "--disable-pip-version-check", str(ROOT)])
        remark = f"{(size(home) - empty) / 1e6:.0f} MB added"
    return Row("install", "pip install .", done.seconds, done.seconds, done.seconds, done.memory_mb, remark)


def size(folder: Path) -> int:
    """The bytes of the files under a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | command | median | fastest–slowest | peak memory | |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {r.name} | `{r.command}` | {r.seconds:.2f} s | {r.fastest:.2f}–{r.slowest:.2f} s "
        f"| {r.memory_mb:.0f} MB | {r.remark} |"
        for r in rows
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measures foedus as whole processes.")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each command (default 5)")
    parser.add_argument("--install", action="store_true", help="measure a base install too (needs the package index)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    if asked.runs < 1:
        parser.error("--runs must be at least 1")
    foedus = str(Path(sys.executable).with_name("foedus"))
    if not Path(foedus).exists():
        sys.exit(f"{foedus} is missing: install foedus in this environment (pip install .) and run again")
    rows = [
        row("brief", [foedus, "brief", str(ARTICLE)], asked.runs, f"foedus brief examples/{ARTICLE.name}"),
        row("help", [foedus, "--help"], asked.runs, "foedus --help"),
        row("import", [sys.executable, "-c", "import foedus"], asked.runs, 'python -c "import foedus"'),
        row("facts", [sys.executable, "-c", FACTS], asked.runs, f'python -c "{FACTS}"'),
        casus(foedus, asked.runs),
    ]
    if asked.install:
        rows.append(install())
    if asked.json:
        print(json.dumps([asdict(r) for r in rows], indent=2))
        return
    print(
        f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}, {asked.runs} runs\n"
    )
    print(table(rows))


if __name__ == "__main__":
    main()
