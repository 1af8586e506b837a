import pytest

from foedus.lang import LANGUAGES, lexicon, pack


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_pattern_has_both_kinds_of_example(lang: str) -> None:
    assert all(p.means and p.does_not_mean for p in pack(lang).patterns)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pattern_names_are_unique(lang: str) -> None:
    names = [p.id for p in pack(lang).patterns]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("lang", "form", "lemma", "feature"),
    [
        ("fr", "rompu", "rompre", "pp"),
        ("fr", "dénonçant", "dénoncer", "ger"),
        ("fr", "rappelle", "rappeler", "fin"),
        ("fr", "promettraient", "promettre", "cond"),
        ("fr", "rouverte", "rouvrir", "pp"),
        ("fr", "convenues", "convenir", "pp"),
        ("en", "withdrew", "withdraw", "past"),
        ("en", "expelled", "expel", "pp"),
        ("en", "suspended", "suspend", "past"),
        ("en", "left", "leave", "past"),
        ("en", "denies", "deny", "fin"),
    ],
)
def test_forms(lang: str, form: str, lemma: str, feature: str) -> None:
    assert feature in lexicon(lang).words[form].verbs[lemma]
