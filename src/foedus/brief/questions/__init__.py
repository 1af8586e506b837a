"""The ten questions, in the order of the contract. Each is a function from a Context to a Finding."""

from __future__ import annotations

from collections.abc import Callable

from ..context import Context
from ..model import Finding
from .balance import balance
from .bound import bound
from .claims import claims
from .escalation import escalation
from .happened import happened
from .influence import influence
from .isolation import isolation
from .precedents import precedents
from .reactions import reactions
from .watch import watch

__all__ = ["ANSWERS"]

ANSWERS: tuple[Callable[[Context], Finding], ...] = (
    happened,
    bound,
    balance,
    influence,
    isolation,
    escalation,
    reactions,
    precedents,
    claims,
    watch,
)
