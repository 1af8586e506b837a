"""The clauses around the verbs of a sentence: where each starts, how it hangs on the one before."""

from __future__ import annotations

from .line import PREPOSITIONS, Line
from .mention import Mention
from .verbs import INTRODUCERS, PUNCTUATION, Clause

__all__ = ["Said", "clauses"]

Said = dict[str, list[tuple[str, ...]]]

_APPOSED = 5  # words that an apposition may have before its participle


def clauses(made: Line, groups: list[Clause], mentions: list[Mention], said: Said) -> list[Clause]:
    """Sets link, parent and bounds of each verb group; `said`: verbs of saying, each with the words that may follow."""
    for clause in groups:
        clause.says = any(_follow(made, clause, rest) for lemma in clause.lemmas for rest in said.get(lemma, ()))
    for index, clause in enumerate(groups):
        _attach(made, groups, index, mentions)
        _reported(made, groups, index)
        _contact(made, groups, index)
        _inverted(made, groups, index)
        clause.bare = clause.form == "fin"
    for index, clause in enumerate(groups):
        clause.loose = _loose(made, groups, index)
        clause.right = clause.deep = _right(made, groups, index)
    for clause in reversed(groups):
        aimed = clause.link == "ger" and clause.start > 0 and made.tag[clause.start - 1] in ("for", "by")
        if clause.parent is not None and (clause.link in ("that", "inf") or aimed):
            clause.parent.deep = max(clause.parent.deep, clause.deep)
    return groups


def _follow(made: Line, clause: Clause, rest: tuple[str, ...]) -> bool:
    return not rest or tuple(made.low[clause.head + 1 : clause.head + 1 + len(rest)]) == rest


def _attach(made: Line, groups: list[Clause], index: int, mentions: list[Mention]) -> None:
    clause = groups[index]
    previous = groups[index - 1] if index else None
    solid = next((g for g in reversed(groups[:index]) if g.link != "pp"), None)
    low = solid.end if solid else 0
    clause.left = low
    intro = next((j for j in range(clause.start - 1, low - 1, -1) if made.tag[j] in INTRODUCERS), -1)
    if intro >= 0 and clause.form != "pp":
        clause.intro = intro
        if not _resumes(made, clause, intro, mentions):
            clause.link = made.tag[intro]
            clause.left, clause.parent = intro + 1, previous
            return
    if clause.form in ("inf", "ger", "pp"):
        clause.link, clause.parent = clause.form, previous
        if clause.form == "inf" and _joined(made, clause) and previous is not None and previous.form == "inf":
            clause.link, clause.parent = previous.link, previous.parent
        clause.intro = _intro_of_infinitive(made, clause)
        if clause.form == "ger" and not (
            previous is not None and previous.form == "inf" and previous.end == clause.start
        ):
            clause.parent = _matrix(groups, index)  # else what the infinitive does ("vowed to continue fighting")
        sibling = _sibling(groups, index)
        if clause.form == "pp" and sibling is not None and _joined(made, clause) and sibling.head > sibling.start:
            _elliptic(clause, sibling)
        return
    if previous is None:
        return
    if previous.form == "inf" and _joined(made, clause) and _base(clause):  # "to tighten sanctions and impose"
        clause.form, clause.tense, clause.link, clause.parent = "inf", "inf", previous.link, previous.parent
        return
    matrix = _matrix(groups, index)
    at = _adjunct_before(made, clause, low, mentions)
    if at >= 0:
        clause.link, clause.parent, clause.intro, clause.left = "sub", matrix, at, at + 1
        return
    named = any(m.first >= low and m.last <= clause.start and (m.strong or m.open) and not m.slot for m in mentions)
    joined, comma = _joined(made, clause), made.word[clause.start - 1] in ',»”"—–)'
    listed = made.word[clause.start - 1] == "," and "," not in made.word[previous.end : clause.start - 1]
    if joined or (comma and (listed or previous.link not in ("main", "coord"))) or not named:
        clause.link = "coord"
        beside = _sibling(groups, index)
        older = beside is not None and beside.link in ("rel", "that") and beside.tense == "plup" != clause.tense
        clause.parent = beside if joined and not older else matrix  # "jets that had strayed and asked": who shot asked
    else:
        clause.link, clause.parent = "main", matrix
        clause.left = max(_after_last_break(made, low, clause.start, mentions), _own_phrase(made, low, clause))


