"""What a brief cannot measure without data that a user must bring, and the command that would bring them."""

from __future__ import annotations

from .context import Context

__all__ = ["missing"]

COMMANDS = {
    "arms": "foedus data import DIR  # SIPRI Arms Transfers",
    "trade": "foedus data import DIR  # COW Trade or UN Comtrade",
    "aid": "foedus data import DIR  # OECD or AidData",
    "energy": "foedus data import DIR  # UN Energy Statistics",
    "votes": "foedus data import DIR  # UN General Assembly votes (Voeten)",
    "diplomatic": "foedus data import DIR  # COW Diplomatic Exchange or Diplometrics",
    "disputes": "foedus data import DIR  # COW-MID or GML disputes",
    "risk": "foedus risk --dyad A-B --at D  # after: foedus model train",
    "reactions": "foedus model train",
}


def missing(ctx: Context, *names: str) -> tuple[tuple[str, str], ...]:
    """Each thing in words, with its command."""
    return tuple((ctx.say(f"missing.{name}"), COMMANDS[name]) for name in names)
