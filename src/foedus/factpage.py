"""One entry of the facts as a page to read: a treaty, a state, an organisation, an armed group or a place, with its
sources."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from datetime import date

from . import codes
from .actor import ArmedGroup, Organisation
from .dates import Day, Period
from .errors import UsageError
from .holder import called
from .landpage import place_page
from .place import fold
from .record import Record
from .state import State
from .treaty import Attackers, Obligation, Text, Treaty, bonds_of

__all__ = ["page"]

Lines = Iterator[str]

WORDS = {
    "signed": ("signed", "signé"), "in_force": ("in force", "en vigueur"), "ended": ("ended", "fin"),
    "never": ("never in force", "jamais en vigueur"), "parties": ("Parties", "Parties"),
    "obligations": ("Obligations", "Obligations"), "none": ("none", "aucune"), "sources": ("Sources", "Sources"),
    "signed_only": ("signed only", "signé seulement"), "art": ("art.", "art."), "area": ("area", "zone"),
    "every": ("every party", "chaque partie"), "others": ("every other party", "toutes les autres parties"),
    "condition": ("condition", "condition"), "dispute": ("disputed", "discuté"), "aid": ("aid", "aide"),
    "attackers": ("attackers", "attaquants"), "only": ("only", "seulement"), "except": ("except", "sauf"),
    "at_least": ("at least", "au moins"), "great_powers": ("great powers", "grandes puissances"),
    "no_parties": ("not a party", "pas une partie"),
    "nonstate": ("non-state groups too", "groupes non étatiques aussi"),
    "codes": ("Codes", "Codes"), "capital": ("Capital", "Capitale"), "offices": ("Offices", "Fonctions"),
    "member_of": ("Member of", "Membre de"), "treaties": ("Treaties", "Traités"), "figures": ("Figures", "Chiffres"),
    "members": ("Members", "Membres"), "founded": ("founded", "fondée"), "seat": ("seat", "siège"),
    "dissolved": ("dissolved", "dissoute"), "partial": ("partial list", "liste partielle"),
    "suspended": ("suspended", "suspendu"), "certainty": ("certainty", "certitude"), "on": ("on", "au"),
    "inside": ("in force", "en vigueur"), "outside": ("not in force", "pas en vigueur"),
    "unsettled": ("not settled by the facts", "non tranché par les faits"), "from": ("from", "depuis"),
    "until": ("until", "jusqu'au"), "reservation": ("reservation", "réserve"), "article_unknown": ("?", "?"),
    "defence": ("defence", "défense"), "offence": ("offence", "offensive"), "neutrality": ("neutrality", "neutralité"),
    "nonaggression": ("non-aggression", "non-agression"), "consultation": ("consultation", "consultation"),
    "automatic": ("automatic", "automatique"), "discretionary": ("discretionary", "discrétionnaire"),
    "certain": ("certain", "certain"), "probable": ("probable", "probable"), "disputed": ("disputed", "discuté"),
    "anywhere": ("anywhere", "partout"), "secret": ("secret when made", "secret à sa conclusion"),
    "years": ("{n} years", "{n} ans"), "no_term": ("no term set", "sans terme fixé"),
    "renewal_tacit": ("renewed tacitly", "tacite reconduction"), "renewal_none": ("not renewable", "non renouvelable"),
    "renewal_express": ("renewed by agreement", "renouvelable par accord"),
    "notice": ("notice of {n} months", "préavis de {n} mois"),
    "metropolitan": ("metropolitan territory of the party attacked", "territoire métropolitain de la partie attaquée"),
    "of_parties": ("territory of the party attacked", "territoire de la partie attaquée"),
    "population": ("population", "population"), "gdp_ppp": ("GDP (PPP)", "PIB (PPA)"),
    "milex": ("military expenditure", "dépenses militaires"),
    "personnel": ("military personnel", "effectifs militaires"),
    "warheads": ("nuclear warheads", "têtes nucléaires"), "home": ("home", "foyer"),
    "names": ("Names", "Noms"), "rebel": ("rebel group", "groupe rebelle"), "militia": ("militia", "milice"),
    "jihadist": ("jihadist group", "groupe djihadiste"), "separatist": ("separatist group", "groupe séparatiste"),
    "paramilitary": ("paramilitary force", "force paramilitaire"),
    "de facto state": ("de facto state", "État de facto"), "gw_cow": ("GW {gw}, COW {cow}", "GW {gw}, COW {cow}"),
}  # fmt: skip


def page(record: Record, name: str, day: date, lang: str = "en") -> str:
    """The page of the treaty, organisation, armed group, state or place that an id, a code or a name stands for.

    Raises UsageError, with what comes close, if the facts hold none of that name.
    """
    pages = _Pages(record, day, lang)
    if (treaty := _treaty(record, name)) is not None:
        return "\n".join(pages.treaty(treaty)) + "\n"
    if (body := _organisation(record, name)) is not None:
        return "\n".join(pages.organisation(body)) + "\n"
    if (group := _group(record, name)) is not None:
        return "\n".join(pages.group(group)) + "\n"
    try:
        code = codes.resolve(name, record, day)
    except UsageError as error:
        if places := called(record, name):
            return place_page(record, places[0], day, lang)
        others = [*record.treaties, *record.organisations, *record.groups]
        close = difflib.get_close_matches(name.upper(), others, n=4)
        also = f"; treaties, organisations and groups that come close: {', '.join(close)}" if close else ""
        raise UsageError(f"{error}{also}") from error
    return "\n".join(pages.state(record.states[code])) + "\n"


def _treaty(record: Record, name: str) -> Treaty | None:
    if (treaty := record.treaties.get(name.strip().upper())) is not None:
        return treaty
    wanted = fold(name)
    return next((t for t in record.treaties.values() if wanted in {fold(t.short.en), fold(t.short.fr)}), None)


def _organisation(record: Record, name: str) -> Organisation | None:
    wanted = fold(name)
    for body in record.organisations.values():
        own = (body.code, body.name_en, body.name_fr, body.abbreviation_en, body.abbreviation_fr)
        if wanted and wanted in {fold(text) for text in own}:
            return body
    return None


def _group(record: Record, name: str) -> ArmedGroup | None:
    wanted = fold(name)
    for group in record.groups.values():
        own = (group.code, group.name_en, group.name_fr, *group.aliases_en, *group.aliases_fr)
        if wanted and wanted in {fold(text) for text in own}:
            return group
    return None


class _Pages:
    """The pages of a record as seen on a day, in a language."""

    def __init__(self, record: Record, day: date, lang: str) -> None:
        self._record = record
        self._day = day
        self._lang = lang

    def _say(self, word: str) -> str:
        return WORDS[word][self._lang == "fr"] if word in WORDS else word

    def _head(self, word: str) -> str:
        """A word with its colon, which French sets apart."""
        return f"{self._say(word)}{' :' if self._lang == 'fr' else ':'}"

    def _text(self, text: Text) -> str:
        return text.of(self._lang)

    def _names(self, states: Iterable[str]) -> str:
        return ", ".join(f"{self._name(code)} ({code})" for code in states)

    def _name(self, code: str) -> str:
        return codes.express(code, "name", self._record, self._day, self._lang)

    def _span(self, start: Day | None, end: Day | None) -> str:
        begun = f"{self._say('from')} {start}" if start else ""
        return f"{begun} {self._say('until')} {end}".strip() if end else begun

    # --- a treaty ---------------------------------------------------------------------------------------------

    def treaty(self, treaty: Treaty) -> Lines:
        yield f"{treaty.id}  {self._text(treaty.title)}"
        force = f"{self._say('in_force')} {treaty.in_force}" if treaty.in_force else self._say("never")
        signed = f"{self._say('signed')} {treaty.signed}{f' ({treaty.place})' if treaty.place else ''}"
        ended = f"; {self._say('ended')} {treaty.ended}" if treaty.ended else ""
        yield f"{signed}; {force}{ended}; {self._head('certainty')} {self._say(treaty.certainty)}"
        if kept := self._kept(treaty):
            yield kept
        colon = " :" if self._lang == "fr" else ":"
        yield f"{self._say('on')} {self._day}{colon} {self._say(treaty.in_force_at(self._day))}"
        for text in (treaty.note, treaty.dispute):
            if text is not None:
                yield self._text(text)
        yield from ("", self._say("parties"))
        for party in treaty.party:
            span = self._span(party.start, party.to) or self._say("signed_only")
            yield f"  {self._name(party.state)} ({party.state}): {span}"
            yield from (
                f"    {self._say('suspended')} {self._span(s.start, s.to)}: {self._text(s.text)}"
                for s in party.suspended
            )
            if party.reservation:
                yield f"    {self._head('reservation')} {self._text(party.reservation)}"
        yield from ("", self._say("obligations"))
        if not treaty.obligation:
            yield f"  {self._say('none')}"
        for obligation in treaty.obligation:
            yield from self._obligation(obligation)
        yield from self._sources(f"{e.ref}{f' — {e.text}' if e.text else ''}" for e in treaty.evidence)

    def _kept(self, treaty: Treaty) -> str:
        """For how long the treaty binds by its own words, and whether it was secret."""
        parts = [self._say("secret")] if treaty.secret else []
        if term := treaty.term:
            parts.append(self._say("years").format(n=term.years) if term.years else self._say("no_term"))
            if term.renewal:
                years = f" ({self._say('years').format(n=term.renewal_years)})" if term.renewal_years else ""
                parts.append(f"{self._say(f'renewal_{term.renewal}')}{years}")
            if term.notice_months:
                parts.append(self._say("notice").format(n=term.notice_months))
            parts[-1] += f" ({self._say('art')} {term.article})"
        return "; ".join(parts)

    def _obligation(self, obligation: Obligation) -> Lines:
        article = obligation.article or self._say("article_unknown")
        aid = "" if obligation.aid == "none" else f", {self._head('aid')} {self._say(obligation.aid)}"
        span = self._span(obligation.start, obligation.to)
        yield f"  {self._say(obligation.pledge)} ({self._say('art')} {article}){aid}{f', {span}' if span else ''}"
        if obligation.trigger:
            yield f"    {self._text(obligation.trigger)}"
        obligors = self._names(obligation.obligors) or self._say("every")
        yield f"    {obligors} → {self._names(obligation.beneficiaries) or self._say('others')}"
        yield f"    {self._head('area')} {self._area(obligation.area)}"
        if attackers := self._attackers(obligation.attackers, obligation.nonstate):
            yield f"    {self._head('attackers')} {attackers}"
        doubts = [("condition", obligation.condition), ("dispute", obligation.dispute)]
        doubts += [("dispute", contest.text) for contest in obligation.contested]
        yield from (f"    {self._head(word)} {self._text(text)}" for word, text in doubts if text is not None)

    def _area(self, area: str) -> str:
        if area.startswith("state:"):
            return self._name(area.removeprefix("state:"))
        if area in self._record.areas:
            return self._text(self._record.areas[area].name)
        return self._say("of_parties" if area == "parties" else area)

    def _attackers(self, attackers: Attackers, nonstate: bool) -> str:
        parts = []
        if attackers.only:
            parts.append(f"{self._say('only')} {self._names(attackers.only)}")
        if attackers.excluded:
            parts.append(f"{self._say('except')} {self._names(attackers.excluded)}")
        if attackers.at_least > 1:
            parts.append(f"{self._say('at_least')} {attackers.at_least}")
        flags = (
            ("great_powers", attackers.great_powers),
            ("no_parties", not attackers.parties),
            ("nonstate", nonstate),
        )
        return "; ".join([*parts, *(self._say(word) for word, holds in flags if holds)])

    # --- a state ----------------------------------------------------------------------------------------------

    def state(self, state: State) -> Lines:
        official = state.official_fr if self._lang == "fr" else state.official_en
        yield f"{state.code}  {self._name(state.code)}{f' — {official}' if official else ''}"
        numbers = {s: state.number_at(self._day, s) for s in ("gw", "cow")}
        listed = self._say("gw_cow").format(**{s: "–" if n is None else n for s, n in numbers.items()})
        yield f"{self._head('codes')} {', '.join(filter(None, (state.code, state.iso2)))}; {listed}"
        capital = state.capital_at(self._day)
        if capital:
            yield f"{self._head('capital')} {capital.name_fr if self._lang == 'fr' else capital.name_en}"
        yield from ("", f"{self._say('offices')} ({self._day})")
        for office in self._record.offices_of(state.code, self._day):
            title = office.title_fr if self._lang == "fr" else office.title_en
            yield f"  {title}: {office.person}, {self._span(office.period.start, office.period.end)}"
        bodies = [o for o in self._record.organisations.values() if state.code in o.members_at(self._day)]
        yield from ("", f"{self._head('member_of')} {', '.join(o.code for o in bodies) or self._say('none')}")
        yield from ("", self._say("treaties"))
        for treaty in self._record.treaties.values():
            if bonds_of(treaty, self._day).get(state.code, "outside") != "outside":
                pledges = ", ".join(dict.fromkeys(self._say(o.pledge) for o in treaty.obligation))
                yield f"  {treaty.id}  {self._text(treaty.short)}{f' ({pledges})' if pledges else ''}"
        yield from self._figures(state.code)
        yield from self._sources(self._cited(state.source))

    def _figures(self, code: str) -> Lines:
        yield from ("", self._say("figures"))
        for indicator in ("population", "gdp_ppp", "milex", "personnel", "warheads"):
            row = self._record.capability(code, indicator, self._day.year)
            if row is not None and row.value is not None:
                span = f" ({row.low:,.0f} – {row.high:,.0f})" if row.low is not None and row.high is not None else ""
                cited = "; ".join(self._cited(row.source))
                yield f"  {self._say(indicator)} {row.year}: {row.value:,.0f}{span} {row.unit} [{cited}]"

    def _cited(self, keys: str) -> list[str]:
        return [self._record.sources.get(key, key) for key in keys.split("|") if key]

    # --- an organisation --------------------------------------------------------------------------------------

    def organisation(self, body: Organisation) -> Lines:
        french = self._lang == "fr"
        yield f"{body.code}  {body.name_fr if french else body.name_en}"
        parts = [("seat", body.seat), ("founded", body.founded), ("dissolved", body.dissolved)]
        yield "; ".join([body.kind, *(f"{self._say(word)} {value}" for word, value in parts if value)])
        if body.note:
            yield self._text(body.note)
        members = body.members_at(self._day)
        partial = "" if body.complete else f", {self._say('partial')}"
        yield from ("", f"{self._say('members')} ({self._day}): {len(members)}{partial}")
        for code in members:
            spans = [m.period for m in body.members if m.state == code and self._touches(m.period)]
            yield f"  {self._name(code)} ({code}): {self._span(spans[0].start, spans[0].end)}"
        for member in body.members:
            if member.status == "suspended" and self._touches(member.period):
                yield f"  {self._name(member.state)} ({member.state}): {self._say('suspended')}"
        yield from self._sources(body.sources)

    # --- an armed group ---------------------------------------------------------------------------------------

    def group(self, group: ArmedGroup) -> Lines:
        name, aliases = (group.name_fr, group.aliases_fr) if self._lang == "fr" else (group.name_en, group.aliases_en)
        yield f"{group.code}  {name}"
        yield f"{self._say(group.kind)} ({group.sector}); {self._head('home')} {self._name(group.home)} ({group.home})"
        yield self._span(group.period.start, group.period.end)
        if aliases:
            yield f"{self._head('names')} {', '.join(aliases)}"
        yield from self._sources(self._cited(group.source))

    def _touches(self, period: Period) -> bool:
        return period.at(self._day) != "outside"

    def _sources(self, sources: Iterable[str]) -> Lines:
        yield from ("", self._say("sources"))
        yield from (f"  {source}" for source in sources)
