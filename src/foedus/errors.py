"""Every error that foedus raises on purpose.

FoedusError
├── UsageError        a question that cannot be asked (unknown state, attacker equal to target)
├── ReadingError      a source that cannot be read: empty, binary, too large, no article, refused address
├── LanguageError     a text in a language for which there is no pack
├── DataError         imported data that are missing, cannot be read, or a file that is not what it should be
├── ServerError       the server of the second coder gave no usable answer
└── FactsError        fact files that do not hold together; carries each problem with file, entry and reason

Each message says what, where and what to do; the command line prints it as one line and exits with 1.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "DataError", "FactsError", "FoedusError", "LanguageError", "Problem", "ReadingError", "ServerError", "UsageError",
]  # fmt: skip


class FoedusError(Exception):
    """The root: whatever is caught at the door of the command line."""


class UsageError(FoedusError):
    """The question itself is wrong."""


class ReadingError(FoedusError):
    """The source could not be turned into a document."""


class LanguageError(FoedusError):
    """No language pack reads this text."""


class DataError(FoedusError):
    """A research dataset is not imported, or a file of it is wrong."""


class ServerError(FoedusError):
    """The server of the second coder could not be asked, or gave no usable answer."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the facts."""

    file: str
    entry: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.reason}"


class FactsError(FoedusError):
    """The facts do not hold together; `problems` lists why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        first = str(problems[0]) if problems else "unknown reason"
        more = f" (and {len(problems) - 1} more; run: foedus facts check)" if len(problems) > 1 else ""
        super().__init__(first + more)
