"""The noun that a name belongs to: whether it may act, and what role it gives."""

from __future__ import annotations

from ..lang import Lexicon
from .line import PREPOSITIONS, Line
from .mention import Mention

__all__ = ["head", "role_ending_at", "widest"]

_ACTS = ("role", "institution", "agent")
_FAR = 5  # words that a noun phrase may reach behind its adjective
_CHARGE = ("of", "to", "on")
_CHARGED = 9  # how far before its state a person may stand who is in charge of something


def head(made: Line, mention: Mention, lex: Lexicon) -> None:
    """Finds the noun that an adjective or attribute belongs to, and whether that noun can act."""
    if mention.kind == "person":
        title = widest(made, mention.start)
        if title is not None and title[0] == "role":
            mention.first = title[1]
        return
    if mention.kind == "never":
        return
    if lex.adjective_after:
        if mention.kind == "adjective":
            _look_back(made, mention, lex)
    else:
        _look_ahead(made, mention)


def _look_back(made: Line, mention: Mention, lex: Lexicon) -> None:
    at = mention.start
    for j in range(at - 1, max(-1, at - 7), -1):
        head = widest(made, j + 1)
        if head is not None and _adjectival(made, lex, head[1], j + 1):
            continue
        if head is not None:
            kind, start = head
            _take_role(made, mention, kind, start, j + 1)
            mention.first = start
            return
        entry = made.entry[j]
        if made.tag[j] == "det" or (entry is not None and entry.auxiliary is not None):
            break  # the noun phrase starts here
        if made.tag[j] in ("of", "to") and j + 1 < at and _bare_noun(made, lex, j):
            continue  # "mortar fire", "a long-range missile": the adjective is that of the first noun
        if made.tag[j] == "of" and j + 1 < at and _capital_between(made, j + 1, at):
            continue  # "the Minister of Finance": the adjective is the minister's
        if (
            made.tag[j] in PREPOSITIONS
            or made.tag[j] in ("coord", "rel", "that", "sub", "if")
            or made.word[j] in ",;:."
        ):
            break
    head = _charged(made, at, lex)
    if head is not None:
        _take_role(made, mention, head[0], head[1], at)  # "le ministre du commerce chinois"
        mention.first = head[1]
        return
    _unlisted(made, mention, lex)


def _bare_noun(made: Line, lex: Lexicon, j: int) -> bool:
    """Whether the preposition at j joins a noun without article to the noun before it, as in a compound."""
    entry = made.entry[j + 1]
    plain = made.low[j] not in lex.contracted and made.tag[j + 1] in ("", "skip") and made.word[j + 1].islower()
    return plain and j > 0 and not made.tag[j - 1] and (entry is None or entry.auxiliary is None)


def _capital_between(made: Line, start: int, end: int) -> bool:
    return any(made.word[k][0].isupper() and made.role[k] is None for k in range(start, end))


def _adjectival(made: Line, lex: Lexicon, start: int, end: int) -> bool:
    """Whether a noun that is also an adjective (`militaire`) is one here, behind the noun that it describes."""
    if end != start + 1 or not start or made.low[start] not in lex.listed("adjectival"):
        return False
    return not made.tag[start - 1] and made.word[start - 1].islower() and made.role[start - 1] is None


def _unlisted(made: Line, mention: Mention, lex: Lexicon) -> None:
    """Lets a mention act as a subject whose noun no list holds, if the noun is of a kind that can (`les pilotes X`)."""
    head = mention.start - 1
    while head > 0 and _adjectival(made, lex, head, head + 1):
        head -= 1
    if head < 0 or made.tag[head] or not made.word[head][0].isalpha():
        return
    entry = made.entry[head]
    if entry is not None and (entry.nouns or entry.auxiliary):
        return
    if lex.acts(made.low[head]):
        mention.open = True
        mention.first = head


