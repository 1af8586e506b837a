"""Who acts without being named by a state: rebels, strikers, the opposition, the police. Their state is the one whose
scene the sentence sets.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..lang import Lexicon
from ..place import locate, state_of
from .govern import govern
from .line import PREPOSITIONS, Line, merged
from .mention import Mention

__all__ = ["unnamed"]

_BEFORE = 4  # adjectives between the article and the noun
_BEHIND = 3  # how far behind the noun its place may start
_NOMINAL = (PREPOSITIONS - {"to"}) | {"det"}
_TOWN = 30_000  # inhabitants: smaller ones share their names with much else
_NO_PLACES = ("organisation", "adjective", "people")
_PLACED = ("place", "of", "near")
_SET = (*_PLACED, "on")
_THROUGH = PREPOSITIONS | {"", "det"}


def unnamed(made: Line, lex: Lexicon, mentions: list[Mention], offices: bool = False) -> list[Mention]:
    """The actors of a sentence that it names by what they are, each with the state that it is of; with `offices`,
    also the holders of offices and the bodies of a state. Where the sentence does not tell, there is no mention.
    """
    if not made.shows(lex.shows_unnamed) and not (offices and made.heads):
        return []
    taken = {i for m in mentions for i in range(m.first, m.last)}
    found: list[Mention] = []
    for i, end, kind in _nouns(made, lex, offices):
        if not taken.isdisjoint(range(i, end)):
            continue
        start = _start(made, i, taken)
        codes = _home(made, lex, mentions, start, end) or (_beside(mentions, start) if offices else ())
        if codes:
            mention = Mention(codes, "unnamed", start, end)
            mention.role, mention.role_kind = made.text_between(i, end), kind
            govern(made, mention, next((m for m in reversed(mentions) if m.last <= start), None), lex)
            found.append(mention)
            taken.update(range(start, end))
    return found


def _nouns(made: Line, lex: Lexicon, offices: bool) -> Iterator[tuple[int, int, str]]:
    """The nouns that may act: each with its end, the name of a holder counted in, and its kind."""
    kinds = lex.unnamed
    after = 0
    holders = [i for i, role in enumerate(made.role) if role is not None] if offices else []
    for i in merged(made.spots(lex.shows_unnamed), holders):
        if i < after:
            continue
        low, role = made.low[i], made.role[i]
        if role is not None and _verbal(made, i):
            role = None
        if offices and role is not None and (role[0] == "role" or (role[0] == "institution" and low in lex.bodies)):
            end = role[1]
            while end < made.size and made.word[end][0].isupper() and not made.tag[end]:
                end += 1
            yield i, end, role[0]
            after = end
        elif offices and role is not None and role[0] == "not_acting":
            after = role[1]
        elif low in kinds and not (i + 1 < made.size and made.low[i + 1] in kinds):
            yield i, i + 1, "agent"  # "rebel fighters": the last noun heads the phrase


def _start(made: Line, i: int, taken: set[int]) -> int:
    """Where the adjectives before the noun begin."""
    start = i
    while start > max(0, i - _BEFORE):
        j = start - 1
        entry = made.entry[j]
        verb = entry is not None and (entry.verbs or entry.auxiliary) and not _compound(made, j)
        if made.tag[j] or verb or j in taken or not made.word[j][0].isalpha():
            break
        start = j
    return start


def _compound(made: Line, j: int) -> bool:
    """Whether a word that looks like a verb is a noun, behind a determiner or preposition (`for flood victims`)."""
    return j > 0 and made.tag[j - 1] in _NOMINAL


def _verbal(made: Line, i: int) -> bool:
    """Whether a word is the verb of the auxiliary before it (`a envoyé`)."""
    entry, before = made.entry[i], made.entry[i - 1] if i else None
    return entry is not None and bool(entry.verbs) and before is not None and before.auxiliary is not None


def _lone(made: Line, k: int) -> bool:
    """Whether a word with a capital stands alone: of a name of several words, no part is a town."""
    beside = [made.word[n] for n in (k - 1, k + 1) if 0 <= n < made.size]
    return made.word[k][0].isupper() and not any(w[0].isupper() for w in beside)


def _beside(mentions: list[Mention], start: int) -> tuple[str, ...]:
    """The state that acts before the phrase: its rebels are those that a government fights."""
    before = [m for m in mentions if m.last <= start and m.strong and not m.slot and m.kind != "organisation"]
    return before[-1].codes[:1] if before else ()


def _home(made: Line, lex: Lexicon, mentions: list[Mention], start: int, end: int) -> tuple[str, ...]:
    """The state of the phrase: that of its own place, else the only state of the sentence, else that of the town it
    is set in.
    """
    if start and made.tag[start - 1] == "coord":  # "the government and rebels"
        beside = next((m for m in mentions if m.last == start - 1 and m.codes and m.kind != "organisation"), None)
        if beside is not None:
            return beside.codes[:1]
    for j in range(end, min(end + _BEHIND, made.size)):
        if made.tag[j] in _PLACED:
            named = next((m for m in mentions if m.first <= j + 2 and m.start > j and m.codes), None)
            if named is not None and named.kind != "organisation":
                return named.codes[:1]
            towns = [made.word[k] for k in range(j + 1, min(j + 4, made.size)) if _lone(made, k)]
            spot = next((s for w in towns if (s := locate(w)) is not None and s.territory), None)
            if spot is not None and spot.territory and spot.population >= _TOWN:
                return (state_of(spot.territory),)
        if made.tag[j] not in _THROUGH:
            break
    posts = lex.listed("posts")  # an embassy lies elsewhere
    seats = [m for m in mentions if m.slot == "place" or (m.slot == "to" and m.kind == "capital")]
    seats = [m for m in seats if m.kind not in _NO_PLACES and posts.isdisjoint(m.role.lower().split())]
    placed = [c for m in seats for c in m.codes]
    inside = {i for m in mentions for i in range(m.start, m.end)}
    spots = [
        locate(made.word[i])
        for i in made.capitals
        if i and i not in inside and made.tag[i - 1] in _SET and made.low[i] not in lex.dates
    ]
    placed += [state_of(s.territory) for s in spots if s is not None and s.territory]
    if placed:
        return (placed[0],)
    states = {c for m in mentions if m.kind != "organisation" and m.slot != "per" for c in m.codes}
    return tuple(states) if len(states) == 1 else ()
