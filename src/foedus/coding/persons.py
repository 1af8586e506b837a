"""Persons named in a sentence, with role and the state or organisation that they represent."""

from __future__ import annotations

import csv
from functools import cache

from ..event import Office, PersonMention
from ..factfiles import FACTS
from ..lang import Lexicon
from .corefs import Memory
from .line import Line
from .mention import Mention
from .verbs import Clause

__all__ = ["institute_state", "people"]

_BEFORE, _AFTER = 9, 6


@cache
def _institutes() -> dict[str, str]:
    with (FACTS / "institutes.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {n.casefold(): row["state"] for row in rows for n in (row["name"], *row["variants"].split("|")) if n}


def institute_state(name: str) -> str | None:
    """The state in which a research institute has its seat, None if the table does not hold it."""
    return _institutes().get(name.casefold().strip())


def people(
    made: Line, lex: Lexicon, mentions: list[Mention], clauses: list[Clause], memory: Memory
) -> list[PersonMention]:
    """Every person named in a sentence: office holders of the record, and others who are given a role."""
    verbs = {i for c in clauses if c.form == "fin" for i in range(c.start, c.end)}
    found: list[PersonMention] = []
    covered: set[int] = set()
    for mention in mentions:
        if mention.kind == "person":
            found.append(_known(made, lex, mention, mentions, verbs))
            covered |= set(range(mention.start, mention.end))
        elif mention.kind != "never":
            covered |= set(range(mention.start, mention.end))
    for start, end in _capitals(made, lex, covered):
        person = _unknown(made, lex, start, end, mentions=mentions, verbs=verbs, memory=memory)
        if person is not None:
            found.append(person)
    if len(found) > 1:
        found.sort(key=lambda p: p.span)
    return found


def _known(made: Line, lex: Lexicon, mention: Mention, mentions: list[Mention], verbs: set[int]) -> PersonMention:
    role = _role_before(made, lex, mention.start, verbs) or _role_after(made, lex, mention.end)
    words = " ".join(made.word[role[0] : role[1]]) if role else ""
    state = mention.codes[0] if mention.codes else None
    if state is None and role is not None and not _private(made, lex, role):
        state = _state_of_role(made, mentions, role)
    office: Office | None = mention.office if mention.office in _OFFICES else None  # type: ignore[assignment]  # checked
    return PersonMention(
        " ".join(made.word[mention.start : mention.end]), words, state,
        made.number, made.span(mention.start, mention.end), office=office,
    )  # fmt: skip


_OFFICES = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "leader", "other")


def _capitals(made: Line, lex: Lexicon, covered: set[int]) -> list[tuple[int, int]]:
    """Runs of two to four words with a capital that no other name covers."""
    runs: list[tuple[int, int]] = []
    after = 0
    for i in made.capitals:
        if i < after or i in covered:
            continue
        j = i
        while j < made.size and j not in covered and _name_word(made, lex, j, j == i):
            j += 1
        dated = any(low in lex.dates for low in made.low[i:j])
        if 2 <= j - i <= 4 and not dated:
            runs.append((i, j))
        after = j
    return runs


def _name_word(made: Line, lex: Lexicon, i: int, first: bool) -> bool:
    word = made.word[i]
    if made.tag[i] in ("det", "coord", "rel", "sub", "if", "pron", "to", "of", "place") or made.role[i] is not None:
        return False
    if word[0].isupper() and word[-1].isalpha() and len(word) > 1:
        return True
    if not first and word.partition("-")[0] in lex.name_particles and word.partition("-")[2][:1].isupper():
        return True  # "al-Aiban"
    return not first and (
        word.islower() and i + 1 < made.size and word in lex.name_particles and made.word[i + 1][0].isupper()
    )


def _unknown(
    made: Line, lex: Lexicon, start: int, end: int, *, mentions: list[Mention], verbs: set[int], memory: Memory
) -> PersonMention | None:
    role = _role_before(made, lex, start, verbs) or _role_after(made, lex, end)
    if role is None:
        return None
    words = " ".join(made.word[role[0] : role[1]]).replace("' ", "'")
    state = None
    if not _private(made, lex, role):
        state = _state_of_role(made, mentions, role) or _state_of_scene(mentions)
        state = state or next((c for m in memory.subject for c in m.codes), None)
    affiliation = _affiliation(made, role[0], role[1])
    return PersonMention(
        " ".join(made.word[start:end]), words, state, made.number, made.span(start, end), affiliation=affiliation
    )


def _private(made: Line, lex: Lexicon, role: tuple[int, int]) -> bool:
    """Whether a role is that of a scholar, of the opposition, of who no longer or not yet holds an office."""
    low = {w.lower() for w in made.word[role[0] : role[1]]}
    return not low.isdisjoint(lex.scholars) or not low.isdisjoint(lex.opposition)


def _state_of_role(made: Line, mentions: list[Mention], role: tuple[int, int]) -> str | None:
    """The state or body that the words of a role name, or that stands in the noun phrase that they head."""
    for mention in mentions:
        if not mention.codes or mention.kind in ("person", "anaphor"):
            continue
        inside = role[0] - 1 <= mention.start < role[1] + 1
        heads = mention.first <= role[0] < mention.last
        if inside or heads:
            return mention.codes[0]
    return None


def _state_of_scene(mentions: list[Mention]) -> str | None:
    """The only state that a sentence names."""
    states = {c for m in mentions if m.kind not in ("person", "organisation", "anaphor") for c in m.codes}
    return states.pop() if len(states) == 1 else None


def _is_role(made: Line, lex: Lexicon, i: int) -> bool:
    role = made.role[i]
    return (
        (role is not None and role[0] in ("role", "not_acting"))
        or made.low[i] in lex.scholars
        or (made.low[i] in lex.opposition)
    )


def _role_before(made: Line, lex: Lexicon, start: int, verbs: set[int]) -> tuple[int, int] | None:
    """The role in front of a name: `le vice-ministre russe de la Défense, X`."""
    end = start - 1 if start and made.word[start - 1] == "," else start
    first = None
    for i in range(end - 1, max(-1, end - _BEFORE - 1), -1):
        if i in verbs or made.word[i] in ',;:.«»“”"()':
            break
        if made.tag[i] in ("coord", "rel", "that", "sub"):
            break
        if _is_role(made, lex, i):
            first = i
        elif first is not None and made.tag[i] != "+" and made.role[i] is None:
            break
    return (first, end) if first is not None else None


def _role_after(made: Line, lex: Lexicon, end: int) -> tuple[int, int] | None:
    """The role behind a name: `X, chercheur au Y`."""
    if end >= made.size or made.word[end] not in ",(":
        return None
    for i in range(end + 1, min(made.size, end + 1 + _AFTER)):
        if made.word[i] in ",;.":
            return None
        if _is_role(made, lex, i):
            stop = i + 1
            while stop < made.size and made.word[stop] not in ",;.)»":
                stop += 1
            return i, stop
    return None


def _affiliation(made: Line, start: int, end: int) -> str:
    """The body that the role names, as written: the longest run with a capital after a preposition."""
    for i in range(start, end):
        if made.word[i][0].isupper() and i > start and made.tag[i - 1] in ("to", "of", "det", "place", "+"):
            return made.text_between(i, end)
    return ""
