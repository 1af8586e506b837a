"""Verb groups and the clauses around them: where each starts, how it hangs on the one before."""

from __future__ import annotations

from ..lang import Lexicon
from ..lang.lexicon import Word
from .line import PREPOSITIONS, Line
from .mentions import Mention

__all__ = ["Clause", "clauses", "verb_groups"]

_INTRODUCERS = frozenset(("rel", "that", "if", "sub", "aside"))
_PUNCTUATION = frozenset(',;:.()[]—–-«»“”"')
_FINITE = ("fin", "past")


class Clause:
    """A verb with its surroundings. `form`: fin, inf, ger or pp; `tense`: done, plup, impf, fut, cond, subj, hyp, inf;
    `link`: how it hangs on `parent` (main, coord, rel, that, sub, if, aside, inf, ger, pp); [left, start) holds the
    subject, [end, right) the complements, [end, deep) also those of the clauses that it governs.
    """

    __slots__ = (
        "actors", "bare", "coded", "dead", "deep", "end", "form", "head", "intro", "left", "lemmas", "link", "negated",
        "parent", "passive", "recipients", "reflexive", "right", "start", "tense",
    )  # fmt: skip

    def __init__(self, start: int, end: int, head: int, lemmas: dict[str, set[str]], *, form: str, tense: str) -> None:
        self.start = start
        self.end = end
        self.head = head
        self.lemmas = lemmas
        self.form = form
        self.tense = tense
        self.passive = False
        self.reflexive = False
        self.negated = False
        self.link = "main"
        self.intro = -1
        self.left = 0
        self.right = self.deep = 0
        self.parent: Clause | None = None
        self.actors: list[Mention] = []
        self.recipients: tuple[str, ...] = ()
        self.coded = False
        self.bare = False
        self.dead: str | None = None


# --- verb groups --------------------------------------------------------------------------------------------


def verb_groups(made: Line, lex: Lexicon, mentions: list[Mention]) -> list[Clause]:
    """The verb groups of a sentence, in order."""
    named = {i for m in mentions for i in range(m.start, m.end)}
    ends = {m.end for m in mentions}
    found: list[Clause] = []
    i, size = 0, len(made)
    while i < size:
        entry = made.entry[i]
        group = None
        if entry is not None and i not in named and made.tag[i] != "+":
            if _quarter(made, i):
                group = None
            elif entry.auxiliary is not None and not (entry.auxiliary[0] == "to" and not _to_verb(made, i)):
                group = _chain(made, lex, i, named)
            elif entry.verbs and not (made.tag[i] in PREPOSITIONS and _before(made, i) not in ("pron", "rel")):
                group = _single(made, lex, i, entry, ends, free=_open(made, found, i))
        if group is not None and found and _suffered(lex, found[-1], group):
            _suffer(found[-1], group)
            i = group.end
            continue
        if group is not None and found and _swallowed(made, lex, found[-1], group):
            i = found[-1].end = group.end
            continue
        if group is None:
            i += 1
        else:
            found.append(group)
            i = group.end
    return found


def _suffered(lex: Lexicon, before: Clause, group: Clause) -> bool:
    """Whether a reflexive verb makes a passive of the infinitive behind it (`s'est vu refuser l'entrée`)."""
    suffering = lex.pack.grammar.suffering
    near = group.form == "inf" and group.start <= before.end + 1
    return near and before.reflexive and any(lemma in suffering for lemma in before.lemmas)


def _suffer(before: Clause, group: Clause) -> None:
    before.lemmas, before.head, before.end = group.lemmas, group.head, group.end
    before.passive, before.reflexive = True, False


def _swallowed(made: Line, lex: Lexicon, before: Clause, group: Clause) -> bool:
    """Whether an infinitive belongs to the expression of the verb before (`a fait passer`, `a laissé entrer`)."""
    if group.form != "inf" or group.head > before.end + 2:
        return False
    low = made.low[group.head]
    return any(s.rest[:1] == (low,) for lemma in before.lemmas for s in lex.senses.get(lemma, ()))


