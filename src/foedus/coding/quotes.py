"""Who said what: words between quotation marks and indirect speech, each with its speaker if the text names one."""

from __future__ import annotations

from functools import cache

from ..event import PersonMention, Quote
from ..lang import Lexicon
from ..lang.surface import QUOTE
from .events import Scene
from .line import Line
from .mention import Mention
from .persons import institute_state
from .verbs import Clause

__all__ = ["attributed", "quotes"]

_LONG = 4  # fewer quoted words are a turn of phrase, kept only where a verb of naming carries them
_REACH = 8


def quotes(shown: Scene, persons: list[PersonMention]) -> list[Quote]:
    """The quotes of a sentence."""
    made, lex = shown.line, shown.lex
    spans = _quoted(made)
    verb = next((c for c in shown.clauses if _says(c, lex, spans)), None)
    if verb is None:
        colon = [s for s in spans if s[0] > 1 and made.word[s[0] - 2] == ":" and s[1] - s[0] >= _LONG]
        return [_quote(shown, persons, None, s, True) for s in colon]
    if spans:
        naming = not lex.naming.isdisjoint(verb.lemmas)
        chosen = [s for s in spans if s[1] - s[0] >= _LONG or naming] or spans[:1]
        return [_quote(shown, persons, verb, s, True) for s in chosen]
    content = _content(shown, verb)
    return [_quote(shown, persons, verb, content, False)] if content is not None else []


def _quoted(made: Line) -> list[tuple[int, int]]:
    """The words between quotation marks, without the marks."""
    found: list[tuple[int, int]] = []
    if not made.shows(QUOTE):
        return found
    i = 0
    while i < made.size:
        j = i
        while j < made.size and made.quoted[j]:
            j += 1
        if j > i + 1:
            found.append((i + 1, j))
        i = max(j, i + 1)
    return found


def _says(clause: Clause, lex: Lexicon, spans: list[tuple[int, int]]) -> bool:
    if clause.form not in ("fin", "ger") or not clause.says:
        return False
    inside = any(a <= clause.head < b for a, b in spans)
    return not inside and not clause.negated and clause.tense in ("done", "plup", "impf", "ger")


def _content(shown: Scene, verb: Clause) -> tuple[int, int] | None:
    """What is said, in indirect speech: the clause after the verb, or all before an inserted verb."""
    made = shown.line
    that = next((c for c in shown.clauses if c.parent is verb and c.link == "that"), None)
    if that is not None and any(m.codes or m.person for m in verb.actors):
        return that.left, _stop(made, that.left)
    if verb.start > 2 and made.word[verb.start - 1] == "," and not shown._bare(verb.left, verb.start):
        return 0, verb.start - 1
    return None


def _stop(made: Line, start: int) -> int:
    return made.size - 1 if made.size > start + 1 and made.word[-1] == "." else made.size


def _quote(
    shown: Scene, persons: list[PersonMention], verb: Clause | None, words: tuple[int, int], direct: bool
) -> Quote:
    made = shown.line
    span = made.span(*words)
    speaker, role, code, affiliation = _speaker(shown, persons, verb, words)
    return Quote(
        speaker, affiliation or code or "", code or (institute_state(affiliation) if affiliation else None),
        made.text[span[0] : span[1]].strip(), made.number, span, role=role, direct=direct,
    )  # fmt: skip


def _speaker(
    shown: Scene, persons: list[PersonMention], verb: Clause | None, words: tuple[int, int]
) -> tuple[str, str, str | None, str]:
    """Name, role, code and affiliation of who speaks: before the verb, or behind it when the quote comes first."""
    made = shown.line
    if verb is None:
        named = [p for p in persons if p.span[1] <= made.start[words[0]]]
        return _of_person(named[-1]) if named else ("", "", None, "")
    if verb.passive:
        return _agent(shown, persons, verb)
    holder = verb.parent if verb.form == "ger" and verb.parent is not None else verb
    left, right = made.start[holder.left] if holder.left < made.size else 0, made.start[holder.start]
    inverted = verb.start > 0 and made.word[verb.start - 1] in ',»”"' and not shown._bare(verb.left, verb.start)
    if inverted:
        left, right = made.start[verb.start], made.end(min(made.size - 1, verb.end + _REACH + 8))
    near = [p for p in persons if left <= p.span[0] < right]
    if near:
        return _of_person(near[0] if inverted else near[-1])
    actors = shown._bare(verb.end, min(made.size, verb.end + _REACH)) if inverted else verb.actors
    if not actors and "pron" in made.tag[verb.left : verb.end]:
        meant = shown.memory.speaker(())
        return _of_person(meant) if meant is not None else ("", "", None, "")
    if not actors:
        return "", "", None, ""
    return _of_actors(shown, actors, pronoun="pron" in made.tag[verb.left : verb.end])


def _of_actors(shown: Scene, actors: list[Mention], *, pronoun: bool) -> tuple[str, str, str | None, str]:
    """The speaker whom a state, a body, or a word that points back names."""
    mention = actors[0]
    codes = tuple(dict.fromkeys(c for m in actors for c in m.codes))
    if len(codes) < 2 and (pronoun or (mention.kind == "anaphor" and mention.role.lower() in _single(shown.lex))):
        meant = shown.memory.speaker(codes if not pronoun else ())
        if meant is not None:
            return _of_person(meant)
    name = shown.line.text_between(mention.first, mention.last) if mention in shown.mentions else ""
    return name, mention.role, ",".join(codes) or None, ""


@cache
def _single(lex: Lexicon) -> frozenset[str]:
    """The titles and pronouns that point back to one person."""
    holders = {r for titles in lex.pack.actors.offices.values() for r in titles}
    bodies = set(lex.pack.actors.institutions)
    phrases = {" ".join(lex.tokens.phrase(p)[1:]) for p in lex.pack.actors.anaphors.get("person", ())}
    return frozenset((phrases | holders) - bodies)


def _agent(shown: Scene, persons: list[PersonMention], verb: Clause) -> tuple[str, str, str | None, str]:
    """Who says it in the passive: the agent of the verb, else that of the participle that opens the sentence
    ("welcomed by the mayor, the guest was called a friend")."""
    made = shown.line
    agents = shown.slots(verb.end, verb.right).get("by", [])
    agents = agents or [m for m in shown.mentions if m.slot == "by" and m.codes and m.last <= verb.start][-1:]
    if not agents:
        return "", "", None, ""
    left, right = made.start[agents[0].first], made.end(agents[0].last - 1)
    named = next((p for p in persons if left <= p.span[0] < right), None)
    if named is not None:
        return _of_person(named)
    code = next((c for m in agents for c in m.codes), None)
    return made.text_between(agents[0].first, agents[0].last), agents[0].role, code, ""


def _of_person(person: PersonMention) -> tuple[str, str, str | None, str]:
    return person.name, person.role, person.state, person.affiliation


def attributed(number: int, text: str, sentences: tuple[tuple[int, int], ...], person: PersonMention) -> Quote | None:
    """The sentence before an attribution line (`– Name, role`), as a quote of that person."""
    if number == 0:
        return None
    start, end = sentences[number - 1]
    state = person.state or (institute_state(person.affiliation) if person.affiliation else None)
    words = text[start:end].strip('«»“”" \u00a0\u202f')
    return Quote(
        person.name, person.affiliation or person.state or "", state, words, number - 1, (start, end), role=person.role
    )
