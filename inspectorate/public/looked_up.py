"""Which words of the glossary a search names, in either language, mutated or not."""

from functools import cache
from itertools import chain
from typing import NamedTuple

from django.utils.translation import override

from inspectorate.public.glossary import PARTS, Entry
from inspectorate.public.meanings.terms import ALSO, TERMS
from inspectorate.reports.search.authorities import words_in
from inspectorate.reports.search.folding import joined, key
from inspectorate.reports.search.terms import LANGUAGES
from inspectorate.reports.search.welsh import radicals

MOST = 3
# So many words of a text are looked at, as a search does.
LONGEST = 12
# Of these the concern register tells more.
OF_CONCERN = {"protocol", "serious-significant", "intervention"} | {
    entry.anchor
    for part in PARTS
    if part.anchor == "concerns"
    for group in part.groups
    for entry in group.entries
}

Words = tuple[str, ...]


class LookedUp(NamedTuple):
    entries: list[Entry]
    is_of_concern: bool


def looked_up(text: str) -> LookedUp:
    """What the glossary has of it: a name of several words wherever it stands in the
    text, one of a single word where it is all that was asked. Terms come first.
    """
    asked = words_in(text)[:LONGEST]
    forms = {language: forms_of(asked, language) for language in LANGUAGES}
    found = [
        entry
        for entry, names in named()
        if any(holds(forms[language], name) for language, name in names)
    ][:MOST]
    return LookedUp(found, any(each.anchor in OF_CONCERN for each in found))


def forms_of(words: list[str], language: str) -> list[set[str]]:
    """For each word all that it may be."""
    if language == "en":
        return [{key(joined(word), language)} for word in words]
    return [{key(each, language) for each in radicals(joined(word))} for word in words]


def holds(forms: list[set[str]], name: Words) -> bool:
    size = len(name)
    if size == 1 and len(forms) > 1:
        return False
    places = range(len(forms) - size + 1)
    return bool(name) and any(
        all(word in each for word, each in zip(name, forms[place:], strict=False))
        for place in places
    )


@cache
def named() -> list[tuple[Entry, list[tuple[str, Words]]]]:
    """Every entry with its names, each with its language."""
    terms = [Entry(anchor, *told) for anchor, told in TERMS.items()]
    groups = chain.from_iterable(part.groups for part in PARTS)
    entries = [*terms, *chain.from_iterable(group.entries for group in groups)]
    return [(entry, list(names_of(entry))) for entry in entries]


def names_of(entry: Entry) -> dict[tuple[str, Words], None]:
    found = {}
    for language in LANGUAGES:
        with override(language):
            own = str(entry.word)
        for each in (own, *ALSO.get(entry.anchor, ())):
            words = tuple(key(joined(word), language) for word in words_in(each))
            found[language, words] = None
    return found