def _quarter(made: Line, i: int) -> bool:
    """Whether a form of `be` is the noun it looks like: behind an article, before a complement (`l'est du Tchad`)."""
    entry = made.entry[i]
    being = entry is not None and entry.auxiliary is not None and entry.auxiliary[0] == "be"
    return being and 0 < i < len(made) - 1 and made.tag[i - 1] == "det" and made.tag[i + 1] == "of"


def _to_verb(made: Line, i: int) -> bool:
    following = made.entry[i + 1] if i + 1 < len(made) else None
    return (following is not None and any("inf" in f for f in following.verbs.values())) or (
        following is not None and following.auxiliary is not None
    )


_WANTED = {
    "have": ("pp",),
    "be": ("pp", "ger"),
    "been": ("pp", "ger"),
    "modal": ("inf",),
    "do": ("inf",),
    "to": ("inf",),
}
_LONGEST_GAP = 6


def _chain(made: Line, lex: Lexicon, i: int, named: set[int]) -> Clause | None:
    """An auxiliary and what follows: perfect, passive, future, or the auxiliary alone as a verb."""
    entry = made.entry[i]
    assert entry is not None
    assert entry.auxiliary is not None
    kind, tense = entry.auxiliary
    state, gap, negated, passive = kind, 0, _negated_before(made, i), False
    j = i + 1
    while j < len(made) and gap <= _LONGEST_GAP:
        follower = made.entry[j]
        if follower is not None and follower.auxiliary is not None and _extends(state, follower, made.low[j]):
            coming = state == "be" and follower.auxiliary[0] == "to"  # "is to visit"
            state, tense = follower.auxiliary[0], "fut" if coming else _combine(kind, tense, follower.auxiliary)
        elif j not in named and (head := _main(made, lex, j, follower, state)) is not None:
            lemmas, feature = head
            passive = state in ("be", "been") and feature == "pp" and not _active_be(made, lex, i, lemmas)
            form = "inf" if tense in ("inf",) else "ger" if tense == "ger" else "fin"
            return _make(made, i, j, lemmas, form=form, tense=tense, negated=negated, passive=passive)
        elif made.tag[j] == "neg":
            negated = negated or made.low[j] != "ni"
        elif not _skippable(made, j):
            break
        gap += 1
        j += 1
    if kind in ("to", "been"):
        return None
    return _make(made, i, i, {}, form="inf" if tense == "inf" else "fin", tense=tense, negated=negated)


def _extends(state: str, follower: Word, low: str) -> bool:
    assert follower.auxiliary is not None
    kind, tense = follower.auxiliary
    if state == "have":
        return kind == "been"
    if state in ("modal", "to", "do"):
        return tense == "inf"
    return state in ("be", "been") and kind in (("been", "to") if state == "be" else ("been",))


def _combine(kind: str, tense: str, added: tuple[str, str]) -> str:
    return tense if tense else added[1]


def _main(made: Line, lex: Lexicon, j: int, entry: Word | None, state: str) -> tuple[dict[str, set[str]], str] | None:
    """The main verb at j if one of the wanted form stands there: its lemmas and the form."""
    wanted = _WANTED[state]
    if entry is not None and entry.verbs:
        for feature in wanted:
            lemmas = {lemma: feats for lemma, feats in entry.verbs.items() if feature in feats}
            if lemmas:
                return lemmas, feature
    low = made.low[j]
    generic = "pp" in wanted and len(low) > 3 and not made.tag[j] and made.role[j] is None
    if generic and made.word[j].islower() and low.endswith(lex.pack.grammar.participle_endings):
        return {}, "pp"
    return None


def _active_be(made: Line, lex: Lexicon, i: int, lemmas: dict[str, set[str]]) -> bool:
    """Whether be + participle is a perfect: a verb of movement, or a reflexive."""
    reflexive = i > 0 and (made.tag[i - 1] == "refl" or (i > 1 and made.tag[i - 2] == "refl"))
    return reflexive or any(lemma in lex.being for lemma in lemmas)


def _skippable(made: Line, j: int) -> bool:
    return made.tag[j] in ("skip", "neg", "object", "refl", "+", "pron") or made.word[j] in ',«“"»”'


