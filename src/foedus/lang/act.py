"""A pattern of `acts.toml`: the words by which something is done to a treaty."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = ["ActPattern"]

Does = Literal["", "signed", "ratified", "in_force", "acceded", "denounced", "suspended"]


class ActPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The phrases of a notion: found in the sentences of `means` and in none of `does_not_mean`.

    `act`: what is done to the instrument (a treaty or a body) that stands in the phrase; without it, a part of other
    phrases. `passive`: the instrument comes first, its author behind `agent`. `across`: commas may stand inside.
    """

    mark: str
    phrases: tuple[str, ...]
    means: tuple[str, ...] = ()
    does_not_mean: tuple[str, ...] = ()
    act: Does = ""
    passive: bool = False
    across: bool = False

    def __post_init__(self) -> None:
        if self.act and not (self.means and self.does_not_mean):
            raise ValueError(f"act pattern {self.mark!r} lacks sentences that it means, or does not mean")
