"""Verb groups: a verb with its auxiliaries, its mood and its voice."""

from __future__ import annotations

from ..lang import Lexicon
from ..lang.word import Word
from .line import PREPOSITIONS, Line, follows
from .mention import Mention

__all__ = ["INTRODUCERS", "PUNCTUATION", "Clause", "verb_groups"]

INTRODUCERS = frozenset(("rel", "that", "if", "sub", "aside"))
PUNCTUATION = frozenset(',;:.()[]—–-«»“”"')


class Clause:
    """A verb with its surroundings. `form`: fin, inf, ger or pp; `tense`: done, plup, impf, fut, cond, subj, hyp, inf;
    `link`: how it hangs on `parent` (main, coord, rel, that, sub, if, aside, inf, ger, pp); `loose`: where a participle
    stands that marks set off (`front` of the sentence, or `behind` a noun); [left, start) holds the subject, [end,
    right) the complements, [end, deep) also those of the clauses that it governs.
    """

    __slots__ = (
        "actors", "bare", "coded", "dead", "deep", "end", "form", "head", "intro", "left", "lemmas", "link", "loose",
        "negated", "parent", "particle", "passive", "recipients", "reflexive", "right", "says", "start", "tense",
        "turned",
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
        self.loose = ""
        self.says = False
        self.turned = False
        self.dead: str | None = None
        self.particle = ""  # the particle behind the verb that makes another verb of it


# --- verb groups --------------------------------------------------------------------------------------------


def verb_groups(made: Line, lex: Lexicon, mentions: list[Mention]) -> list[Clause]:
    """The verb groups of a sentence, in order."""
    named = {i for m in mentions for i in range(m.start, m.end)}
    behind = lex.adjective_after
    ends = {m.end for m in mentions if behind or m.kind != "adjective"}  # "Serb forces": no verb follows an adjective
    found: list[Clause] = []
    after = 0
    for i in made.verbal:
        entry = made.entry[i]
        if i < after or entry is None or i in named or made.tag[i] == "+":
            continue
        group = None
        if entry.auxiliary is None or not (_quarter(made, i) or _proper(made, i)):
            if entry.auxiliary is not None and not (entry.auxiliary[0] == "to" and not _to_verb(made, i)):
                group = _chain(made, lex, i, named)
            elif entry.verbs and not (made.tag[i] in PREPOSITIONS and _before(made, i) not in ("pron", "rel")):
                group = _single(made, lex, i, entry, ends, free=_open(made, lex, found, i, ends))
        if group is None:
            continue
        after = group.end
        if found and _suffered(lex, found[-1], group):
            _suffer(found[-1], group)
        elif found and _swallowed(made, lex, found[-1], group):
            found[-1].end = group.end
        else:
            _particle(made, lex, group, mentions)
            found.append(group)
    return found


def _particle(made: Line, lex: Lexicon, group: Clause, mentions: list[Mention]) -> None:
    """Notes the particle of a phrasal verb; it is then no preposition (`handed over the bodies`, `sealed off Gaza`)."""
    i = group.head + 1
    if i >= made.size:
        return
    low = made.low[i]
    if low in lex.particle_words and any(low in lex.particles.get(lemma, ()) for lemma in group.lemmas):
        group.particle = low
        if made.tag[i] != "to" and not (i + 1 < made.size and made.tag[i + 1] == "+"):
            behind = next((m for m in mentions if m.first > i and m.slot and m.slot == made.tag[i]), None)
            if behind is not None and all(made.tag[k] == "det" for k in range(i + 1, behind.first)):
                behind.slot = ""
            made.tag[i] = "skip"


def _suffered(lex: Lexicon, before: Clause, group: Clause) -> bool:
    """Whether a reflexive verb makes a passive of the infinitive behind it (`s'est vu refuser l'entrée`)."""
    suffering = lex.suffering
    near = group.form == "inf" and group.start <= before.end + 1
    return near and before.reflexive and any(lemma in suffering for lemma in before.lemmas)


def _suffer(before: Clause, group: Clause) -> None:
    before.lemmas, before.head, before.end = group.lemmas, group.head, group.end
    before.passive, before.reflexive = True, False


def _swallowed(made: Line, lex: Lexicon, before: Clause, group: Clause) -> bool:
    """Whether a verb belongs to the expression of the one before: an infinitive (`a fait passer`, `a laissé entrer`),
    or a noun that looks like a verb (`a pris fait et cause`).
    """
    if group.head > before.end + 2:
        return False
    senses = (s for lemma in before.lemmas for s in lex.senses.get(lemma, ()) if s.rest)
    if group.form == "inf":
        low = made.low[group.head]
        return any(s.rest[0] == low for s in senses)
    low = made.low[before.head + 1]
    inside = group.head - before.head - 1
    return any(s.rest[0] == low and len(s.rest) > inside and follows(made, before.head + 1, s.rest) for s in senses)


def _quarter(made: Line, i: int) -> bool:
    """Whether a form of `be` is the noun it looks like: behind an article, before a complement (`l'est du Tchad`)."""
    entry = made.entry[i]
    being = entry is not None and entry.auxiliary is not None and entry.auxiliary[0] == "be"
    return being and 0 < i < made.size - 1 and made.tag[i - 1] == "det" and made.tag[i + 1] == "of"


def _proper(made: Line, i: int) -> bool:
    """Whether a word that looks like an auxiliary is part of a name (`Pan Am`, `on May 3`)."""
    return i > 0 and made.word[i][0].isupper() and made.word[i - 1][0].isalnum() and not made.word[i].isupper()


def _to_verb(made: Line, i: int) -> bool:
    following = made.entry[i + 1] if i + 1 < made.size else None
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
    through = entry.through
    state, gap, negated, passive = kind, 0, _negated_before(made, i), False
    tip, j = i, i + 1
    while j < made.size and gap <= _LONGEST_GAP:
        follower = made.entry[j]
        if follower is not None and follower.auxiliary is not None and _extends(state, follower, made.low[j]):
            coming = state == "be" and follower.auxiliary[0] == "to"  # "is to visit"
            state, tense = follower.auxiliary[0], "fut" if coming else _combine(kind, tense, follower.auxiliary)
            tip = j
        elif j not in named and (head := _main(made, lex, j, follower, state)) is not None:
            lemmas, feature = head
            passive = state in ("be", "been") and feature == "pp" and not _active_be(made, lex, i, lemmas)
            if passive and lex.copula in lex.senses and lex.marked_forms:
                lemmas = {
                    **lemmas,
                    lex.copula: {"pp"},
                }  # "est attendu", "s'est dit prêt": expressions of their own
            form = "inf" if tense in ("inf",) else "ger" if tense == "ger" else "fin"
            return _make(made, i, j, lemmas, form=form, tense=tense, negated=negated, passive=passive)
        elif made.tag[j] == "neg":
            negated = negated or made.low[j] != "ni"
        elif not _skippable(made, j) and made.low[j] not in through and not _adverb(made, lex, j, follower):
            break
        gap += 1
        j += 1
    copula: dict[str, set[str]] = {lex.copula: set()} if state in ("be", "been") else {}
    if not lex.copula:
        tip, copula = i, {}
    if state == "have" == kind and lex.copula and not lex.marked_forms:
        copula, tense = dict(entry.verbs), "done" if tense == "plup" else tense  # "had talks"
    if kind in ("to", "been") and not copula:
        return None
    return _make(made, i, tip if copula else i, copula, form=_bare(tense), tense=tense, negated=negated)


def _bare(tense: str) -> str:
    return "inf" if tense == "inf" else "ger" if tense == "ger" else "fin"


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
            if feature in entry.features:
                return entry.lemmas(feature), feature
    low = made.low[j]
    generic = "pp" in wanted and len(low) > 3 and not made.tag[j] and made.role[j] is None
    if generic and made.word[j].islower() and low.endswith(lex.participle_endings):
        return {}, "pp"
    return None


def _active_be(made: Line, lex: Lexicon, i: int, lemmas: dict[str, set[str]]) -> bool:
    """Whether be + participle is a perfect: a verb of movement, or a reflexive."""
    reflexive = i > 0 and (made.tag[i - 1] == "refl" or (i > 1 and made.tag[i - 2] == "refl"))
    return reflexive or any(lemma in lex.being for lemma in lemmas)


def _adverb(made: Line, lex: Lexicon, j: int, entry: Word | None) -> bool:
    """Whether a word that no list holds is an adverb by its ending (`a vertement critiqué`)."""
    return entry is None and made.low[j].endswith(lex.adverb_endings)


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
    while start > max(0, i - 4) and (made.tag[start - 1] in _BEFORE_VERB or (head > i and _clitic(made, start - 1))):
        reflexive = reflexive or made.tag[start - 1] == "refl"
        start -= 1
    clause = Clause(start, head + 1, head, lemmas, form=form, tense=tense)
    reflexive = reflexive or any("refl" in feats for feats in lemmas.values())
    clause.passive, clause.negated, clause.reflexive = passive, negated, reflexive
    return clause


_BEFORE_VERB = ("refl", "object", "neg", "skip")


def _clitic(made: Line, j: int) -> bool:
    """Whether an article or a preposition is also a pronoun, as before an auxiliary it is (`et l'a assuré`, `s'en est
    pris à`).
    """
    entry = made.entry[j]
    return made.tag[j] in ("det", "place") and entry is not None and "object" in entry.tags.alone


def _negated_before(made: Line, i: int) -> bool:
    for j in range(i - 1, max(-1, i - 4), -1):
        if made.tag[j] in ("neg", "without"):
            return True
        if made.tag[j] in ("of", "to") and made.tag[j - 1] == "without":
            return True
        if made.tag[j] not in ("object", "refl", "skip", "det", "pron") and not _clitic(made, j):
            return False
    return False


def _open(made: Line, lex: Lexicon, found: list[Clause], i: int, ends: set[int]) -> bool:
    """Whether a finite verb may still come: none has, since the last word or mark that starts a clause, or the last
    says what follows (`said Paris welcomed`).
    """
    for group in reversed(found):
        if group.form == "fin":
            at = group.end
            said = (
                i in ends
                and made.role[i] is None
                and group is found[-1]
                and not lex.said.keys().isdisjoint(group.lemmas)
            )
            if said and made.tag[at] not in PREPOSITIONS:
                return True
            return not (_STARTERS.isdisjoint(made.tag[at:i]) and _BREAKS.isdisjoint(made.word[at:i]))
    return True


_OF_NOUNS = ("between", "of", "by", "place", "near")
_STARTERS = frozenset((*INTRODUCERS, "coord", "adjunct", "recent"))
_BREAKS = frozenset(',;:«»“”"')


def _begun(made: Line, lex: Lexicon, i: int) -> bool:
    """Whether the verb right before a verb in -ing is one that it completes (`began pulling out`)."""
    before = made.entry[i - 1] if i and _before(made, i - 1) != "det" else None  # not "a planned meeting"
    return before is not None and any(
        s.pattern.carry for v in before.verbs for s in lex.senses.get(v, ()) if not s.rest
    )


def _single(made: Line, lex: Lexicon, i: int, entry: Word, ends: set[int], *, free: bool) -> Clause | None:
    """A verb without auxiliary."""
    feats = entry.features
    before = _before(made, i)
    if before == "det" and _takes_clitic(made, lex, i, feats):
        before = "object"
    for role in made.role[max(0, i - 3) : i]:
        if role is not None and role[1] > i:
            return None  # inside a noun of several words: "refugee camps"
    negated = _negated_before(made, i)
    marked = lex.marked_forms
    if "ger" in feats and (
        _gerund(made, lex, i) or _begun(made, lex, i) or (i and made.low[i - 1] in lex.listed("texts"))
    ):
        return _of(made, i, entry, "ger", tense="ger", negated=negated)
    if "inf" in feats and marked and before != "det" and (not i or made.low[i - 1] not in lex.contracted):
        return _of(made, i, entry, "inf", tense="inf", negated=negated)
    kind = "fin" if "fin" in feats else "past" if "past" in feats else "inf" if "inf" in feats and not marked else ""
    if kind and _finite_here(made, lex, i, feats, ends, before=before, free=free):
        return _of(made, i, entry, "fin", tense="done", negated=negated, feature=kind)
    nominal = before == "det" or made.tag[i] == "det" or (before in PREPOSITIONS and _noun(made, i))
    for tense in ("fut", "cond", "impf", "subj"):
        if tense in feats and not nominal and not (tense == "subj" and before in PREPOSITIONS):
            return _of(made, i, entry, "fin", tense=tense, negated=negated, feature=tense)
    if "pp" in feats and before not in ("det", "of"):
        return _of(made, i, entry, "pp", tense="pp", negated=negated)
    return None


def _of(made: Line, i: int, entry: Word, form: str, *, tense: str, negated: bool, feature: str = "") -> Clause:
    wanted = feature or form
    lemmas = entry.lemmas(wanted) or entry.verbs
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
        is_clitic = clitic is not None and "object" in clitic.tags.alone
        earlier = made.tag[j - 1] if j else ""
        return "" if is_clitic and earlier in ("pron", "rel", "that", "neg", "refl") else "det"
    return tag


def _takes_clitic(made: Line, lex: Lexicon, i: int, feats: frozenset[str]) -> bool:
    """Whether what looks like an article is the object of a verb whose subject is left out (`la acusó de`)."""
    clitic = made.entry[i - 1] if i else None
    sure = "past" in feats and "pp" not in feats and not _noun(made, i)
    return lex.null_subject and sure and clitic is not None and "object" in clitic.tags.alone


def _gerund(made: Line, lex: Lexicon, i: int) -> bool:
    grammar = lex.pack.grammar
    if grammar.gerund_anywhere:
        return True
    if not grammar.marked_forms and _noun(made, i) and i + 1 < made.size and made.tag[i + 1] in _OF_NOUNS:
        return False  # "fighting between", "shelling of"
    after = made.entry[i + 1] if i + 1 < made.size else None
    if i == 0 and _noun(made, i) and after is not None and ("past" in after.features or after.auxiliary is not None):
        return False  # "Fighting broke out"
    if i == 0:
        return True
    before, tag = made.word[i - 1], _tag_before(made, i)
    if grammar.marked_forms:
        return (
            before in ",»”"
            or made.tag[i - 1] in ("place", "skip", "coord", "neg", "object", "refl")
            or made.low[i - 1] in grammar.gerund_after
        )
    return before in ',"”' or tag in ("coord", "skip", "neg", "purpose", "adjunct", "by", "for")


def _tag_before(made: Line, i: int) -> str:
    """The tag of the word or phrase before a word."""
    j = i - 1
    while j > 0 and made.tag[j] == "+":
        j -= 1
    return made.tag[j]


def _finite_here(
    made: Line, lex: Lexicon, i: int, feats: frozenset[str], ends: set[int], *, before: str, free: bool
) -> bool:
    if before == "det" or before in PREPOSITIONS:
        return False
    noun = _noun(made, i)
    if lex.marked_forms:
        if "fin" not in feats and not ("past" in feats and "pp" not in feats):
            return "past" in feats and before in ("pron", "rel") and "pp" not in feats
        quoted = i > 0 and made.word[i - 1] in "«“"
        return (
            (not noun and not quoted)
            or before in ("pron", "rel", "refl", "neg", "object", "coord")
            or i in ends
            or _after_name(made, i, ends)
            or (i > 0 and made.word[i - 1] in ',»”"' and _says(made, lex, i))
        )
    return _finite_plain(made, lex, i, feats, ends, before=before, free=free)


def _says(made: Line, lex: Lexicon, i: int) -> bool:
    """Whether a verb of saying, though it looks like a noun, closes what is said (`..., juge la politologue`)."""
    entry = made.entry[i]
    following = made.word[i + 1] if i + 1 < made.size else ""
    subject = following[:1].isupper() or made.tag[i + 1 : i + 2] == ["det"]
    return subject and entry is not None and not lex.said.keys().isdisjoint(entry.verbs)


def _after_name(made: Line, i: int, ends: set[int]) -> bool:
    return any(j in ends for j in range(i, max(0, i - 3), -1)) and made.word[i - 1] not in PUNCTUATION


def _finite_plain(
    made: Line, lex: Lexicon, i: int, feats: frozenset[str], ends: set[int], *, before: str, free: bool
) -> bool:
    """The same where forms are poor: what is near tells past from participle, present from noun."""
    following = made.low[i + 1] if i + 1 < made.size else ""
    if "past" in feats:
        if not i:
            return False  # "Suspected rebels": nobody acts before the first word
        if i and (made.word[i - 1].endswith("-") or made.word[i - 1] == "-"):
            return False
        if "pp" in feats and i not in ends and _adjunct_noun(made, i):
            return False
        reduced = (
            "pp" in feats and not _means(made, i + 2) and (made.tag[i + 1] == "by" if i + 1 < made.size else False)
        )
        return (free or "pp" not in feats or before in ("pron", "rel")) and not (reduced and made.word[i - 1] != ",")
    nxt = made.entry[i + 1] if i + 1 < made.size else None
    verb_next = nxt is not None and (nxt.auxiliary is not None or any("past" in f for f in nxt.verbs.values()))
    if verb_next or following in (".", "") or not free:
        return before in ("pron", "rel") and not verb_next
    many = "fin" in feats or made.low[i - 1].endswith("s") or made.low[i - 1] in lex.many
    if many and not _noun(made, i) and any(r is not None and r[1] == i for r in made.role[max(0, i - 3) : i]):
        return True  # "analysts say": a noun that acts, then a word that is no noun
    if "fin" in feats:
        return i in ends or before in ("pron", "rel") or (not _noun(made, i) and before == "skip")
    return before in ("pron", "rel") or (i in ends and (_plural(made, i) or _subjunctive(made, i)))


def _means(made: Line, i: int) -> bool:
    """Whether a verb in -ing stands at a word (`responded by closing`)."""
    entry = made.entry[i] if i < made.size else None
    return entry is not None and any("ger" in f for f in entry.verbs.values())


_SETTING = ("place", "per", "by", "with", "from", "to", "for", "on", "near")


def _adjunct_noun(made: Line, i: int) -> bool:
    """Whether what may be a participle follows a phrase that opens with a preposition behind a comma (`, in a statement
    posted on ...`): there is no subject for it.
    """
    comma = next((j for j in range(i - 1, max(-1, i - 9), -1) if made.word[j] in ",;:" or made.tag[j] == "coord"), -1)
    opens = comma >= 0 and made.word[comma] == "," and made.tag[comma + 1] in _SETTING
    return opens and comma + 2 < i


def _noun(made: Line, i: int) -> bool:
    """Whether the word may also be a noun that the lexicon knows."""
    entry = made.entry[i]
    return entry is not None and bool(entry.nouns or entry.roles)


def _plural(made: Line, i: int) -> bool:
    return "coord" in made.tag[max(0, i - 5) : i]


def _subjunctive(made: Line, i: int) -> bool:
    return "that" in made.tag[max(0, i - 6) : i]