def _make(
    made: Line,
    i: int,
    head: int,
    lemmas: dict[str, set[str]],
    *,
    form: str,
    tense: str,
    negated: bool,
    passive: bool = False,
) -> Clause:
    start = i
    reflexive = False
    while start > 0 and made.tag[start - 1] in ("refl", "object", "neg", "skip") and start > i - 4:
        if made.low[start - 1] not in _DETERMINERS_TOO or made.tag[start - 1] != "object":
            reflexive = reflexive or made.tag[start - 1] == "refl"
        start -= 1
    clause = Clause(start, head + 1, head, lemmas, form=form, tense=tense)
    clause.passive, clause.negated, clause.reflexive = passive, negated, reflexive
    return clause


_DETERMINERS_TOO: frozenset[str] = frozenset()


def _negated_before(made: Line, i: int) -> bool:
    for j in range(i - 1, max(-1, i - 4), -1):
        if made.tag[j] in ("neg", "without"):
            return True
        if made.tag[j] in ("of", "to") and made.tag[j - 1] == "without":
            return True
        if made.tag[j] not in ("object", "refl", "skip", "det", "pron"):
            return False
    return False


def _open(made: Line, found: list[Clause], i: int) -> bool:
    """Whether a finite verb may still come: none has, since the last word or mark that starts a clause."""
    last = next((g for g in reversed(found) if g.form == "fin"), None)
    if last is None:
        return True
    return any(made.tag[j] in _STARTERS or made.word[j] in ',;:«»“”"' for j in range(last.end, i))


_STARTERS = frozenset((*_INTRODUCERS, "coord", "adjunct", "recent"))


def _single(made: Line, lex: Lexicon, i: int, entry: Word, ends: set[int], *, free: bool) -> Clause | None:
    """A verb without auxiliary."""
    feats = set().union(*entry.verbs.values())
    before = _before(made, i)
    negated = _negated_before(made, i)
    romance = lex.pack.grammar.adjective_after
    if "ger" in feats and _gerund(made, i, romance):
        return _of(made, i, entry, "ger", tense="ger", negated=negated)
    if "inf" in feats and romance and before != "det" and (not i or made.low[i - 1] not in lex.contracted):
        return _of(made, i, entry, "inf", tense="inf", negated=negated)
    kind = next((f for f in (*_FINITE, *(() if romance else ("inf",))) if f in feats), "")
    if kind and _finite_here(made, lex, i, feats, ends, before=before, free=free):
        return _of(made, i, entry, "fin", tense="done", negated=negated, feature=kind)
    for tense in ("fut", "cond", "impf", "subj"):
        if tense in feats and before not in ("det",):
            return _of(made, i, entry, "fin", tense=tense, negated=negated, feature=tense)
    if "pp" in feats and before not in ("det", "of"):
        return _of(made, i, entry, "pp", tense="pp", negated=negated)
    return None


def _of(made: Line, i: int, entry: Word, form: str, *, tense: str, negated: bool, feature: str = "") -> Clause:
    wanted = feature or form
    lemmas = {lemma: feats for lemma, feats in entry.verbs.items() if wanted in feats} or dict(entry.verbs)
    return _make(made, i, i, lemmas, form=form, tense=tense, negated=negated)


def _before(made: Line, i: int) -> str:
    """What stands before a word that may be a noun: `det` if a determiner or preposition makes it one."""
    j = i - 1
    while j >= 0 and (made.tag[j] == "skip" or made.word[j] in '«“"'):
        j -= 1
    if j < 0:
        return ""
    tag = made.tag[j]
    if tag == "+":
        while j > 0 and made.tag[j] == "+":
            j -= 1
        tag = made.tag[j]
    if tag == "det":
        clitic = made.entry[j]
        is_clitic = clitic is not None and any(t == "object" for _r, t in clitic.tags)
        earlier = made.tag[j - 1] if j else ""
        return "" if is_clitic and earlier in ("pron", "rel", "that", "neg", "refl") else "det"
    return tag


def _gerund(made: Line, i: int, romance: bool) -> bool:
    if i == 0:
        return True
    before = made.word[i - 1]
    if romance:
        return (
            before in ",»”"
            or made.tag[i - 1] in ("place", "skip", "coord", "neg", "object", "refl")
            or made.low[i - 1] == "en"
        )
    return (
        before in ',"”'
        or made.tag[i - 1] in ("coord", "skip", "neg", "purpose", "adjunct")
        or made.tag[i - 1] in ("by", "for")
    )


