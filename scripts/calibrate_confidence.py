"""Fits the confidence of coded events on labelled sentences, and draws how well it keeps its word.

python scripts/calibrate_confidence.py LABELS.jsonl... [--write]

LABELS: sentences with `text`, `lang`, `date`, `events`, `optional` (tests/coding/fresh/*.jsonl; the development gold
where it is at hand). An event counts as right if its type and parties are among the labels, required or optional. The
weights are those of a logistic regression (Newton's method, ridge 1.0 on all but the constant); the reliability is that
of a ten-fold cross-validation over sentences, so that no event is judged by weights that have seen it. `--write`
replaces src/foedus/coding/confidence.toml and docs/reliability.svg; without it the result is only printed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import exp
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "coding")]

from scoring import units  # noqa: E402

from foedus.coding.coder import scenes  # noqa: E402
from foedus.coding.confidence import FEATURES, features  # noqa: E402
from foedus.document import Document  # noqa: E402
from foedus.event import Uncoded  # noqa: E402
from foedus.factfiles import load  # noqa: E402
from foedus.lang import split  # noqa: E402

FOLDS, BINS, RIDGE, STEPS = 10, 8, 1.0, 25
Vector = Sequence[float]
Sample = tuple[int, Vector, bool]  # sentence, features, whether right


def samples(paths: Sequence[str]) -> list[Sample]:
    """Every event that the coder finds in the labelled sentences."""
    found: list[Sample] = []
    rows = [json.loads(line) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    for number, row in enumerate(rows):
        day = date.fromisoformat(row["date"]) if row.get("date") else None
        text = row["text"]
        document = Document("s", text, row["lang"], split(text, row["lang"]), published=day)
        labels = units([*row["events"], *row.get("optional", ())])
        for shown in scenes(document, load(), day is None):
            if isinstance(shown, Uncoded):
                continue
            for draft in shown.drafts:
                event = {"type": draft.type, "actor": draft.actors, "recipient": draft.recipients,
                         "symmetric": draft.symmetric}  # fmt: skip
                right = any(label.same(unit) for label in labels for unit in units([event]))
                found.append((number, features(shown, draft), right))
    return found


def fit(data: Sequence[Sample]) -> list[float]:
    """The weights of greatest penalised likelihood."""
    size = len(FEATURES)
    weights = [0.0] * size
    for _ in range(STEPS):
        gradient = [-RIDGE * w * (k > 0) for k, w in enumerate(weights)]
        curve = [[RIDGE * (j == k and k > 0) + 1e-9 * (j == k) for j in range(size)] for k in range(size)]
        for _number, x, right in data:
            p = probability(weights, x)
            for k in range(size):
                gradient[k] += (right - p) * x[k]
                for j in range(size):
                    curve[k][j] += p * (1 - p) * x[k] * x[j]
        step = solve(curve, gradient)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
    return weights


def probability(weights: Vector, x: Vector) -> float:
    """Of being right."""
    return 1 / (1 + exp(-sum(w * v for w, v in zip(weights, x, strict=True))))


def solve(matrix: list[list[float]], vector: Vector) -> list[float]:
    """Gauss with pivoting."""
    rows = [[*row, v] for row, v in zip(matrix, vector, strict=True)]
    size = len(rows)
    for k in range(size):
        pivot = max(range(k, size), key=lambda r: abs(rows[r][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for r in range(size):
            if r != k:
                factor = rows[r][k] / rows[k][k]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[k], strict=True)]
    return [rows[k][size] / rows[k][k] for k in range(size)]


def held_out(data: Sequence[Sample]) -> list[tuple[float, bool]]:
    """Each event with the confidence that weights fitted without its sentence give it."""
    found: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights = fit([s for s in data if s[0] % FOLDS != fold])
        found += [(probability(weights, x), right) for number, x, right in data if number % FOLDS == fold]
    return found


def reliability(judged: list[tuple[float, bool]]) -> list[dict[str, float]]:
    """Events in bins of equal number: mean confidence, share right, n."""
    judged.sort()
    edges = [len(judged) * k // BINS for k in range(BINS + 1)]
    cut = [judged[a:b] for a, b in pairwise(edges) if b > a]
    return [
        {"said": sum(p for p, _ in part) / len(part), "right": sum(r for _, r in part) / len(part), "n": len(part)}
        for part in cut
    ]


def picture(bins: list[dict[str, float]]) -> str:
    """The reliability curve: what was said against what came true, on the axes from 0.4 to 1."""
    low, size, pad = 0.4, 320, 44

    def at(value: float) -> float:
        return (max(value, low) - low) / (1 - low) * size

    points = [(pad + at(b["said"]), pad + size - at(b["right"])) for b in bins]
    ticks = [low + 0.1 * k for k in range(7)]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 2 * pad} {size + 2 * pad}" role="img" '
        'font-family="system-ui, sans-serif" font-size="11" fill="#333">',
        "<title>Reliability of the confidence of coded events</title>",
        f'<rect x="{pad}" y="{pad}" width="{size}" height="{size}" fill="none" stroke="#bbb"/>',
        f'<line x1="{pad}" y1="{pad + size}" x2="{pad + size}" y2="{pad}" stroke="#bbb" stroke-dasharray="4 3"/>',
        *(f'<text x="{pad + at(t):.0f}" y="{pad + size + 16}" text-anchor="middle">{t:.1f}</text>' for t in ticks),
        *(f'<text x="{pad - 6}" y="{pad + size - at(t) + 4:.0f}" text-anchor="end">{t:.1f}</text>' for t in ticks),
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" fill="none" stroke="#2f6196" '
        'stroke-width="2"/>',
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#2f6196"/>' for x, y in points),
        f'<text x="{pad + size / 2}" y="{pad + size + 34}" text-anchor="middle">confidence</text>',
        f'<text x="14" y="{pad + size / 2}" text-anchor="middle" transform="rotate(-90 14 {pad + size / 2})">'
        "share right</text>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> None:
    """Fits, judges, prints, and writes if asked."""
    paths = [a for a in arguments if a != "--write"]
    if not paths:
        sys.exit(__doc__)
    data = samples(paths)
    judged = held_out(data)
    bins = reliability(judged)
    error = sum(b["n"] * abs(b["said"] - b["right"]) for b in bins) / len(judged)
    brier = sum((p - r) ** 2 for p, r in judged) / len(judged)
    share = sum(r for _, r in judged) / len(judged)
    lines = [
        "# The confidence of coded events: weights of a logistic regression, by scripts/calibrate_confidence.py.",
        "# Labels: the project's own sentences (tests/coding/fresh) and the development gold: sentences of the PLOVER",
        "# gold-standard records (Open Event Data Alliance 2016, CC BY-SA 4.0) and sentences written for the project.",
        "",
        "[fit]",
        f"events = {len(data)}",
        f"right = {share:.3f}",
        f"brier = {brier:.4f}  # of a ten-fold cross-validation; a constant would have {share * (1 - share):.4f}",
        f"calibration_error = {error:.4f}  # mean distance between confidence and share right, over bins of equal size",
        "",
        "[weights]",
        *(f"{name} = {w:.3f}" for name, w in zip(FEATURES, fit(data), strict=True)),
        "",
        *(f"[[reliability]]\nsaid = {b['said']:.3f}\nright = {b['right']:.3f}\nn = {b['n']:.0f}\n" for b in bins),
    ]
    text = "\n".join(lines)
    sys.stdout.write(text)
    if "--write" in arguments:
        (ROOT / "src" / "foedus" / "coding" / "confidence.toml").write_text(text.rstrip() + "\n", encoding="utf-8")
        (ROOT / "docs" / "reliability.svg").write_text(picture(bins), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
