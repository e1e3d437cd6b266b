"""What is looked up for a word: its other forms, in either language."""

from itertools import chain
from pathlib import Path
from typing import NamedTuple

from inspectorate.reference import read_json
from inspectorate.reports.search.folding import PART, joined, key
from inspectorate.reports.search.welsh import mutated, radicals

LANGUAGES = ("en", "cy")
WORDS = read_json(Path(__file__).parent.parent / "data" / "search-words.json")
TOO_COMMON = frozenset(chain(*WORDS["too_common"].values()))
# Such as council: no authority is meant by one of these alone.
OF_MANY = frozenset(WORDS["of_many_authorities"])
SAME = {
    language: {word: group for group in groups for word in group}
    for language, groups in WORDS["same"].items()
}
# So that no word asks for more than this, whatever it may be a form of.
MOST_FORMS = 24


class All(NamedTuple):
    parts: tuple


class Any(NamedTuple):
    parts: tuple


# Words as they are kept, or facts of an edition.
Expression = str | All | Any


def forms(word: str, language: str) -> list[str]:
    """The kept words by which a word is found in the texts of a language."""
    same = SAME[language]
    if language == "en":
        found = same.get(word, [word])
        return list(dict.fromkeys(key(each, "en") for each in found))
    word = key(word, language)
    meant = chain.from_iterable(same.get(each, [each]) for each in radicals(word))
    found = chain.from_iterable(map(mutated, meant))
    return list(dict.fromkeys(found))[:MOST_FORMS]


def expression_of(word: str, language: str) -> Expression:
    """Of one with hyphens: closed, or its parts wherever they stand."""
    whole = Any(tuple(forms(joined(word), language)))
    parts = PART.findall(word)
    if len(parts) == 1:
        return whole
    each = tuple(Any(tuple(forms(part, language))) for part in parts)
    return Any((whole, All(each)))


def written(expression: Expression, vendor: str) -> str:
    """As the database's own query. What is asked for is made by folding or by us: it
    holds neither quotes nor signs of that language.
    """
    if isinstance(expression, str):
        return f"'{expression}'" if vendor == "postgresql" else f'"{expression}"'
    signs = {"postgresql": (" & ", " | "), "sqlite": (" AND ", " OR ")}
    sign = signs[vendor][isinstance(expression, Any)]
    return f"({sign.join(written(part, vendor) for part in expression.parts)})"