def _finite_here(made: Line, lex: Lexicon, i: int, feats: set[str], ends: set[int], *, before: str, free: bool) -> bool:
    if before == "det" or before in PREPOSITIONS:
        return False
    romance = lex.pack.grammar.adjective_after
    noun = _noun(made, i)
    if romance:
        if "fin" not in feats and not ("past" in feats and "pp" not in feats):
            return "past" in feats and before in ("pron", "rel") and "pp" not in feats
        quoted = i > 0 and made.word[i - 1] in "«“"
        return (
            (not noun and not quoted)
            or before in ("pron", "rel", "refl", "neg", "object", "coord")
            or i in ends
            or _after_name(made, i, ends)
        )
    return _finite_plain(made, i, feats, ends, before=before, free=free)


def _after_name(made: Line, i: int, ends: set[int]) -> bool:
    return any(j in ends for j in range(i, max(0, i - 3), -1)) and made.word[i - 1] not in _PUNCTUATION


def _finite_plain(made: Line, i: int, feats: set[str], ends: set[int], *, before: str, free: bool) -> bool:
    """The same where forms are poor: what is near tells past from participle, present from noun."""
    following = made.low[i + 1] if i + 1 < len(made) else ""
    if "past" in feats:
        if i and (made.word[i - 1].endswith("-") or made.word[i - 1] == "-"):
            return False
        reduced = "pp" in feats and (made.tag[i + 1] == "by" if i + 1 < len(made) else False)
        return (free or "pp" not in feats or before in ("pron", "rel")) and not (reduced and made.word[i - 1] != ",")
    nxt = made.entry[i + 1] if i + 1 < len(made) else None
    verb_next = nxt is not None and (nxt.auxiliary is not None or any("past" in f for f in nxt.verbs.values()))
    if verb_next or following in (".", "") or not free:
        return before in ("pron", "rel") and not verb_next
    if not _noun(made, i) and any(r is not None and r[1] == i for r in made.role[max(0, i - 3) : i]):
        return True  # "analysts say": a noun that acts, then a word that is no noun
    if "fin" in feats:
        return i in ends or before in ("pron", "rel") or (not _noun(made, i) and before == "skip")
    return before in ("pron", "rel") or (i in ends and (_plural(made, i) or _subjunctive(made, i)))


def _noun(made: Line, i: int) -> bool:
    """Whether the word may also be a noun that the lexicon knows."""
    entry = made.entry[i]
    return entry is not None and bool(entry.nouns or entry.roles)


def _plural(made: Line, i: int) -> bool:
    return any(made.tag[j] == "coord" for j in range(max(0, i - 5), i))


def _subjunctive(made: Line, i: int) -> bool:
    return any(made.tag[j] == "that" for j in range(max(0, i - 6), i))


# --- clauses ------------------------------------------------------------------------------------------------


def clauses(made: Line, groups: list[Clause], mentions: list[Mention], said: frozenset[str]) -> list[Clause]:
    """Sets link, parent and bounds of each verb group; `said`: verbs whose complement may lack a conjunction."""
    for index, clause in enumerate(groups):
        _attach(made, groups, index, mentions)
        _reported(made, groups, index, said)
        _inverted(made, groups, index, said)
        clause.bare = clause.form == "fin"
    for index, clause in enumerate(groups):
        clause.right = clause.deep = _right(made, groups, index)
    for clause in reversed(groups):
        if clause.parent is not None and clause.link in ("that", "inf"):
            clause.parent.deep = max(clause.parent.deep, clause.deep)
    return groups


