"""What a brief cannot measure without data that a user must bring, and the command that would bring them."""

from __future__ import annotations

from ..datasets import store
from .context import Context

__all__ = ["PLANNED", "missing"]

COMMANDS = {
    "capability": "foedus data import DIR  # National Material Capabilities (COW)",
    "arms": "foedus data import DIR  # SIPRI Arms Transfers",
    "trade": "foedus data import DIR  # COW Trade, pairs of states",
    "aid": "foedus data import DIR  # OECD or AidData",
    "energy": "foedus data import DIR  # UN Energy Statistics",
    "votes": "foedus data import DIR  # UN General Assembly votes (Voeten)",
    "diplomatic": "foedus data import DIR  # COW Diplomatic Exchange or Diplometrics",
    "disputes": "foedus data import DIR  # COW-MID or GML disputes",
    "risk": "foedus data import DIR  # disputes, contiguity, capability, pledges, regimes",
    "reactions": "foedus data import DIR  # events of POLECAT, ICEWS, GDELT or foedus code",
}

TABLES = {"capability": ("nmc", "state_years"), "trade": ("trade", "dyad_years"), "votes": ("un_votes", "roll_calls")}
"""The tables of what can be brought already."""

BROUGHT = (*TABLES, "disputes", "reactions", "risk")

PLANNED = frozenset(command for name, command in COMMANDS.items() if name not in BROUGHT)
"""The commands that do not bring their data in this version."""


def missing(ctx: Context, *names: str) -> tuple[tuple[str, str], ...]:
    """Each thing in words, with its command; of what is imported and ends before the day, that it does."""
    return tuple((_said(ctx, name), COMMANDS[name]) for name in names)


def _said(ctx: Context, name: str) -> str:
    what = ctx.say(f"missing.{name}")
    if name in TABLES and store.held(*TABLES[name]) is not None:
        return ctx.say("missing.silent", what=what, day=ctx.day)
    return what
