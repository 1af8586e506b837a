"""Treaty acts of a document: what is signed is not yet bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import msgspec

from ..dates import Day
from ..event import Coded, TreatyAct
from ..record import Record
from ..treaty import Aid, Kind, Obligation, Party, Pledge, Text, Treaty, TreatySource

__all__ = ["before", "in_force_from", "provisional", "signed_only", "with_acts"]

# What a kind of treaty pledges at the least when only its name is known: the article's word, not a text.
PLEDGES: dict[str, tuple[Kind, tuple[tuple[Pledge, Aid], ...]]] = {
    "mutual defence": ("mutual defence", (("defence", "discretionary"),)),
    "non-aggression": ("non-aggression", (("nonaggression", "none"),)),
    "neutrality": ("neutrality", (("neutrality", "none"),)),
    "consultation": ("consultation", (("consultation", "none"),)),
    "strategic partnership": ("strategic partnership", ()),
    "other": ("cooperation", ()),
}


def with_acts(record: Record, coded: Coded, day: date, library: Mapping[str, Treaty]) -> Record:
    """The record after the treaty acts: a signature binds nobody yet, a denunciation ends the bond of its author."""
    for act in coded.treaties:
        known = library.get(act.id or "")
        if act.act == "denounced" and known:
            record = record.plus((msgspec.structs.replace(known, ended=Day(day, day)),))
        elif act.act == "in_force" and known:
            record = record.plus((in_force_from(known, day),))
        elif act.act in {"signed", "ratified"}:
            treaty = known or provisional(act, coded, day)
            bound = treaty.in_force_at(day) == "inside"
            record = record.plus((treaty if bound else signed_only(treaty),))
    return record


def before(record: Record, coded: Coded, day: date) -> Record:
    """The record as it stood before the document's treaty acts: a brief must show what the event brings, also where
    the facts already hold it. Treaties that replace another on their entry into force leave the older one in force."""
    for act in coded.treaties:
        known = record.treaties.get(act.id or "")
        if known is None:
            continue
        if act.act == "signed":
            record = record.minus((known.id,))
        elif act.act in {"ratified", "in_force"}:
            record = record.plus((signed_only(known),))
        elif act.act == "denounced" and known.in_force:
            record = record.plus((msgspec.structs.replace(known, ended=None),))
    return _without_reported_visits(record, coded, day)


def _without_reported_visits(record: Record, coded: Coded, day: date) -> Record:
    """The facts may hold the very visit that the document reports: it belongs to the after."""
    pairs = {(a, r) for e in coded.events if e.mode == "visit" for a in e.actor for r in e.recipient}
    since, until = day - timedelta(days=10), day + timedelta(days=10)
    kept = (v for v in record.visits if (v.visitor, v.host) not in pairs or not since <= v.start.first <= until)
    return replace(record, visits=tuple(kept))


def signed_only(treaty: Treaty) -> Treaty:
    """The treaty before anybody is bound by it."""
    parties = tuple(msgspec.structs.replace(p, start=None, to=None) for p in treaty.party)
    return msgspec.structs.replace(treaty, party=parties, in_force=None, ended=None)


def in_force_from(treaty: Treaty, day: date) -> Treaty:
    """The treaty as if it bound every signatory from that day."""
    start = Day(day, day)
    parties = tuple(msgspec.structs.replace(p, start=start, to=None, suspended=()) for p in treaty.party)
    return msgspec.structs.replace(treaty, party=parties, in_force=start, ended=None)


def provisional(act: TreatyAct, coded: Coded, day: date) -> Treaty:
    """A treaty that the facts do not hold, with the pledges that the article's word for it implies."""
    kind, pledges = PLEDGES[act.kind]
    sentence = coded.document.sentence(act.sentence)
    names = "–".join(act.parties)
    title = Text(f"{names} treaty reported on {day}", f"traité {names} rapporté le {day}")
    return Treaty(
        id=f"REPORTED-{'-'.join(act.parties)}-{day.year}",
        title=title,
        short=title,
        kind=kind,
        signed=Day(day, day),
        party=tuple(Party(p) for p in act.parties),
        obligation=tuple(Obligation(p, "not known", aid=aid, area="parties") for p, aid in pledges),
        evidence=(TreatySource(f"sentence {sentence.number}", sentence.text),),
        certainty="probable",
        provisional=True,
    )
