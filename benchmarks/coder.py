"""Measures `foedus code` from outside, as whole processes: speed, start, memory, workers, and that cost is linear.

python benchmarks/coder.py [--runs N] [--documents N] [--json]

It runs the foedus that its Python has installed, compiled if that is (`pip install .`, not editable), else the sources.
The sentences are the project's own (tests/coding/fresh), repeated under new ids. Times are processor time of the
process (user and system, from `wait4`), the least of the runs, which alternate; only the workers are compared by wall
time, on MANY times the documents, since they share out all but the start. A speed is what further documents cost: the
time of twice the documents less that of once, so that the start is not in it. A ratio says how much twice as much of
the same thing costs, the start taken off: 2 is linear, 4 is quadratic. On a machine that is busy with other things only
the ratios mean something, and they only with several runs.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = [ROOT / "tests" / "coding" / "fresh" / f"{lang}.jsonl" for lang in ("en", "fr")]
LINE = 5_000_000  # characters of the long text without line ends
SENTENCE = 100_000  # characters of a sentence that nobody wrote
MARKS = 1_000_000  # quotation marks
TOGETHER = 20  # sentences of a long document
MANY = 10


@dataclass(frozen=True)
class Run:
    """One process with its workers: wall and processor time in seconds, peak resident memory in MB."""

    wall: float
    processor: float
    memory_mb: float


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    what: str
    wanted: str
    measured: str


def run(inputs: Path, *options: str) -> Run:
    """`foedus code` on a file, output discarded. Raises SystemExit if it fails."""
    command = [sys.executable, "-m", "foedus", "code", str(inputs), "-q", *options]
    environment = os.environ if find_spec("foedus") else {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    start = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)} failed ({child.returncode})")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes on macOS, kilobytes on Linux
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def least(runs: int, *inputs: Path) -> list[Run]:
    """The least of the runs of each file; the files take turns, so that what else the machine does meets all alike."""
    done = [[run(path) for path in inputs] for _ in range(runs)]
    return [
        Run(min(r.wall for r in one), min(r.processor for r in one), max(r.memory_mb for r in one))
        for one in zip(*done, strict=True)
    ]


def own_sentences() -> list[dict[str, str]]:
    """The project's sentences with language and date."""
    rows = [json.loads(line) for path in SENTENCES for line in path.read_text(encoding="utf-8").splitlines()]
    return [{"text": r["text"], "lang": r["lang"], **({"date": r["date"]} if r.get("date") else {})} for r in rows]


def single(number: int) -> Iterable[dict[str, str]]:
    """So many documents of a sentence."""
    return ({"id": str(n), **row} for n, row in enumerate(islice(cycle(own_sentences()), number)))


def long(number: int) -> Iterable[dict[str, str]]:
    """So many documents of twenty sentences of one language."""
    rows = own_sentences()
    by_lang = {
        lang: cycle([r["text"] for r in rows if r["lang"] == lang]) for lang in sorted({r["lang"] for r in rows})
    }
    for n, lang in zip(range(number), cycle(by_lang), strict=False):
        yield {"id": str(n), "lang": lang, "date": "2024-06-19", "text": " ".join(islice(by_lang[lang], TOGETHER))}


def text_of(size: int) -> str:
    """So many characters of English sentences in one line."""
    texts = [r["text"] for r in own_sentences() if r["lang"] == "en"]
    joined = " ".join(texts)
    return (f"{joined} " * (size // len(joined) + 1))[:size]


def record(text: str) -> Iterable[dict[str, str]]:
    """A file of one document."""
    return [{"id": "1", "lang": "en", "date": "2024-06-19", "text": text}]


def written(folder: Path, name: str, rows: Iterable[dict[str, str]]) -> Path:
    path = folder / f"{name}.jsonl"
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


def growth(start: Run, once: Run, twice: Run) -> str:
    """How much more twice as much costs, the start taken off."""
    ratio = (twice.processor - start.processor) / max(once.processor - start.processor, 0.01)
    return f"{ratio:.2f} (in all {twice.processor:.1f} s)"


def doubled(folder: Path, runs: int, start: Run, text: str) -> str:
    """The growth from a document to one of twice its text."""
    once, twice = written(folder, "half", record(text)), written(folder, "whole", record(f"{text} {text}"))
    return growth(start, *least(runs, once, twice))


def measured(folder: Path, runs: int, documents: int) -> Iterable[Row]:
    """Every row of the table."""
    one = written(folder, "one", single(1))
    once, twice = written(folder, "once", single(documents)), written(folder, "twice", single(2 * documents))
    few, many = (written(folder, f"long{n}", long(n)) for n in (documents // TOGETHER, 2 * documents // TOGETHER))
    start, single_once, single_twice, long_few, long_many = least(runs, one, once, twice, few, many)
    yield Row("start, with one document", "0.5 s", f"{start.processor:.2f} s (by the clock {start.wall:.2f} s)")
    speed = documents / (single_twice.processor - single_once.processor)
    yield Row("documents of one sentence", "6,000 sentences/s", f"{speed:,.0f} sentences/s")
    speed = TOGETHER * (documents // TOGETHER) / (long_many.processor - long_few.processor)
    yield Row(f"documents of {TOGETHER} sentences", "6,000 sentences/s", f"{speed:,.0f} sentences/s")
    yield Row("peak memory", "250 MB", f"{max(single_twice.memory_mb, long_many.memory_mb):.0f} MB")
    lot = written(folder, "lot", single(MANY * documents))
    walls = [[run(lot, "--workers", n).wall for n in ("1", "2")] for _ in range(runs)]
    alone, shared = (min(one) for one in zip(*walls, strict=True))
    yield Row("--workers 2 against 1", "1.7 times", f"{alone / shared:.2f} times")
    yield Row("twice the documents", "2", growth(start, single_once, single_twice))
    undated = [{k: v for k, v in row.items() if k != "date"} for row in single(2 * documents)]
    once, twice = written(folder, "few", undated[:documents]), written(folder, "more", undated)
    yield Row("twice the documents, none with a date", "2", growth(start, *least(runs, once, twice)))
    yield Row("twice the text: 2.5 and 5 MB in one line", "2", doubled(folder, runs, start, text_of(LINE // 2)))
    wide = f"{'never said ' * (SENTENCE // 11)}. " * 20
    yield Row("twice the sentences of 100,000 characters", "2", doubled(folder, runs, start, wide))
    yield Row("twice the quotation marks: 0.5 and 1 million", "2", doubled(folder, runs, start, '"' * (MARKS // 2)))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measures foedus code as whole processes.")
    parser.add_argument(
        "--runs", type=int, default=3, help="runs of each command, of which the least counts (default 3)"
    )
    parser.add_argument("--documents", type=int, default=4000, help="documents of the smaller file (default 4,000)")
    parser.add_argument("--json", action="store_true", help="print a line of JSON a row instead of a table")
    asked = parser.parse_args()
    if asked.runs < 1 or asked.documents < TOGETHER:
        parser.error(f"--runs must be at least 1, --documents at least {TOGETHER}")
    if not asked.json:
        print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
        print(f"{asked.runs} runs, {asked.documents} documents\n\n| what | wanted | measured |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for row in measured(Path(folder), asked.runs, asked.documents):
            print(
                json.dumps(asdict(row)) if asked.json else f"| {row.what} | {row.wanted} | {row.measured} |", flush=True
            )


if __name__ == "__main__":
    main()
