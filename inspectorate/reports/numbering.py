"""Printed numbers: how they sort, how drafts get them, how a page links to them."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol


def sort_key(number: str) -> tuple[tuple[int, int, str], ...]:
    """Sort by component, so that 1.10 comes after 1.9; words come after digits."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in number.split(".")
    )


def anchors(numbers: list[str]) -> list[str]:
    """Return the page anchor of each printed number: p-1-3-4 for 1.3.4.

    A number that is printed again gets its count: p-15--2. The double dash keeps it
    apart from 15.2. A paragraph without a number is known by its place.
    """
    seen: Counter[str] = Counter()
    result = []
    for place, number in enumerate(numbers, start=1):
        name = re.sub(r"[\W_]+", "-", number).strip("-")
        base = f"p-{name}" if name else f"p--at-{place}"
        seen[base] += 1
        result.append(base if seen[base] == 1 else f"{base}--{seen[base]}")
    return result


class Row(Protocol):
    """A section or paragraph: what numbering reads of it, and writes."""

    pk: int
    number: str


def assign(sections: Sequence[Row], paragraphs: Sequence[Row]) -> None:
    """Number a report's sections 1, 1.1, … and its paragraphs at the next level.

    Both in the order of their positions; the caller stores them. A section's own
    text stands before its parts, and is counted before them.
    """
    within: dict[int, list[Row]] = {}
    for paragraph in paragraphs:
        within.setdefault(paragraph.section_id, []).append(paragraph)
    counts: Counter[int | None] = Counter()
    numbers: dict[int | None, str] = {None: ""}
    for section in sections:
        counts[section.parent_id] += 1
        stem = numbers[section.parent_id]
        section.number = f"{stem}.{counts[section.parent_id]}".lstrip(".")
        numbers[section.pk] = section.number
        for paragraph in within.get(section.pk, []):
            counts[section.pk] += 1
            paragraph.number = f"{section.number}.{counts[section.pk]}"
