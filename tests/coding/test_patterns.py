"""Every pattern codes what it says that it means, and nothing of what it does not mean."""

from datetime import date

import pytest

from foedus.coding import code
from foedus.document import Document
from foedus.event import Event
from foedus.factfiles import load
from foedus.lang import LANGUAGES, pack, split

DAY = date(2024, 5, 16)

MEANS = [(lang, p.id, text) for lang in LANGUAGES for p in pack(lang).patterns for text in p.means]
NOT = [(lang, p.id, text) for lang in LANGUAGES for p in pack(lang).patterns for text in p.does_not_mean]


def events(lang: str, text: str) -> tuple[Event, ...]:
    return code(Document("t", text, lang, split(text, lang), published=DAY), load(), domestic=True).events


def fired(lang: str, text: str) -> set[str]:
    return {e.pattern for e in events(lang, text)}


def coded(lang: str, text: str) -> set[str]:
    return {
        f"{e.type} {','.join(sorted(e.actor))}" + (f">{','.join(sorted(e.recipient))}" if e.recipient else "")
        for e in events(lang, text)
    }


def wanted(part: str) -> str:
    kind, parties = part.split(" ", 1)
    sides = [",".join(sorted(side.split(","))) for side in parties.split(">")]
    return f"{kind} {'>'.join(sides)}"


@pytest.mark.parametrize(("lang", "pattern", "text"), MEANS, ids=[f"{m[0]}-{m[1]}-{i}" for i, m in enumerate(MEANS)])
def test_means(lang: str, pattern: str, text: str) -> None:
    sentence, _, listed = text.partition(" = ")
    assert coded(lang, sentence) == {wanted(e.strip()) for e in listed.split(";")}


@pytest.mark.parametrize(("lang", "pattern", "text"), NOT, ids=[f"{m[0]}-{m[1]}-{i}" for i, m in enumerate(NOT)])
def test_does_not_mean(lang: str, pattern: str, text: str) -> None:
    assert pattern not in fired(lang, text)
