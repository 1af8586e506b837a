"""Document -> Coded: who did what to whom, who said what, which treaties were acted on."""

from .coder import code
from .explain import explain
from .output import as_json

__all__ = ["as_json", "code", "explain"]