def _adjunct_before(made: Line, clause: Clause, low: int, mentions: list[Mention]) -> int:
    """Where the preposition stands that is here a conjunction: "a day after ministers signed", "as he arrived"."""
    first = -1
    for mention in reversed([m for m in mentions if low <= m.first and m.last <= clause.start and m.slot in _WHEN]):
        gap = range(mention.last, clause.start if first < 0 else first)
        if any(made.tag[j] not in ("coord", "det") and made.word[j] != "," for j in gap):
            break
        first = mention.first
    if first < 0 and made.tag[clause.start - 1] == "pron":
        first = clause.start - 1
    if first < 0:  # "hours after the flag rose"
        return next((j for j in _phrase(made, clause, low) if made.tag[j] == "recent"), -1)
    at = first - 1
    while at >= low and made.tag[at] in ("det", "+"):
        at -= 1
    return at if first >= 0 and at >= low and made.tag[at] in _WHEN else -1


def _phrase(made: Line, clause: Clause, low: int) -> range:
    """The words before a verb, backwards to the last mark, those right before it left out."""
    comma = next((j for j in range(clause.start - 1, low - 1, -1) if made.word[j] in PUNCTUATION), low - 1)
    return range(clause.start - 2, comma, -1)


_WHEN = ("recent", "adjunct")


def _loose(made: Line, groups: list[Clause], index: int) -> str:
    """Where a participle stands that a mark sets off: before its subject (`Arrested on Monday, ...`), or behind the
    noun, or the short noun phrase, that it tells of (`..., a move condemned at once by`).
    """
    clause = groups[index]
    if clause.link != "pp":
        return ""
    if not clause.start or (clause.start == 1 and made.word[0] in ",;"):
        return "front"
    low = max(clause.start - _APPOSED, groups[index - 1].end if index else 0)
    marks = [j for j in range(clause.start - 1, low - 1, -1) if made.word[j] in ",;–—"]
    if not marks:
        return ""
    between = made.tag[marks[0] + 1 : clause.start]
    return "behind" if all(tag in ("", "det", "skip") for tag in between) else ""


def _own_phrase(made: Line, low: int, clause: Clause) -> int:
    """Where a subject of its own starts behind the last comma (`will visit Bolivia, his office said`), else `low`."""
    start = clause.start
    comma = next((j for j in range(start - 1, low, -1) if made.word[j] == ","), -1)
    phrase = 0 < comma < start - 2 and made.tag[comma + 1] == "det"
    source = clause.says and 0 < comma < start - 1 and start - comma <= _SOURCE and not made.tag[comma + 1]
    own = (phrase or source) and not any(made.tag[j] in ("coord", "of") for j in range(comma + 1, start))
    return comma + 1 if own else low


_SOURCE = 7  # words of a source behind its comma ("..., military officials in the capital said")


def _reported(made: Line, groups: list[Clause], index: int) -> None:
    """Makes the clause right behind a verb of saying its complement (`said it had expelled ...`)."""
    clause = groups[index]
    before = groups[index - 1] if index else None
    if before is None or clause.form != "fin" or clause.link not in ("main", "coord") or _joined(made, clause):
        return
    if not before.says or before.form not in ("fin", "ger") or before.end == clause.start:
        return
    if not any(made.word[i] in PUNCTUATION or made.tag[i] == "coord" for i in range(before.end, clause.start)):
        pronoun = next((i for i in range(before.end, clause.start) if made.tag[i] == "pron"), before.end)
        clause.link, clause.parent, clause.intro, clause.left = "that", before, pronoun - 1, pronoun


def _contact(made: Line, groups: list[Clause], index: int) -> None:
    """Makes a clause that hangs on a noun without a relative pronoun a relative one (`over remarks he made`)."""
    clause = groups[index]
    before = groups[index - 1] if index else None
    pronoun = clause.start - 1
    if before is None or clause.form != "fin" or clause.link not in ("main", "coord") or made.tag[pronoun] != "pron":
        return
    noun = pronoun - 1
    if noun < before.end or made.tag[noun] or not made.word[noun].isalpha() or before.says:
        return
    clause.link, clause.parent, clause.intro, clause.left = "rel", before, pronoun, pronoun


def _inverted(made: Line, groups: list[Clause], index: int) -> None:
    """Frees a verb of saying that closes what is said; its subject follows (`..., a averti le ministre`)."""
    clause = groups[index]
    if not clause.start or clause.form != "fin" or not clause.says or clause.link not in ("main", "coord"):
        return
    if not index and not any(word in '»”"' for word in made.word[max(0, clause.start - 2) : clause.start]):
        return  # nothing has been said before it
    earlier = [g for g in groups[:index] if g.form == "fin"]
    if index and not earlier and groups[index - 1].form == "pp":
        return  # "China, never named by anybody, accused them"
    if earlier and all(g.link in ("rel", "sub", "aside") for g in earlier):
        return  # the subject before the relative clause still waits for its verb
    if made.word[clause.start - 1] in ',»”"':
        clause.link, clause.parent, clause.left = "main", _matrix(groups, index), clause.start


