"""Which section or finding of one edition is which of another: they have no name that
stays, so the most alike are the same.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

LANGUAGES = ("en", "cy")
# Less than this share of their words in both: two findings.
ALIKE = 0.5


Bag = set[tuple[str, int]]


class Keys(NamedTuple):
    """What each thing is known by, in the order of each document: the same key in both
    for the same thing.
    """

    old: list[Hashable]
    new: list[Hashable]


def keys_of_findings(old: list[dict], new: list[dict]) -> Keys:
    """The same has most of its words in both, and at least half of them."""
    bags = [[bag_of(told) for told in each] for each in (old, new)]
    return keys(*bags, likeness)


def keys_of_sections(old: list[dict], new: list[dict]) -> Keys:
    """The same has most of its paragraphs in both; one without any has its heading, or
    else its number.
    """
    return keys(old, new, likeness_of_sections)


def keys(old: list, new: list, alike: Callable) -> Keys:
    """The most alike are paired first, of equals those nearest to one another; what is
    not alike at all has no counterpart.
    """
    every = [
        (-how, abs(i - j), i, j)
        for i, was in enumerate(old)
        for j, now in enumerate(new)
        if (how := alike(was, now))
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _how, _far, i, j in sorted(every):
        if j not in found and i not in taken:
            found[j] = i
            taken.add(i)
    return Keys(
        list(range(len(old))), [found.get(j, ("new", j)) for j in range(len(new))]
    )


def bag_of(finding: dict) -> Bag:
    """Its words, each as often as it is there: a set, which is quick to compare."""
    seen: Counter = Counter()
    for text in finding["text"].values():
        seen.update(text.split())
    return {(word, nth) for word, count in seen.items() for nth in range(count)}


def likeness(old: Bag, new: Bag) -> float:
    """1 for the same words, less for fewer; 0 where most of them are others."""
    shared = 2 * len(old & new) / ((len(old) + len(new)) or 1)
    return shared if shared >= ALIKE else 0


def likeness_of_sections(old: dict, new: dict) -> int:
    ids = [{each["stable_id"] for each in told["paragraphs"]} for told in (old, new)]
    if shared := len(ids[0] & ids[1]):
        return 2 + shared
    if any(old["heading"][code] == new["heading"][code] != "" for code in LANGUAGES):
        return 2
    is_empty = not (ids[0] or ids[1])
    return int(is_empty and old["number"] == new["number"] != "")


def moved(
    old: Mapping[Hashable, Hashable], new: Mapping[Hashable, Hashable]
) -> frozenset[Hashable]:
    """The keys of what stands in both, but in another group, or in another order among
    those that stayed in it; each is mapped to its group.
    """
    stayed: set[Hashable] = set()
    for group in set(old.values()):
        orders = [
            [key for key in one if one[key] == other.get(key) == group]
            for one, other in ((old, new), (new, old))
        ]
        blocks = SequenceMatcher(None, *orders, False).get_matching_blocks()
        stayed |= {key for i, _j, size in blocks for key in orders[0][i : i + size]}
    return frozenset(key for key in old if key in new and key not in stayed)
