import pytest

from foedus.factfiles import load
from foedus.lang import LANGUAGES, lexicon, pack
from foedus.lang.pack import Named


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
        ("es", "rompió", "romper", "past"),
        ("es", "rotas", "romper", "pp"),
        ("es", "acuerda", "acordar", "fin"),
        ("es", "desplegarán", "desplegar", "fut"),
        ("es", "retiraría", "retirar", "cond"),
        ("es", "mantenía", "mantener", "impf"),
        ("es", "ataquen", "atacar", "subj"),
        ("es", "exigiendo", "exigir", "ger"),
        ("es", "reunirse", "reunir", "refl"),
        ("es", "reuniéndose", "reunir", "ger"),
        ("es", "expulsarlos", "expulsar", "inf"),
        ("en", "withdrew", "withdraw", "past"),
        ("en", "expelled", "expel", "pp"),
        ("en", "suspended", "suspend", "past"),
        ("en", "left", "leave", "past"),
        ("en", "denies", "deny", "fin"),
    ],
)
def test_forms(lang: str, form: str, lemma: str, feature: str) -> None:
    assert feature in lexicon(lang).words[form].verbs[lemma]


@pytest.mark.parametrize(
    ("lang", "noun", "plural"),
    [
        ("fr", "amiral", "amiraux"),
        ("fr", "chef de la diplomatie", "chefs de la diplomatie"),
        ("en", "foreign ministry", "foreign ministries"),
        ("en", "gunman", "gunmen"),
        ("es", "avión", "aviones"),
        ("es", "portavoz", "portavoces"),
        ("es", "fuerza aérea", "fuerzas aéreas"),
        ("es", "jefe de gobierno", "jefes de gobierno"),
    ],
)
def test_plurals(lang: str, noun: str, plural: str) -> None:
    assert plural in lexicon(lang).plurals(noun)


def own_names(lang: str) -> Named:
    return pack(lang).names or Named()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_names_of_a_pack_are_names_of_the_facts(lang: str) -> None:
    own, record = own_names(lang), load()
    for table in (own.states, own.official, own.peoples, own.capitals):
        assert table.keys() <= record.states.keys()
    assert own.adjectives.keys() <= record.states.keys() | record.organisations.keys()
    assert own.organisations.keys() <= record.organisations.keys()
    assert own.groups.keys() <= record.groups.keys()
    assert own.persons.keys() <= record.people.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_state_of_today_has_its_name_in_every_language(lang: str) -> None:
    own = own_names(lang).states
    for state in load().states.values():
        if state.iso2 and state.kind == "state" and not hasattr(state, f"name_{lang}"):
            assert own.get(state.code), state.code
