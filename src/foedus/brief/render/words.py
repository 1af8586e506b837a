"""The renderers' own words in the language of a brief: `Brief.labels`, from `lang/<code>/labels.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from string import Template

from ..model import Brief

__all__ = ["Words"]


class Words:
    """Looks labels up and fills them. A label that the pack lacks shows as the last part of its key."""

    def __init__(self, brief: Brief) -> None:
        self.lang = brief.lang
        self._labels: Mapping[str, str] = dict(brief.labels)
        self._states: Mapping[str, str] = dict(brief.pictures.labels)
        if brief.pictures.map:
            self._states = {code: name for code, name, *_ in brief.pictures.map.points} | self._states

    def __call__(self, key: str, /, **values: object) -> str:
        """A label with its `$fields` filled."""
        return Template(self._labels.get(key, key.rpartition(".")[2])).safe_substitute(values)

    def has(self, key: str) -> bool:
        """Whether the pack holds a label."""
        return key in self._labels

    def state(self, code: str) -> str:
        """The name of a state that the pictures name; else its code."""
        return self._states.get(code, code)

    def named(self, group: str, name: str) -> str:
        """A label of a group (`figure`, `method_key`); the name itself where there is none: it is then words."""
        return self(f"{group}.{name}") if self.has(f"{group}.{name}") else name

    def reason(self, text: str) -> str:
        """A measure's reason in the language of the brief: reasons are keys, a number in them stands as `#`."""
        number = re.search(r"\d+", text)
        key = f"reasons.{re.sub(r'[0-9]+', '#', text)}"
        return self(key, n=number[0] if number else "") if self.has(key) else text

    def day(self, day: date) -> str:
        """A day in words."""
        number = self("number.first_day") if day.day == 1 else str(day.day)
        return self("number.date", day=number, month=self(f"month.m{day.month}"), year=day.year)