def _look_ahead(made: Line, mention: Mention) -> None:
    at = mention.end
    possessive = at < made.size and made.low[at] in ("'s", "'")
    at += possessive
    attribute = mention.kind == "adjective" or possessive or mention.kind in (
        "state", "organisation", "metonym", "region", "group",
    )  # fmt: skip
    if mention.kind == "people" and at < made.size and (beside := made.role[at]) is not None:  # "Chinese companies"
        _take_role(made, mention, beside[0], at, beside[1])
        mention.last = beside[1]
    if not attribute:
        return
    for j in range(at, min(made.size, at + 5)):
        role = made.role[j]
        if role is not None:
            head = j
            while role[1] < at + _FAR and role[1] < made.size and (further := made.role[role[1]]) is not None:
                head, role = role[1], further  # "military plane": the last noun heads the phrase
            _take_role(made, mention, role[0], head, role[1])
            mention.last = role[1]
            return
        entry = made.entry[j]
        if (
            made.tag[j] == "coord"
            and mention.kind == "adjective"
            and j + 1 < made.size
            and made.word[j + 1][0].isupper()
        ):
            continue
        if (
            (made.tag[j] and made.tag[j] != "det")
            or made.word[j] in ",;:.()"
            or (entry is not None and entry.auxiliary)
        ):
            break
        if mention.kind != "adjective" and not possessive:
            break
        if mention.kind != "adjective" and made.word[j][0].isupper() and not possessive:
            break
    if possessive or mention.kind == "adjective":
        mention.strong = False


def _take_role(made: Line, mention: Mention, kind: str, start: int, end: int) -> None:
    if kind == "not_acting":
        mention.strong = False
        mention.role_kind = kind
    elif kind in _ACTS or kind == "quantifier":
        mention.strong = True
        mention.role = " ".join(made.word[start:end])
        mention.role_kind = kind


def _charged(made: Line, j: int, lex: Lexicon) -> tuple[str, int] | None:
    """The person or body with its own complement before word j (`the minister of trade of Peru`): nothing between but
    prepositions and what they govern.
    """
    i = j - 1
    while i > max(0, j - _CHARGED):
        size = 0
        while i > 0 and made.tag[i] in ("", "coord") and _plain(made, i):
            i, size = i - 1, size + 1
        while i > 0 and made.tag[i] in ("det", "+"):
            i -= 1
        if not size or made.tag[i] not in _CHARGE:
            return None
        head = widest(made, i) or (widest(made, i - 1) if _plain(made, i - 1) and not made.tag[i - 1] else None)
        if head is not None:
            charged = not lex.listed("portfolio").isdisjoint(made.low[head[1] : head[1] + 2])
            return head if charged and head[0] in ("role", "institution") else None
        i -= 1
    return None


def _plain(made: Line, i: int) -> bool:
    """Whether a word may be what somebody is in charge of: no name, no mark, no auxiliary, nobody who acts."""
    entry, word = made.entry[i], made.word[i]
    if not word[0].isalpha() or (entry is not None and entry.auxiliary is not None):
        return False
    role = made.role[i]
    return role is None or role[0] not in ("not_acting", "quantifier")


def role_ending_at(made: Line, j: int) -> tuple[str, int] | None:
    """The acting noun whose phrase ends at word j, an adjective between them allowed."""
    for end in range(j, j - 3, -1):
        if end < j and made.word[end] in ",;:":
            return None
        head = widest(made, end)
        if head is not None:
            return head
        entry = made.entry[end - 1] if end > 0 else None
        if (entry is not None and entry.auxiliary is not None) or (end < j + 1 and made.tag[end - 1] in PREPOSITIONS):
            return None
    return None


def widest(made: Line, end: int) -> tuple[str, int] | None:
    """The longest acting noun that ends at a word; of a noun and a noun used as its adjective (`avions militaires`),
    the noun.
    """
    start = made.heads.get(end)
    if start is None:
        return None
    if start == end - 1 and start and (head := made.role[start - 1]) is not None and head[1] == start:
        start -= 1
    role = made.role[start]
    assert role is not None
    return role[0], start