def _resumes(made: Line, clause: Clause, intro: int, mentions: list[Mention]) -> bool:
    """Whether the clause comes after a phrase that a conjunction governs as a preposition would (`after days of
    talks, Rwanda said`): a comma, then a subject, and none before it.
    """
    comma = next((j for j in range(clause.start - 1, intro, -1) if made.word[j] == ","), -1)
    if made.tag[intro] not in ("sub", "if") or comma < 0:
        return False
    bare = [m for m in mentions if intro < m.first and m.last <= clause.start and m.strong and not m.slot]
    return bool(bare) and bare[0].first > comma


def _base(clause: Clause) -> bool:
    """Whether a verb alone stands in the form that is also its infinitive."""
    return clause.start == clause.head and any("inf" in f and "past" not in f for f in clause.lemmas.values())


def _joined(made: Line, clause: Clause) -> bool:
    j = clause.start - 1
    while j >= 0 and made.tag[j] == "skip":
        j -= 1
    if j > 0 and made.word[j] == ",":  # an aside between: "and, according to officials, will ..."
        j = next((k for k in range(j - 1, max(0, j - _ASIDE), -1) if made.word[k] == ","), 0) - 1
    return j >= 0 and made.tag[j] == "coord"


_ASIDE = 9  # words of an aside between a conjunction and its verb


def _elliptic(clause: Clause, previous: Clause) -> None:
    """`ont gelé ... et donné`: the participle shares the auxiliary of the verb before."""
    clause.form, clause.tense, clause.link = "fin", previous.tense, "coord"
    clause.parent, clause.passive = previous, previous.passive


def _sibling(groups: list[Clause], index: int) -> Clause | None:
    """The clause that a coordinated verb goes on with: the last finite one."""
    return next((g for g in reversed(groups[:index]) if g.form == "fin"), None)


def _matrix(groups: list[Clause], index: int) -> Clause | None:
    return next(
        (g for g in reversed(groups[:index]) if g.link in ("main", "coord") and g.form == "fin"),
        _sibling(groups, index),
    )


def _intro_of_infinitive(made: Line, clause: Clause) -> int:
    j = clause.start - 1
    return j if j >= 0 and (made.tag[j] in PREPOSITIONS or made.tag[j] in ("neg", "+")) else -1


def _after_last_break(made: Line, low: int, start: int, mentions: list[Mention]) -> int:
    """Where the subject of a further main clause starts: after the last mark that parts it from the complements
    before, the marks between coordinated subjects not counted.
    """
    inside = [m for m in mentions if m.first >= low and m.last <= start and (m.strong or m.open) and not m.slot]
    if not inside:
        return low
    first = inside[-1]
    for mention in reversed(inside[:-1]):
        gap = range(mention.last, first.first)
        if not gap or any(made.tag[j] not in ("coord", "det") and made.word[j] != "," for j in gap):
            break
        if not any(made.tag[j] == "coord" or made.word[j] in ",;:" for j in range(low, mention.first)):
            break
        first = mention
    marks = [j for j in range(low, first.first) if made.word[j] in ",;:" or made.tag[j] == "coord"]
    return marks[-1] + 1 if marks else low


def _right(made: Line, groups: list[Clause], index: int) -> int:
    """Where the complements of a clause end: at the next clause, unless that one is only a participle."""
    clause = groups[index]
    for following in groups[index + 1 :]:
        if (following.form == "pp" and following.link == "pp") or _shares(made, clause, following):
            continue
        stop = following.start
        if following.link == "that" and following.intro >= clause.end - 1:
            stop = max(following.intro, following.left if following.intro < clause.end else following.intro)
        elif following.intro >= 0:
            stop = following.intro
        elif following.link == "main":
            stop = max(clause.end, following.left)
        return _before_source(made, clause.end, max(clause.end, min(stop, following.start)))
    return _before_source(made, clause.end, made.size)


def _shares(made: Line, clause: Clause, following: Clause) -> bool:
    """Whether a verb has its object in common with the next ("rammed and seized three ships")."""
    gap = made.tag[clause.end : following.start]
    return following.link == "coord" and following.form == clause.form and len(gap) == 1 and gap[0] == "coord"


def _before_source(made: Line, start: int, end: int) -> int:
    """`end`, or where the source of a report starts before it (`, according to ...`)."""
    return next((i for i in range(start + 1, end) if made.tag[i] == "per" and made.word[i - 1] == ","), end)
