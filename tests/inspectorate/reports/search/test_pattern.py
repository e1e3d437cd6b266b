"""What is found in a row is what the index keeps of its text, on both databases."""

import random
from itertools import product

import pytest
from django.db import connection

from inspectorate.reports.search.folding import joined, key, spellings, words_of
from inspectorate.reports.search.pattern import pattern
from inspectorate.reports.search.terms import LANGUAGES, forms

pytestmark = pytest.mark.django_db

TEXTS = [
    "",
    "Caseloads are high.",
    "The CASE-LOAD, and the policies' (classes).",
    "Ynys Môn a Chastell-nedd; tîm\nŵyr",
    "Ynys Mo\u0302n, ti\u0302m",
    "case\u00adload \ufeffpolicy\u200b",
    "Pen‑y‑bont -x- a--b-c follow-up-care",
    "non_stop x1y 1.10 50% \\d .* [a] $",
    "Straße Ærø Łódź İs þing caſe",
    "o'r plant, children’s",
    "пcase 検load 🦊policy",
    f"{'x' * 70} {'q' * 63}s",
    "ties tie tys",
]
WORDS = [
    *("caseload", "case", "load", "caseloads", "policy", "policies", "class", "the"),
    *("mon", "mo", "n", "tim", "castellnedd", "nedd", "nghastell", "wyr", "gwyr"),
    *("penybont", "peny", "bont", "x", "ab", "bc", "followupcare", "followup", "up"),
    *("stop", "nonstop", "x1y", "1", "10", "50", "d", "a", "strase", "aro", "lodz"),
    *("o", "r", "plentyn", "child", "x" * 64, "x" * 70, "x" * 60, "q" * 70, "tie"),
    *("ty", "ties", "zyzzyva", "g"),
]
SIGNS = "aabcsyieÂâŵŁ--‐ '_1\n\u00ad"


def is_kept(text: str, word: str, language: str) -> bool:
    return not words_of(text, language).isdisjoint(forms(word, language))


def is_found(text: str, word: str, language: str) -> bool:
    """Whether the database finds it."""
    sign = "~" if connection.vendor == "postgresql" else "REGEXP"
    with connection.cursor() as cursor:
        asked = pattern(forms(word, language), language)
        cursor.execute(f"SELECT CAST(%s AS text) {sign} %s", [text, asked])
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_is_found_in_a_text_where_the_index_of_that_text_has_it(
    language: str,
) -> None:
    pairs = list(product(TEXTS, WORDS))

    found = [each for each in pairs if is_found(*each, language)]
    assert found == [each for each in pairs if is_kept(*each, language)]
    assert found


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_is_found_in_texts_of_any_signs_as_the_index_has_it(
    language: str,
) -> None:
    drawn = random.Random(language)
    odd = []
    for _time in range(400):
        text = "".join(drawn.choices(SIGNS, k=drawn.randint(0, 14)))
        near = "".join(drawn.choices("aabcsyie1", k=drawn.randint(1, 4)))
        word = drawn.choice([*sorted(words_of(text, language)), near])
        if is_found(text, word, language) != is_kept(text, word, language):
            odd.append((text, word))

    assert odd == []


@pytest.mark.parametrize(
    "word", ["policies", "classes", "boxes", "ties", "status", "is", "cares", "buses"]
)
def test_word_is_among_those_that_are_kept_as_it_is_kept(word: str) -> None:
    assert word in spellings(key(word, "en"), "en")
    assert spellings(word, "cy") == [word]
    assert joined(word) == word
