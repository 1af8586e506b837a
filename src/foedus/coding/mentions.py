"""Who is named in a sentence: actors with their codes, how they stand in their noun phrase, what governs them."""

from __future__ import annotations

from datetime import date

from ..lang import Lexicon
from ..lang.phrases import Phrases
from .line import PREPOSITIONS, Line
from .names import Name, Names

__all__ = ["Mention", "find", "govern"]

_LEADING = PREPOSITIONS | {"+"}
_ACTS = ("role", "institution", "agent")
_FAR = 5  # words that a noun phrase may reach behind its adjective
_AT = ("on", "place", "near", "from", "to")


class Mention:
    """A named actor. [start, end) are the words of the name, [first, last) those of the noun phrase; `strong` when it
    may act (a state, not only an adjective of a thing); `open` when it may act as a subject, its noun being one that no
    list holds; `slot` the tag of the preposition that governs it.
    """

    __slots__ = (
        "codes",
        "end",
        "first",
        "kind",
        "last",
        "loose",
        "office",
        "open",
        "person",
        "role",
        "role_kind",
        "slot",
        "start",
        "strong",
    )

    def __init__(self, codes: tuple[str, ...], kind: str, start: int, end: int) -> None:
        self.codes = codes
        self.kind = kind
        self.start = self.first = start
        self.end = self.last = end
        self.strong = kind not in ("adjective", "never", "region")
        self.open = self.loose = False
        self.slot = ""
        self.role = ""  # the words of the role, as written
        self.role_kind = ""
        self.person = ""
        self.office = ""


def find(made: Line, lex: Lexicon, known: Names, day: date | None, met: set[str]) -> list[Mention]:
    """The mentions of a sentence in order. `met`: persons already named in full in the document (grows)."""
    found: list[Mention] = []
    inside = after = 0
    entry, roles = known.rows, made.role
    starts = known.starts.intersection(made.bag)
    if "-" in made.text[made.bounds[0] : made.bounds[1]]:
        starts |= {low for low in made.bag if "-" in low}
    for i in sorted({*made.spots(starts), *made.wide}):
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


_STATES = ("state", "metonym")


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
        _head(made, mention, lex)
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


def _head(made: Line, mention: Mention, lex: Lexicon) -> None:
    """Finds the noun that an adjective or attribute belongs to, and whether that noun can act."""
    if mention.kind == "person":
        title = _widest(made, mention.start)
        if title is not None and title[0] == "role":
            mention.first = title[1]
        return
    if mention.kind == "never":
        return
    if lex.pack.grammar.adjective_after:
        if mention.kind == "adjective":
            _look_back(made, mention, lex)
    else:
        _look_ahead(made, mention)


def _look_back(made: Line, mention: Mention, lex: Lexicon) -> None:
    at = mention.start
    for j in range(at - 1, max(-1, at - 7), -1):
        head = _widest(made, j + 1)
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
    head = _role_ending_at(made, j) if tag == "of" or seated or origin else None
    if head is None and tag == "of":
        head = _charged(made, j, lex)
    if seated and head is not None and (head[0] != "institution" or _posted(made, lex, head[1], j)):
        return None
    return head


_CHARGE = ("of", "to", "on")
_CHARGED = 9  # how far before its state a person may stand who is in charge of something


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
        head = _widest(made, i) or (_widest(made, i - 1) if _plain(made, i - 1) and not made.tag[i - 1] else None)
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


def _role_ending_at(made: Line, j: int) -> tuple[str, int] | None:
    """The acting noun whose phrase ends at word j, an adjective between them allowed."""
    for end in range(j, j - 3, -1):
        if end < j and made.word[end] in ",;:":
            return None
        head = _widest(made, end)
        if head is not None:
            return head
        entry = made.entry[end - 1] if end > 0 else None
        if (entry is not None and entry.auxiliary is not None) or (end < j + 1 and made.tag[end - 1] in PREPOSITIONS):
            return None
    return None


def _widest(made: Line, end: int) -> tuple[str, int] | None:
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
