"""Measures the casus inside one process, in CPU time: loading the facts, one question, a thousand questions.

python benchmarks/casus.py        (from an installed wheel: an editable install has no packed facts)
"""

from __future__ import annotations

import json
import random
import time
from datetime import date, timedelta

START = time.process_time()

from foedus import factfiles  # noqa: E402  # what is measured starts here
from foedus.answers import answer_batch  # noqa: E402

STATES = ("USA", "CHN", "IRN", "DEU", "FRA", "POL", "JPN", "TUR", "GBR", "EGY", "PAK", "BRA")
FIRST, DAYS = date(1850, 1, 1), 64_000


def questions(number: int, seed: int) -> list[str]:
    """Attacks between two of the states on days of 175 years."""
    dice = random.Random(seed)  # no secret
    rows = []
    for i in range(number):
        attacker, target = dice.sample(STATES, 2)
        day = FIRST + timedelta(days=dice.randrange(DAYS))
        rows.append(json.dumps({"id": str(i), "date": day.isoformat(), "attacker": [attacker], "target": [target]}))
    return rows


def timed(rows: list[str]) -> float:
    """CPU seconds for the answers to these questions."""
    start = time.process_time()
    for _ in answer_batch(rows):
        pass
    return time.process_time() - start


def main() -> None:
    """Print the three times."""
    imported = time.process_time() - START
    start = time.process_time()
    record = factfiles.load()
    treaties = len(record.treaties)
    loaded = time.process_time() - start
    timed(questions(5, 1))  # wordings and places are read once
    one = min(timed([row]) for row in questions(20, 2))
    thousand = timed(questions(1000, 3))
    print(f"import {imported:.3f} s; facts ({treaties} treaties) {loaded:.3f} s")
    print(f"one question {1000 * one:.2f} ms at best; 1,000 questions {thousand:.2f} s")


if __name__ == "__main__":
    main()
