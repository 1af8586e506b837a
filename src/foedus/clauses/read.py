"""A clause of a treaty, read: `read_clause`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..errors import ReadingError
from ..lang.treaty import Part, TreatyWords, treaty_words
from ..treaty import Pledge
from .clause import Clause, MilitaryAid, Span
from .pledges import Found, cases, pledges
from .terms import terms

__all__ = ["read_clause"]

Words = tuple[int, int]
Place = tuple[Part, Words]
Made = Mapping[int, tuple[Pledge, ...]]

_BESIDE = 16  # words behind a promise of protection in which the protected territory is named
_JOINT = 3  # words between two conditions that are quoted as one


def read_clause(text: str, lang: str, news: bool = False) -> Clause:
    """What a clause pledges; `news`: what a sentence of news says of it. Raises LanguageError for a language in which
    no treaties are read, ReadingError for a text without words.
    """
    if not any(c.isalnum() for c in text):
        raise ReadingError("the clause has no words; give the text of an article")
    known = treaty_words(lang, news)
    return _clause(text, known.parts(text), known)


def _clause(text: str, parts: Sequence[Part], known: TreatyWords) -> Clause:
    found = pledges(parts)
    made = _made(found)
    times = terms(parts, known)
    narrowing = _narrowing(parts, made) if found else None
    area = _area(parts, made, found)
    charter = _charter(parts)
    spans: dict[str, tuple[Span, ...]] = {pledge: _places(places) for pledge, places in found.items()}
    for name, places in (("conditional", narrowing), ("geographic_scope", area), ("reservation_UN51", charter)):
        if places:
            spans[name] = _places([places])
    if times.found:
        spans["duration_years"] = _places(times.found)
    return Clause(
        defence="defence" in found,
        offence="offence" in found,
        neutrality="neutrality" in found,
        nonaggression="nonaggression" in found,
        consultation="consultation" in found,
        military_aid=_aid(found),
        conditional=_quoted(text, narrowing),
        geographic_scope=_quoted(text, area),
        duration_years=times.years,
        reservation_UN51=charter is not None,
        evidence=_merged(span for places in spans.values() for span in places),
        renewal=times.renewal,
        renewal_years=times.renewal_years,
        notice_months=times.notice_months,
        indefinite=times.indefinite,
        secret=any(part.has("secret") for part in parts),
        narrowed=_of(narrowing, made, found),
        placed=_of(area, made, found),
        threat=any(part.has("threat") for part, _ in found.get("consultation", ())),
        spans=spans,
    )


def _aid(found: Found) -> MilitaryAid:
    """How much of the aid the text itself commands: the choice of means, where it is left, goes before all means."""
    places = [*found.get("defence", ()), *found.get("offence", ())]
    if not places:
        return "none"
    parts = {id(part): part for part, _ in places}.values()
    if any(part.has("choice") for part in parts):
        return "discretionary"
    commanded = any(part.has("all_means", "military_help", "own_land") for part in parts)
    return "automatic" if commanded or "offence" in found else "discretionary"


def _narrowing(parts: Sequence[Part], made: Made) -> Place | None:
    """The words that narrow the pledge: those of its own part first, an exception in another part last."""
    for part in parts:
        spans = _limits(part, made[id(part)]) if id(part) in made else []
        if spans:
            return part, _joined(sorted(spans))
    for part in parts:
        if part.has("exception"):
            return part, (part.start, part.end)
        if spans := part.spans("condition"):
            return part, spans[0]
    return None


def _limits(part: Part, made: Sequence[Pledge]) -> list[Words]:
    """What narrows the pledges of a part. Whom a war is to be made on does not narrow the promise to make it, but an
    event other than a war does.
    """
    spans = part.spans("condition")
    spans += [(start, part.end) for start, _ in part.spans("exception")]
    if tuple(made) != ("offence",):
        return spans + part.spans("named_attacker") + [(start, part.end) for start, _ in part.spans("proviso")]
    warlike = [start for start, _ in part.spans("war", "attack", "join_war")]
    supposed = [(start, part.comma(start) or end) for start, end in cases(part)]
    return spans + [(start, end) for start, end in supposed if not any(start <= war < end for war in warlike)]


def _made(found: Found) -> Made:
    """The pledges that each part makes."""
    made: dict[int, tuple[Pledge, ...]] = {}
    for pledge, places in found.items():
        for part in {id(part) for part, _ in places}:
            made[part] = (*made.get(part, ()), pledge)
    return made


def _joined(spans: Sequence[Words]) -> Words:
    start, end = spans[0]
    for low, high in spans[1:]:
        if low - end > _JOINT:
            break
        end = max(end, high)
    return start, end


def _area(parts: Sequence[Part], made: Made, found: Found) -> Place | None:
    """The words that name the area: of a part with a pledge, or of one that defines the area of another article."""
    for part in parts:
        own = made.get(id(part), ())
        defines = part.has("defines_area")
        if (own or defines) and (spans := part.spans(*_area_marks("defence" in own, defines))):
            return part, spans[0]
    aided = [part for part in parts if "defence" in made.get(id(part), ())]
    places = [*_protected(found), *_guaranteed(aided)]
    return places[0] if places else None


def _area_marks(aided: bool, defines: bool) -> tuple[str, ...]:
    """How loosely an area may be told: most where aid is promised, or an area defined."""
    if aided:
        return ("area", "near_area", "own_area")
    return ("area", "near_area", "region") if defines else ("area",)


def _guaranteed(parts: Sequence[Part]) -> list[Place]:
    """The state attacked, where those who owe the aid are its guarantors."""
    return [(part, span) for part in parts if part.has("guarantor") for span in part.spans("ward_attacked")]


def _protected(found: Found) -> list[Place]:
    """The territory that a promise of protection names."""
    return [
        (part, area)
        for part, span in found.get("defence", ())
        if part.has("protect")
        for area in part.spans("ward")
        if span[0] < area[0] < span[0] + _BESIDE
    ]


def _of(place: Place | None, made: Made, found: Found) -> tuple[Pledge, ...]:
    """The pledges in whose part words stand; all of them where it makes none."""
    return () if place is None else made.get(id(place[0]), tuple(found))


def _charter(parts: Sequence[Part]) -> Place | None:
    if not any(part.has("charter") for part in parts):
        return None
    return next(((part, span) for part in parts for span in part.spans("article_51")), None)


def _quoted(text: str, place: Place | None) -> str | None:
    if place is None:
        return None
    start, end = place[0].place(place[1])
    return text[start:end].rstrip(" .,;")


def _places(places: Iterable[Place]) -> tuple[Span, ...]:
    return _merged(part.place(span) for part, span in places)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Stretches in order, those that meet made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
