"""What somebody has typed, as words that are looked up."""

from typing import NamedTuple

from inspectorate.reports.search.authorities import (
    Names,
    Unit,
    without_titles,
    words_in,
)
from inspectorate.reports.search.index import PARTS, fact
from inspectorate.reports.search.terms import (
    LANGUAGES,
    TOO_COMMON,
    All,
    Any,
    Expression,
    expression_of,
)

# More of a text is not read, and more words are not looked up: a sentence says so.
LONGEST = 1000
MOST_WORDS = 12
MOST_AUTHORITIES = 40


class Narrowing(NamedTuple):
    """By what a search is narrowed; empty where it is not."""

    authority: str = ""
    service: str = ""
    year: str = ""
    language: str = ""
    part: str = ""


class Query:
    """`text` is what was typed without signs that cannot be shown; `units` what of it
    is looked up, in order; `is_cut` where that is not all.
    """

    def __init__(self, text: str, names: Names) -> None:
        self.text = shown(text)
        words = words_in(self.text)
        self.is_cut = len(text) > LONGEST or len(words) > MOST_WORDS
        found = list(dict.fromkeys(names.units(words[:MOST_WORDS])))
        kept = without_titles(found)
        telling = [unit for unit in kept if unit.names_some or rare_words(unit)]
        self.all_units, self.units = found, telling or found

    def __bool__(self) -> bool:
        return bool(self.units)

    @property
    def words(self) -> list[str]:
        return [word for unit in self.units for word in unit.words]

    def expressions(self, names: Names, narrowing: Narrowing) -> list[Expression]:
        """What is asked of each part of an edition."""
        languages = [narrowing.language] if narrowing.language else LANGUAGES
        asked = {
            language: [told(unit, language, names) for unit in self.units]
            for language in languages
        }
        given = {"a": narrowing.authority, "s": narrowing.service, "y": narrowing.year}
        facts = [fact(name, value) for name, value in given.items() if value]
        return [
            Any(tuple(All((fact(code, part), *facts, *asked[code])) for code in asked))
            for part in ([narrowing.part] if narrowing.part else PARTS)
        ]


def shown(text: str) -> str:
    """As much of a text as is read, without signs that are none."""
    printed = (sign if sign.isprintable() else " " for sign in text[:LONGEST])
    return " ".join("".join(printed).split())


def rare_words(unit: Unit) -> list[str]:
    return [word for word in unit.words if word not in TOO_COMMON]


def told(unit: Unit, language: str, names: Names) -> Expression:
    """The words themselves, or that the edition is about who bears them as a name."""
    words = rare_words(unit) or unit.words
    texts = All(tuple(expression_of(word, language) for word in words))
    keys = sorted(unit.authorities)[:MOST_AUTHORITIES]
    facts = (fact("a", names.authorities[key].slug) for key in keys)
    return Any((texts, *facts))
