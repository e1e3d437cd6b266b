import unicodedata

import pytest

from inspectorate.reports.search.folding import clean, fold, singular, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ynys Môn", {"ynys", "mon"}),
        ("Castell-nedd", {"castell", "nedd", "castellnedd"}),
        ("Tor‑faen", {"tor", "faen", "torfaen"}),
        ("Pen-y-bont ar Ogwr", {"pen", "y", "bont", "penybont", "ar", "ogwr"}),
        ("o'r gwaith", {"o", "r", "gwaith"}),
        ("o’r gwaith", {"o", "r", "gwaith"}),
        ("ŵyr ŶD tîm", {"wyr", "yd", "tim"}),
        ("soft\u00adhyphen", {"softhyphen"}),
        ("1.10", {"1", "10"}),
        ('🦊 \x00 ()*" – ', set()),
        ("", set()),
    ],
)
def test_welsh_text_is_cut_into_words(text: str, words: set[str]) -> None:
    assert words_of(text, "cy") == words


def test_letters_with_accents_apart_and_together_are_the_same_word() -> None:
    together = "tîm Môn ŵyr"
    apart = unicodedata.normalize("NFD", together)

    assert apart != together
    assert words_of(apart, "cy") == words_of(together, "cy")


@pytest.mark.parametrize("text", ["Ynys Môn", "Ŵy’r ẅ ﬁ ß İ Æ 🦊 Ǿ ắ", "PLAIN"])
def test_folded_text_has_every_letter_at_its_place(text: str) -> None:
    cleaned = clean(text)

    assert len(fold(cleaned)) == len(cleaned)


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("recommendations", "recommendation"),
        ("services", "service"),
        ("policies", "policy"),
        ("processes", "process"),
        ("approaches", "approach"),
        ("status", "status"),
        ("less", "less"),
        ("its", "its"),
        ("care", "care"),
    ],
)
def test_english_word_is_kept_in_the_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert words_of(plural, "en") == {one}
    assert words_of(plural, "cy") == {plural}


def test_very_long_word_is_kept_by_its_beginning() -> None:
    """PostgreSQL refuses words of more than 2,046 bytes, and so a publication."""
    assert words_of("x" * 5000, "en") == words_of("x" * 6000, "en") == {"x" * 64}
