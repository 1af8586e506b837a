"""A clause as read: which pledges it makes, how far they go, what narrows them, and where the text says so."""

from __future__ import annotations

from typing import Literal

import msgspec

from ..treaty import Pledge

__all__ = ["PLEDGES", "Clause", "MilitaryAid", "Span"]

Span = tuple[int, int]
MilitaryAid = Literal["automatic", "discretionary", "none"]

PLEDGES: tuple[Pledge, ...] = ("defence", "offence", "neutrality", "nonaggression", "consultation")


class Clause(msgspec.Struct, frozen=True):
    """One clause. The five pledges are ATOP's kinds; `evidence` are the characters that carry what was found.

    `conditional` and `geographic_scope` are words of the text, exactly. The fields behind `evidence` go beyond the
    contract: what is said of renewal, of denunciation, of secrecy.
    """

    defence: bool
    offence: bool
    neutrality: bool
    nonaggression: bool
    consultation: bool
    military_aid: MilitaryAid
    conditional: str | None
    geographic_scope: str | None
    duration_years: int | None
    reservation_UN51: bool  # noqa: N815  # the contract's name
    evidence: tuple[Span, ...]
    renewal: Literal["tacit", "express"] | None = None
    renewal_years: int | None = None
    notice_months: int | None = None
    indefinite: bool = False
    secret: bool = False
    threat: bool = False
    """(consultation) A threat is enough, no attack needed."""
    narrowed: tuple[Pledge, ...] = ()
    """The pledges that the words of `conditional` narrow."""
    placed: tuple[Pledge, ...] = ()
    """The pledges to which the words of `geographic_scope` belong."""
    spans: dict[str, tuple[Span, ...]] = {}
    """The evidence by what it carries: a pledge, `conditional`, `duration_years`..."""

    @property
    def pledges(self) -> tuple[Pledge, ...]:
        """The pledges that it makes."""
        return tuple(pledge for pledge in PLEDGES if getattr(self, pledge))
