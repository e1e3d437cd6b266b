"""Authorities by the names that people write: either language, mutated, in part."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from authorities.models import Alias, Authority
from inspectorate.reports.search.folding import WORD, clean, fold, joined
from inspectorate.reports.search.terms import OF_MANY, TOO_COMMON
from inspectorate.reports.search.welsh import radicals

# Shorter words are like many names, and no name is longer.
SHORTEST_LIKE, LONGEST_LIKE = 4, 60
LIKENESS = 0.75
MOST_LIKE = 3


class Unit(NamedTuple):
    """One or more words of a search that belong together, and the authorities that
    they name: with a full name (`is_whole`), or with a part of one.
    """

    words: tuple[str, ...]
    authorities: frozenset[int] = frozenset()
    is_whole: bool = False

    @property
    def names_some(self) -> bool:
        return bool(self.authorities)


class Names:
    """Every name of every authority, read once for a search."""

    def __init__(self) -> None:
        found = Authority.objects.prefetch_related("aliases").order_by("pk")
        self.authorities = {each.pk: each for each in found}
        self.whole: dict[tuple[str, ...], set[int]] = {}
        self.parts: dict[str, set[int]] = {}
        for authority in self.authorities.values():
            for name in names_of(authority):
                self.add(name, authority.pk)
        self.longest = max(map(len, self.whole), default=0)

    def add(self, name: str, key: int) -> None:
        words = tuple(words_in(name))
        if not words:
            return
        self.whole.setdefault(tuple(map(joined, words)), set()).add(key)
        for word in words:
            for part in {joined(word), *word.split("-")}:
                if part not in OF_MANY | TOO_COMMON:
                    self.parts.setdefault(part, set()).add(key)

    def units(self, words: Sequence[str]) -> list[Unit]:
        """The words in their order, names taken together: the longest first."""
        found, place = [], 0
        while place < len(words):
            unit = self.name_at(words[place:]) or self.part_at(words[place])
            found.append(unit)
            place += len(unit.words)
        return found

    def name_at(self, words: Sequence[str]) -> Unit | None:
        for length in range(min(self.longest, len(words)), 0, -1):
            taken = tuple(words[:length])
            first, *rest = map(joined, taken)
            for radical in radicals(first):
                if keys := self.whole.get((radical, *rest)):
                    return Unit(taken, frozenset(keys), is_whole=True)
        return None

    def part_at(self, word: str) -> Unit:
        """A common word is none, whatever it might be a form of: ar, of Sir Gâr."""
        if word in OF_MANY | TOO_COMMON:
            return Unit((word,))
        known = (self.parts.get(each, ()) for each in radicals(joined(word)))
        return Unit((word,), frozenset().union(*known))

    def named(self, units: Iterable[Unit]) -> list[Authority]:
        """Those with a full name among the units, or which all of them name."""
        telling = [each for each in units if not is_of_many(each)]
        keys = set().union(*(each.authorities for each in telling if each.is_whole))
        if telling and not keys:
            keys = set.intersection(*(set(each.authorities) for each in telling))
        return [self.authorities[key] for key in sorted(keys)]

    def meant(self, text: str) -> tuple[list[Authority], list[Authority]]:
        """Those that a text names, in whichever form; and where it names none, those
        that it may mean.
        """
        words = words_in(text)
        named = self.named(self.units(words))
        return named, [] if named else self.like(words)

    def like(self, words: Sequence[str]) -> list[Authority]:
        """Those with a name that is spelt nearly so."""
        known = {" ".join(name): keys for name, keys in self.whole.items()}
        known |= {p: keys for p, keys in self.parts.items() if len(p) >= SHORTEST_LIKE}
        asked = [" ".join(map(joined, words)), *map(joined, words)]
        found: dict[int, None] = {}
        for each in asked:
            if SHORTEST_LIKE <= len(each) <= LONGEST_LIKE:
                close = get_close_matches(each, known, n=MOST_LIKE, cutoff=LIKENESS)
                found |= dict.fromkeys(key for name in close for key in known[name])
        return [self.authorities[key] for key in list(found)[:MOST_LIKE]]


def is_of_many(unit: Unit) -> bool:
    """Whether it may stand beside a name and adds nothing: council, county, of."""
    return not unit.names_some and unit.words[0] in OF_MANY | TOO_COMMON


def without_titles(units: Sequence[Unit]) -> list[Unit]:
    """Without council, county and the like beside a name: who asks for the reports on
    “Neath council” wants those, too, that never say council.
    """
    titles = set()
    for way in (1, -1):
        is_beside = False
        for place in range(len(units))[::way]:
            is_title = is_beside and is_of_many(units[place])
            titles |= {place} if is_title else set()
            is_beside = is_title or units[place].names_some
    return [unit for place, unit in enumerate(units) if place not in titles]


def names_of(authority: Authority) -> list[str]:
    aliases = [a.text for a in authority.aliases.all() if a.kind != Alias.Kind.URN]
    _in, _space, locative = authority.locative_cy.partition(" ")
    own = [*authority.name, *authority.formal_name, authority.gss_code or ""]
    return [each for each in [*own, locative, *aliases] if each]


def words_in(text: str) -> list[str]:
    """The words of a name or of a search as they stand there, hyphens kept. Of what an
    apostrophe cuts off (o'r, children's) single letters are left out.
    """
    found = []
    for word in WORD.findall(fold(clean(text))):
        pieces = word.split("'")
        found += [each for each in pieces if len(pieces) == 1 or len(each) > 1]
    return found
