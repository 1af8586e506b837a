"""Language packs: folders of data, and the code that reads any of them."""

from .pack import Pack, Pattern, calendar, pack
from .registry import LANGUAGES, written
from .rule import Rule
from .sentences import split
from .wordbook import Lexicon, lexicon

__all__ = ["LANGUAGES", "Lexicon", "Pack", "Pattern", "Rule", "calendar", "lexicon", "pack", "split", "written"]
