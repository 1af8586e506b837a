"""The words of foedus's own prose: messages of a language pack, filled with states, days, numbers and lists.

Messages stand in `lang/<code>/wording.toml`, every key in every language. A field of a message names a value and how
it is to be said: `{who:de}`, `{day:on}`, `{share:pct}`, `{n:pl:State|States}`. The forms of a language (articles,
contractions, months, separators) are data of the same file, under `[grammar]`.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli as tomllib

from ..dates import Day
from ..record import Record

__all__ = ["States", "Wording", "told", "wording"]

FOLDER = Path(__file__).parent
VOWELS = "aeiouyhâàéèêëîïôöûüœ"


class States(tuple[str, ...]):
    """Codes of states or organisations, to be said as names."""

    __slots__ = ()


class Wording(string.Formatter):
    """Says messages in one language about the states of one record."""

    def __init__(self, lang: str, messages: Mapping[str, str], grammar: Mapping[str, Any], record: Record) -> None:
        self.lang = lang
        self._messages = messages
        self._grammar = grammar
        self._record = record

    def say(self, key: str, /, **values: Any) -> str:
        """A message with its fields filled; the first letter is a capital if the message's is one."""
        text = self.vformat(self._messages[key], (), values)
        return text[:1].upper() + text[1:] if self._messages[key][:1] == "{" else text

    def has(self, key: str) -> bool:
        """Whether the pack holds a message."""
        return key in self._messages

    @property
    def keys(self) -> frozenset[str]:
        """The keys of every message."""
        return frozenset(self._messages)

    def format_field(self, value: Any, spec: str) -> str:
        """One field of a message: see the module."""
        if isinstance(value, States):
            if spec.startswith("pl:"):
                one, many = spec[3:].split("|")
                return many if self._plural(value) else one
            return self.states(value, spec)
        if isinstance(value, Day | date):
            return self.day(value if isinstance(value, Day) else Day(value, value), spec)
        if spec.startswith("pl:"):
            one, many = spec[3:].split("|")
            return one if abs(value) < self._grammar["plural_from"] else many
        if isinstance(value, float | int) and not isinstance(value, bool):
            return self.number(value, spec)
        if isinstance(value, list | tuple):
            return self.joined([str(v) for v in value])
        return str(value)

    def _plural(self, codes: States) -> bool:
        """Whether a verb after these names stands in the plural ("les États-Unis doivent", "the US owes")."""
        if len(codes) != 1:
            return len(codes) > 1
        state = self._record.states.get(codes[0])
        return bool(self._grammar["plural_names"]) and state is not None and state.number == "p"

    # --- numbers -------------------------------------------------------------------------------------------

    def number(self, value: float, spec: str = "") -> str:
        """`pct`: a share in per cent; `pct2`: with two significant figures; `index`: two decimals; `dec`: one decimal,
        below ten; `fine`: four decimals; `four`, `two`: so many significant figures; `hundred`: hundredths, as points
        of a difference of shares; else a whole number with separators."""
        if spec == "pct2":
            digits = 0 if abs(value) >= 0.0995 or not value else 1
            return self._separated(f"{value * 100:,.{digits}f}") + str(self._grammar["percent"])
        if spec == "pct":
            digits = 1 if abs(value) >= 0.001 or not value else 2
            return self._separated(f"{value * 100:,.{digits}f}") + str(self._grammar["percent"])
        if spec == "index":
            return self._separated(f"{value:,.2f}")
        if spec == "fine":
            return self._separated(f"{value:,.4f}")
        if spec in ("four", "two"):
            figures = f"{value:.4g}" if spec == "four" else f"{value:.2g}"
            return self._separated(f"{Decimal(figures):f}")
        if spec == "dec":
            return self._separated(f"{value:,.{1 if abs(value) < 9.95 else 0}f}")
        if spec == "hundred":
            return self._separated(f"{value * 100:,.{1 if abs(value) < 0.0995 else 0}f}")
        return self._separated(f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 10 else f"{value:,.1f}")

    def _separated(self, text: str) -> str:
        marks = {",": self._grammar["thousands"], ".": self._grammar["decimal"], "-": "\u2212"}
        return "".join(marks.get(c, c) for c in text)

    def quantity(self, value: float | None, unit: str) -> str:
        """A figure's value in its unit; a dash where it is unknown."""
        if value is None:
            return "–"
        return self.number(value, {"share": "pct", "index 0-1": "index", "index": "index"}.get(unit, ""))

    # --- days ----------------------------------------------------------------------------------------------

    def day(self, day: Day, spec: str = "") -> str:
        """A day as finely as it is known; `on` puts the preposition before it."""
        grammar = self._grammar
        month = grammar["months"][day.first.month - 1]
        if day.exact:
            number = grammar["first_of_month"] if day.first.day == 1 else str(day.first.day)
            text, before = f"{number} {month} {day.first.year}", grammar["on_day"]
        elif day.granularity == "month":
            text, before = f"{month} {day.first.year}", grammar["in_month"]
        elif day.granularity == "year":
            text, before = str(day.first.year), grammar["in_year"]
        else:
            one, other = self.day(Day(day.first, day.first)), self.day(Day(day.last, day.last))
            text, before = grammar["interval"].format(one=one, other=other), ""
        return f"{before} {text}" if spec == "on" and before else text

    # --- states and lists ----------------------------------------------------------------------------------

    def joined(self, parts: Iterable[str]) -> str:
        """A list in words: a, b and c."""
        items = list(parts)
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self._grammar['and']} {items[-1]}"

    def states(self, codes: Iterable[str], spec: str = "") -> str:
        """Names of states, each with the article or the contracted preposition that `spec` asks for (`de`, `a`,
        `en`), or `bare`; `short` names six at the most and else says how many there are; `dash` joins them so."""
        names = list(codes)
        if not names:
            return str(self._grammar["nobody"])
        if spec == "dash":
            return " – ".join(self.name(c, "bare") for c in names)
        form, _, limit = spec.partition("/")
        if limit and len(names) > int(limit):
            prefix = self._grammar.get("contractions", {}).get(form, {}).get("none", "")
            return f"{prefix} {self._grammar['many_states'].format(n=len(names))}".strip()
        return self.joined(self.name(c, form) for c in names)

    def name(self, code: str, form: str = "") -> str:
        """One name: with its article, contracted with a preposition (`de`, `a`, `en`), or `bare`."""
        bare, article = self._named(code)
        if form == "bare":
            return bare
        forms = self._grammar.get("contractions", {}).get(form)
        if forms is None:
            return self._with(article, bare)
        if article == "" and bare[:1].lower() in VOWELS and "elided" in forms:
            return f"{forms['elided']}{bare}"
        return self._with(forms.get(article or "none", ""), bare)

    @staticmethod
    def _with(article: str, bare: str) -> str:
        return f"{article}{bare}" if not article or article.endswith("'") else f"{article} {bare}"

    def area(self, key: str) -> str:
        """The geographic scope of a pledge: a key of areas.toml, `state:XXX`, `parties` or `anywhere`."""
        if key in self._record.areas:
            return self._record.areas[key].name.of(self.lang)
        if key.startswith("state:"):
            return self.say("area.state", who=States((key[6:],)))
        return self.say(f"area.{key}")

    def _named(self, code: str) -> tuple[str, str]:
        """The bare name and the article, in the language of the pack."""
        state = self._record.states.get(code)
        organisation = self._record.organisations.get(code)
        if state is not None:
            name = told(state, "name", self.lang)
            bare = name.removeprefix("(the) ")  # marked so in the facts, where a name takes the article
            return bare, self._article(state) or (str(self._grammar["article"]) if bare != name else "")
        if organisation is not None:
            return told(organisation, "abbreviation", self.lang), self._article(organisation)
        return code, ""

    def _article(self, fact: object) -> str:
        """The article that the facts give a name in the language, if they give any."""
        return str(getattr(fact, f"article_{self.lang}", "")).replace("’", "'")


def told(fact: object, field: str, lang: str) -> str:
    """A field of a fact in a language, or in English where the facts do not have it in that language."""
    english = getattr(fact, f"{field}_en", None) or getattr(fact, field, "")
    return str(getattr(fact, f"{field}_{lang}", english))


@lru_cache(maxsize=8)
def _pack(lang: str) -> tuple[dict[str, str], dict[str, Any]]:
    tree = tomllib.loads((FOLDER / lang / "wording.toml").read_text(encoding="utf-8"))
    labels = FOLDER / lang / "labels.toml"
    if labels.exists():
        tree["label"] = tomllib.loads(labels.read_text(encoding="utf-8"))
    grammar = tree.pop("grammar")
    return dict(_flat(tree, "")), grammar


def _flat(tree: Mapping[str, Any], prefix: str) -> Iterable[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def wording(lang: str, record: Record) -> Wording:
    """The wording of a language for a record. Raises FileNotFoundError for a language without a pack."""
    messages, grammar = _pack(lang)
    return Wording(lang, messages, grammar, record)
