"""Who is named in a sentence: actors with their codes, how they stand in their noun phrase, what governs them."""

from __future__ import annotations

from datetime import date

from ..lang import Lexicon
from ..lang.phrases import Phrases
from ..lang.surface import HYPHEN
from .govern import _skip_determiners, govern
from .heads import head
from .line import PREPOSITIONS, Line, merged
from .mention import Mention
from .names import Name, Names

__all__ = ["find"]

_AT = ("on", "place", "near", "from", "to")
_STATES = ("state", "metonym")


def find(made: Line, lex: Lexicon, known: Names, day: date | None, met: set[str]) -> list[Mention]:
    """The mentions of a sentence in order. `met`: persons already named in full in the document (grows)."""
    found: list[Mention] = []
    inside = after = 0
    entry, roles = known.rows, made.role
    for i in merged(made.spots(known.starts | HYPHEN), made.wide):
        if i < after:
            continue
        role, low = roles[i], made.low[i]
        rows = entry(low if "-" not in low else _owner(low, lex)) if i >= inside else None
        if role is not None and role[1] > i + 1:
            inside = max(inside, role[1])
        mention = _at(made, i, rows, known, day=day, met=met, inside=inside) if rows is not None else None
        if mention is not None:
            found.append(mention)
            after = mention.end
    _settle(found)
    _phrases(made, lex, known, found)
    return found


def _homonym(made: Line, elsewhere: frozenset[str], i: int, end: int) -> bool:
    """Whether the name of a state is here that of a person or of another place: part of a longer name (Michael Jordan,
    Chad Smith), or beside a word that says so (Georgia, with Atlanta).
    """
    if not elsewhere.isdisjoint(made.bag):
        return True
    return any(0 <= j < made.size and _stranger(made, j) for j in (i - 1, end))


def _stranger(made: Line, j: int) -> bool:
    """Whether a word may be part of a person's name: a capital, and in no list."""
    word = made.word[j]
    return word[0].isupper() and len(word) > 1 and made.entry[j] is None and word[-1].isalpha()


def _settle(found: list[Mention]) -> None:
    """A people or an adjective of several states (Kurdish, Congolese) is of the one that the sentence names beside it;
    where it names none of them, or two, of the usual one if there is one, else of nobody.
    """
    for mention in found:
        if len(mention.codes) > 1 and mention.kind in ("people", "adjective"):
            named = {c for m in found if len(m.codes) == 1 for c in m.codes}
            meant = tuple(c for c in mention.codes if c in named)
            usual = () if mention.loose else mention.codes[:1]
            mention.codes = meant if len(meant) == 1 else usual
            mention.strong = mention.strong and bool(mention.codes)


def _phrases(made: Line, lex: Lexicon, known: Names, found: list[Mention]) -> None:
    """Finds the noun phrase of each mention: its head, the name of a holder, what governs it."""
    starts, size = {m.start for m in found}, made.size
    for mention in found:
        head(made, mention, lex)
        if mention.kind == "people" and known.people and mention.end + 1 < size and _named(made, mention.end):
            mention.strong, mention.codes = False, ()  # "l'Espagnol Pablo Ruiz": a man, not his state
        if _water(made, lex, mention.start):
            mention.strong, mention.codes = False, ()  # the Gulf of Oman is not Oman
        earlier = made.role[mention.first - 1] if mention.first else None
        if earlier == ("not_acting", mention.first):  # "Former Greek Prime Minister"
            mention.strong, mention.codes = False, ()
        if mention.role_kind == "role":  # the name of the holder belongs to the noun phrase
            while mention.last < size and mention.last not in starts and _name(made, mention.last):
                mention.last += 1
    borders = lex.listed("borders")
    for index, mention in enumerate(found):
        before = found[index - 1] if index else None
        if mention.kind == "person" and before is not None and _titled(before, mention):
            mention.slot = before.slot  # "with the Russian president Vladimir Putin"
            mention.codes = before.codes or mention.codes  # of a man of several offices, the one that is named
        else:
            apart = before is not None and _new_clause(made, found, index)
            govern(made, mention, None if apart else before, lex, _listed(made, found, index))
        if mention.slot in _AT and not borders.isdisjoint(made.low[mention.end : mention.end + 2]):
            mention.slot, mention.strong = "border", False  # "on the Thai border": a place


