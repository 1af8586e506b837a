"""What governs a name: the preposition before its noun phrase, through coordination, quantities and acting nouns."""

from __future__ import annotations

from ..lang import Lexicon
from .heads import _charged, role_ending_at
from .line import PREPOSITIONS, Line
from .mention import Mention

__all__ = ["govern"]

_LEADING = PREPOSITIONS | {"+"}


def govern(made: Line, mention: Mention, before: Mention | None, lex: Lexicon, listed: bool = False) -> None:
    """Sets the slot: the preposition before the noun phrase, through coordination, quantifiers and acting heads."""
    at = mention.first
    for _ in range(4):
        j, tag = _governor(made, at, lex)
        if tag == "coord" or (j >= 0 and made.word[j] == ","):
            edge = 0 if before is None else before.end if before.last > j else before.last  # "Thai and Lao soldiers"
            if (tag == "coord" or listed) and before is not None and j - 1 <= edge <= j:
                _alike(mention, before)
            return
        if tag not in PREPOSITIONS:
            return
        if tag in ("of", "to") and before is not None and j and made.tag[j - 1] == "coord" and j - 2 <= before.last < j:
            _alike(mention, before)
            return
        mention.slot = tag
        head = _acting_head(made, mention, lex, j, tag)
        if head is None:
            if tag != "of" or not _partitive(made, j):
                return
            mention.slot = ""
            at = j  # "avec des frégates": the preposition stands before the partitive article
            if not j or made.tag[j - 1] not in _LEADING:
                return
            continue
        kind, start = head
        if kind == "not_acting":
            mention.strong, mention.role_kind = False, "not_acting"
            return
        if not mention.role and kind != "quantifier":
            mention.role, mention.role_kind = " ".join(made.word[start:j]), kind
        mention.strong = True
        mention.slot = ""
        mention.first = at = start


def _governor(made: Line, at: int, lex: Lexicon) -> tuple[int, str]:
    """The word before a noun phrase that may govern it, where its expression starts, with its tag."""
    j = _skip_determiners(made, at)
    while j >= 0 and made.tag[j] in ("near", "+") and _counted(made, lex, j):
        j = _skip_determiners(made, j)  # "near 400 migrants": so many
    while j >= 0 and made.tag[j] == "+":
        j -= 1
    return j, made.tag[j] if j >= 0 else ""


def _counted(made: Line, lex: Lexicon, j: int) -> bool:
    """Whether a number stands behind the preposition at j."""
    k = j + 1
    while k < made.size and made.tag[k] == "+":
        k += 1
    role = made.role[k + 1] if k + 1 < made.size and made.tag[k] == "det" else None
    if role is not None:
        return role[0] == "quantifier"  # "près d'un millier de"
    return k < made.size and (made.word[k][0].isdigit() or made.low[k] in lex.listed("numbers"))


def _acting_head(made: Line, mention: Mention, lex: Lexicon, j: int, tag: str) -> tuple[str, int] | None:
    """The noun that acts for a mention, before its preposition: `the army of`, in a capital a body that sits there."""
    seated = tag == "to" and mention.kind == "capital"
    origin = tag == "from" and _opening(made, j)  # "a delegation from Hamas arrived"
    head = role_ending_at(made, j) if tag == "of" or seated or origin else None
    if head is None and tag == "of":
        head = _charged(made, j, lex)
    if seated and head is not None and (head[0] != "institution" or _posted(made, lex, head[1], j)):
        return None
    return head


def _posted(made: Line, lex: Lexicon, start: int, end: int) -> bool:
    """Whether a body is one that a state has abroad: an embassy in a capital is not of that capital's state."""
    return any(low in lex.listed("posts") for low in made.low[start:end])


def _opening(made: Line, j: int) -> bool:
    """Whether no verb stands before word j: the sentence opens with the noun phrase that it belongs to."""
    return not any(
        e is not None and (e.verbs or e.auxiliary) and made.role[i] is None for i, e in enumerate(made.entry[:j])
    )


def _partitive(made: Line, j: int) -> bool:
    """Whether `of` at j stands under no noun (`des drones ont frappé`, `a expulsé des diplomates`)."""
    if j == 0 or made.tag[j - 1] not in ("", "det") or not made.word[j - 1][0].isalnum():
        return True
    entry, earlier = made.entry[j - 1], made.entry[j - 2] if j > 1 else None
    if earlier is not None and earlier.auxiliary is not None and earlier.auxiliary[0] == "been":
        return False  # "a été expulsé de Pologne": a passive has no object
    if j > 1 and made.tag[j - 2] == "det":
        return False  # "the allies of": what an article stands before is a noun
    return entry is not None and bool(entry.verbs) and not entry.nouns and made.role[j - 1] is None


def _alike(mention: Mention, before: Mention) -> None:
    """A mention coordinated with another stands as that one does."""
    mention.slot = before.slot
    if mention.kind == "adjective" and before.kind == "adjective":
        mention.strong, mention.role, mention.role_kind = before.strong, before.role, before.role_kind
        mention.codes = mention.codes if before.codes else ()


def _skip_determiners(made: Line, at: int) -> int:
    j = at - 1
    articled = False  # an adjective stands behind its article
    while j >= 0:
        article = _determiner(made, j)
        number = made.low[j].isdigit() or _number(made.word[j])
        if not (article or number or made.word[j] in '«“"' or (not articled and _epithet(made, j))):
            break
        articled = articled or article
        j -= 1
    return j


def _epithet(made: Line, j: int) -> bool:
    """Whether a word can only be an adjective: behind a determiner or preposition, before a name (`the eastern Thai
    border`).
    """
    plain = made.entry[j] is None and not made.tag[j] and made.word[j][0].islower() and made.tag[j + 1] != "det"
    return plain and j > 0 and (made.tag[j - 1] in ("det", "to", "near", "against", "on", "with", "place"))


def _determiner(made: Line, j: int) -> bool:
    """Whether a word is a determiner or belongs to a phrase that is one (`dozens of`)."""
    while j > 0 and made.tag[j] == "+":
        j -= 1
    return made.tag[j] == "det"


def _number(word: str) -> bool:
    return word[0].isdigit()