def _attach(made: Line, groups: list[Clause], index: int, mentions: list[Mention]) -> None:
    clause = groups[index]
    previous = groups[index - 1] if index else None
    solid = next((g for g in reversed(groups[:index]) if g.link != "pp"), None)
    low = solid.end if solid else 0
    clause.left = low
    intro = next((j for j in range(clause.start - 1, low - 1, -1) if made.tag[j] in _INTRODUCERS), -1)
    if intro >= 0 and clause.form != "pp" and not _resumes(made, clause, intro, previous):
        clause.link = made.tag[intro]
        clause.intro, clause.left, clause.parent = intro, intro + 1, previous
        return
    if clause.form in ("inf", "ger", "pp"):
        clause.link, clause.parent = clause.form, previous
        if clause.form == "inf" and _joined(made, clause) and previous is not None and previous.form == "inf":
            clause.link, clause.parent = previous.link, previous.parent
        clause.intro = _intro_of_infinitive(made, clause)
        if clause.form == "ger":
            clause.parent = _matrix(groups, index)
        sibling = _sibling(groups, index)
        if clause.form == "pp" and sibling is not None and _joined(made, clause) and sibling.head > sibling.start:
            _elliptic(clause, sibling)
        return
    if previous is None:
        return
    matrix = _matrix(groups, index)
    named = any(m.first >= low and m.last <= clause.start and m.strong and not m.slot for m in mentions)
    joined, comma = _joined(made, clause), made.word[clause.start - 1] in ',»”"—–)'
    if joined or (comma and previous.link not in ("main", "coord")) or not named:
        clause.link = "coord"
        clause.parent = _sibling(groups, index) if joined else matrix
    else:
        clause.link, clause.parent = "main", matrix
        clause.left = max(_after_last_break(made, low, clause.start, mentions), _own_phrase(made, low, clause.start))


def _own_phrase(made: Line, low: int, start: int) -> int:
    """Where a subject of its own starts behind the last comma (`will visit Bolivia, his office said`), else `low`."""
    comma = next((j for j in range(start - 1, low, -1) if made.word[j] == ","), -1)
    phrase = 0 < comma < start - 2 and made.tag[comma + 1] == "det"
    return comma + 1 if phrase and not any(made.tag[j] in ("coord", "of") for j in range(comma + 1, start)) else low


def _reported(made: Line, groups: list[Clause], index: int, said: frozenset[str]) -> None:
    """Makes the clause right behind a verb of saying its complement (`said it had expelled ...`)."""
    clause = groups[index]
    before = groups[index - 1] if index else None
    if before is None or clause.form != "fin" or clause.link not in ("main", "coord") or _joined(made, clause):
        return
    if said.isdisjoint(before.lemmas) or before.form != "fin" or before.end == clause.start:
        return
    if not any(made.word[i] in _PUNCTUATION or made.tag[i] == "coord" for i in range(before.end, clause.start)):
        pronoun = next((i for i in range(before.end, clause.start) if made.tag[i] == "pron"), before.end)
        clause.link, clause.parent, clause.intro, clause.left = "that", before, pronoun - 1, pronoun


def _inverted(made: Line, groups: list[Clause], index: int, said: frozenset[str]) -> None:
    """Frees a verb of saying that closes what is said; its subject follows (`..., a averti le ministre`)."""
    clause = groups[index]
    if not index or clause.form != "fin" or said.isdisjoint(clause.lemmas) or clause.link not in ("main", "coord"):
        return
    if made.word[clause.start - 1] in ',»”"':
        clause.link, clause.parent, clause.left = "main", _matrix(groups, index), clause.start


def _resumes(made: Line, clause: Clause, intro: int, previous: Clause | None) -> bool:
    """Whether the clause goes on after a relative clause without a verb of its own (never true of one with a verb)."""
    return False


def _joined(made: Line, clause: Clause) -> bool:
    j = clause.start - 1
    while j >= 0 and made.tag[j] == "skip":
        j -= 1
    return j >= 0 and made.tag[j] == "coord"


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
    inside = [m for m in mentions if m.first >= low and m.last <= start and m.strong and not m.slot]
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
        if following.form == "pp" and following.link == "pp":
            continue
        stop = following.start
        if following.link == "that" and following.intro >= clause.end - 1:
            stop = max(following.intro, following.left if following.intro < clause.end else following.intro)
        elif following.intro >= 0:
            stop = following.intro
        elif following.link == "main":
            stop = max(clause.end, following.left)
        return max(clause.end, min(stop, following.start))
    return len(made)
