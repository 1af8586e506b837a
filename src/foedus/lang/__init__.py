"""Language packs: folders of data, and the code that reads any of them."""

from .lexicon import Lexicon, lexicon
from .pack import Pack, Pattern, calendar, pack
from .registry import LANGUAGES, written
from .sentences import split

__all__ = ["LANGUAGES", "Lexicon", "Pack", "Pattern", "calendar", "lexicon", "pack", "split", "written"]
