"""Which language a document is written in, and whether a pack reads it."""

from __future__ import annotations

import math
import re
from functools import cache

from ..errors import LanguageError
from ..lang import LANGUAGES, pack
from ..lang.sentences import function_words, nearness

__all__ = ["identify", "name", "supported"]

# Names of the languages that news are written in; another is named by its code.
NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sr": "Serbian", "sv": "Swedish",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_LONG, _PLAIN = 60, 0.2  # words; a share of function words that French and English pages pass and others stay far below
_SHORT = 20  # words; below, one proper name can decide for the identifier
_FEWEST = 10  # characters; of fewer the identifier tells too little


def supported(lang: str, where: str) -> str:
    """The pack's code for a language as stated (`fr`, `fr-FR`, `FR`). Raises LanguageError if no pack reads it."""
    if lang in LANGUAGES:
        return lang
    code = lang.strip().lower().replace("_", "-").partition("-")[0]
    if code not in LANGUAGES:
        there = ", ".join(f"{name(known)} ({known})" for known in LANGUAGES)
        raise LanguageError(f"{where} is in {name(code)} ({code}); foedus reads {there}: give a text in one of these")
    return code


def identify(text: str) -> str:
    """The code of the language of a text, whether or not a pack reads it; empty if the text has no words."""
    words = _WORD.findall(text.lower())
    if not words:
        return ""
    plain = _by_function_words(words)
    if plain:
        return plain
    from py3langid import langid  # half a second of loading

    scores: dict[str, float] = dict(langid.rank(text))
    best = max(scores, key=scores.__getitem__)
    if best in LANGUAGES or len(words) >= _SHORT:
        return best
    best = max(NAMES, key=lambda lang: scores.get(lang, -math.inf))  # three words in Javanese are names, not Javanese
    length = max(_FEWEST, len(text))
    near = [lang for lang in LANGUAGES if scores[best] - scores[lang] <= nearness(lang) * length]
    if not near:
        return best
    return max(near, key=lambda lang: (sum(w in _stop_words(lang) for w in words), scores[lang]))


def _by_function_words(words: list[str]) -> str:
    """The pack whose function words so fill a text of some length that no other language is meant; else empty."""
    if len(words) < _LONG:
        return ""
    shares = sorted(
        ((sum(w in function_words(lang) for w in words) / len(words), lang) for lang in LANGUAGES), reverse=True
    )
    (first, lang), rest = shares[0], shares[1:]
    return lang if first >= _PLAIN and all(share <= first / 4 for share, _ in rest) else ""


def name(code: str) -> str:
    """The English name of a language."""
    return NAMES.get(code, "another language")


@cache
def _stop_words(lang: str) -> frozenset[str]:
    """The function words of a pack that are single words."""
    tags = pack(lang).grammar.tags.values()
    return frozenset(word for phrases in tags for word in phrases if _WORD.fullmatch(word))
