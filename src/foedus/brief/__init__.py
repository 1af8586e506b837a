"""From a coded document to a brief: ten questions, each answered with figures that carry their basis.

The names are lazy, so that `import foedus`, which needs this package to exist, imports nothing heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .compose import brief
    from .model import Brief, Claim, Finding

__all__ = ["Brief", "Claim", "Finding", "brief"]

_MODULES = {"Brief": "model", "Claim": "model", "Finding": "model", "brief": "compose"}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
