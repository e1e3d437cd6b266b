import pytest

from inspectorate.reports.search.terms import MOST_FORMS, forms
from inspectorate.reports.search.welsh import mutated, radicals

# Domain reference, 8.1: how names of councils change after "in".
CHANGED = [
    ("caerdydd", "nghaerdydd"),
    ("castellnedd", "nghastellnedd"),
    ("powys", "mhowys"),
    ("penybont", "mhenybont"),
    ("torfaen", "nhorfaen"),
    ("gwynedd", "ngwynedd"),
    ("bro", "mro"),
    ("caerdydd", "gaerdydd"),
    ("caerdydd", "chaerdydd"),
    ("plant", "blant"),
    ("plant", "phlant"),
    ("gwasanaethau", "wasanaethau"),
    ("gofal", "ofal"),
    ("dinbych", "ddinbych"),
    ("mynwy", "fynwy"),
    ("llwyth", "lwyth"),
    ("rhieni", "rieni"),
    ("bwrdd", "fwrdd"),
    ("teulu", "theulu"),
    ("teulu", "nheulu"),
    ("teulu", "deulu"),
]


@pytest.mark.parametrize(("radical", "form"), CHANGED)
def test_changed_word_is_known_by_its_radical_and_the_radical_by_it(
    radical: str, form: str
) -> None:
    assert form in mutated(radical)
    assert radical in radicals(form)


@pytest.mark.parametrize("word", ["ffordd", "llais", "sir", "adran", "choir", "", "ng"])
def test_word_has_four_forms_at_most(word: str) -> None:
    assert word in radicals(word)
    assert len(mutated(word)) <= 4


@pytest.mark.parametrize("word", ["ffordd", "sir", "hawl"])
def test_word_whose_first_letter_does_not_change_stays(word: str) -> None:
    assert mutated(word) == radicals(word) == [word]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("argymhelliad", "argymhellion"),
        ("argymhellion", "argymhelliad"),
        ("ganfyddiadau", "canfyddiad"),
        ("plentyn", "phlant"),
        ("blant", "phlentyn"),
        ("llwythi", "lwyth"),
    ],
)
def test_welsh_word_is_found_in_the_other_number_however_it_begins(
    word: str, found: str
) -> None:
    assert found in forms(word, "cy")
    assert len(forms(word, "cy")) <= MOST_FORMS


def test_english_word_is_not_changed_as_welsh_ones_are() -> None:
    """Who looks for trains is not shown drains."""
    assert forms("trains", "en") == ["train"]
    assert "drain" in forms("train", "cy")
    assert forms("people", "en") == ["person", "people"]