def _at(
    made: Line, i: int, rows: Phrases[Name], known: Names, *, day: date | None, met: set[str], inside: int
) -> Mention | None:
    """The longest name at i that reaches `inside`, the end of an acting noun that starts there."""
    for name, end in rows.all(made.low, i + 1):
        if (end < inside and made.role[i] is not None) or not _written(made, i, end > i + 1, name):
            continue
        if not name.holds(day):
            continue
        if name.kind in ("person", "family"):
            mention = _person(made, i, end, name, known, day=day, met=met)
            if mention is not None:
                return mention
            continue
        kind = name.kind
        if kind == "adjective" and _of_people(made, i, known.people):
            kind = "people"
        if kind in _STATES and made.low[i] in known.homonyms and _homonym(made, known.homonyms[made.low[i]], i, end):
            continue
        mention = Mention(name.codes, kind, i, end)
        mention.loose = name.loose
        return mention
    return None


def _of_people(made: Line, i: int, mark: str) -> bool:
    """Whether an adjective is used as the name of a people: with a capital (`les Grecs`), or without a noun before it
    (`dos griegos`, `miles de griegos`).
    """
    if mark == "article":
        before = made.tag[i - 1] if i else "det"
        return before == "det" or before in PREPOSITIONS or made.low[i - 1].isdigit()
    return mark == "capital" and made.word[i][0].isupper()


def _written(made: Line, i: int, phrase: bool, name: Name) -> bool:
    """Whether the word is written as a name: with a capital, unless it is an adjective or a phrase."""
    if made.word[i][0].isupper() or name.small:
        return True
    return phrase and name.kind in ("metonym", "organisation", "group")


def _person(
    made: Line, i: int, end: int, name: Name, known: Names, *, day: date | None, met: set[str]
) -> Mention | None:
    if name.kind == "person":
        met.update(name.persons)
    held = known.offices(name.persons, day)
    if (
        name.kind == "family"
        and end < made.size
        and ((made.word[end][0].isupper() and not made.tag[end]) or made.low[end] in known.particles)
    ):
        return None  # another name of the same spelling goes on
    if name.kind == "family":
        before = made.role[i - 1] if i else None
        titled = before is not None or any(r and r[1] == i for r in made.role[max(0, i - 4) : i])
        seen = [h for h in held if h[0] in met]
        top = [h for h in held if h[1].office.startswith(("head", "leader")) and len(made.word[i]) > 4]
        follows_capital = i > 0 and made.word[i - 1][:1].isupper() and not titled and i > 1 and not made.tag[i - 1]
        held = seen or (held if titled else ([] if follows_capital else top))
        if not held or len({h[1].state for h in held}) > 1:
            return None
    states = () if not held else known.heir(held[0][1].state) if day is None else (held[0][1].state,)
    mention = Mention(states, "person", i, end)
    mention.person = held[0][0] if held else name.persons[0]
    mention.office = held[0][1].office if held else ""
    return mention


def _owner(low: str, lex: Lexicon) -> str:
    """The adjective in `British-owned`, `Greek-flagged`; any other word as it is."""
    head, hyphen, tail = low.partition("-")
    return head if hyphen and tail in lex.listed("owned") else low


def _titled(before: Mention, person: Mention) -> bool:
    return before.last in (person.first, person.start) and before.role_kind == "role"


def _water(made: Line, lex: Lexicon, at: int) -> bool:
    near = at > 1 and made.tag[at - 1] in ("of", "+")
    return near and not lex.listed("waters").isdisjoint(made.low[max(0, at - 3) : at])


def _named(made: Line, i: int) -> bool:
    return _name(made, i) and _name(made, i + 1)


def _name(made: Line, i: int) -> bool:
    return made.word[i][0].isupper() and not made.tag[i] and made.role[i] is None


def _new_clause(made: Line, found: list[Mention], index: int) -> bool:
    """Whether `, and` opens a clause rather than ends a list: no comma joins the two mentions before it."""
    j = _skip_determiners(made, found[index].first)
    if j < 1 or made.tag[j] != "coord" or made.word[j - 1] != ",":
        return False
    before = found[index - 1]
    return not any(m.last < before.first <= m.last + 2 and made.word[m.last] == "," for m in found[: index - 1])


def _listed(made: Line, found: list[Mention], index: int) -> bool:
    """Whether a mention stands in a list that a conjunction closes (`A, B et C`)."""
    for k in range(index, len(found)):
        nested = k + 1 < len(found) and found[k + 1].start < found[k].last
        at = found[k].end if nested else found[k].last
        if at >= made.size:
            return False
        if made.tag[at] == "coord":
            return True
        if made.word[at] != "," or k + 1 == len(found) or found[k + 1].first - at > 3:
            return False
    return False
