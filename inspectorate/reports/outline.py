"""The parts of a draft in reading order: a section, its own text, then its parts."""

import hashlib
from collections.abc import Iterator
from copy import copy
from functools import cached_property
from itertools import count

from django.db import models
from django.utils.translation import gettext as _

from inspectorate.lifecycle import Refusal
from inspectorate.reports import numbering


class Outline:
    """Read once from a report; rearranged in memory, and stored again by store().

    Who stores it holds the lock of the report's row.
    """

    def __init__(self, report: models.Model) -> None:
        # What a historical report has printed stays.
        self.keeps_numbers = bool(report.recorded_from)
        sections = list(report.sections.all())
        self.known = {section.pk: section for section in sections}
        self.children: dict[int | None, list[models.Model]] = {}
        for section in sections:
            # A parent in another report is none here.
            key = section.parent_id if section.parent_id in self.known else None
            self.children.setdefault(key, []).append(section)
        self.within: dict[int, list[models.Model]] = {pk: [] for pk in self.known}
        # Of those that belong to a section of another report.
        self.astray: list[models.Model] = []
        paragraphs = list(report.paragraphs.all())
        for paragraph in paragraphs:
            self.within.get(paragraph.section_id, self.astray).append(paragraph)
        self.stood = {row: (row.position, row.parent_id) for row in sections}
        self.stood |= {row: (row.position, row.section_id) for row in paragraphs}

    @property
    def sections(self) -> list[models.Model]:
        """Depth first; those that are part of each other in a circle come last."""
        found = [section for section, _depth in self.walk(None, 1)]
        reached = {section.pk for section in found}
        return found + [s for s in self.known.values() if s.pk not in reached]

    def walk(self, parent: int | None, depth: int) -> Iterator[tuple]:
        for section in self.children.get(parent, []):
            yield section, depth
            yield from self.walk(section.pk, depth + 1)

    @cached_property
    def depths(self) -> dict[int, int]:
        found = {section.pk: depth for section, depth in self.walk(None, 1)}
        return {pk: found.get(pk, 1) for pk in self.known}

    @property
    def paragraphs(self) -> list[models.Model]:
        return [each for section in self.sections for each in self.within[section.pk]]

    def numbered(self) -> dict[models.Model, str]:
        """The number each part would be given if it were signed off now."""
        sections, paragraphs = self.sections, self.paragraphs
        stored = {row: row.number for row in [*sections, *paragraphs]}
        if self.keeps_numbers:
            return stored
        given = [copy(row) for row in sections], [copy(row) for row in paragraphs]
        for section in given[0]:
            if section.parent_id not in self.known:
                section.parent_id = None
        try:
            numbering.assign(*given)
        except KeyError:
            # Of sections in a circle; what stands in the way is told beside.
            return stored
        return {row: row.number for row in [*given[0], *given[1]]}

    def section(self, row: models.Model) -> models.Model:
        """The section as it is here; raises Refusal when it is gone."""
        if row.pk not in self.known:
            raise Refusal(
                _("This section is not in the report any more: look at it again.")
            )
        return self.known[row.pk]

    def paragraph(self, row: models.Model) -> models.Model:
        found = [each for each in self.paragraphs if each.pk == row.pk]
        if not found:
            raise Refusal(
                _("This paragraph is not in the report any more: look at it again.")
            )
        return found[0]

    def siblings(self, section: models.Model) -> list[models.Model]:
        return next(each for each in self.children.values() if section in each)

    def print_of(self, section: models.Model | None) -> str:
        """Changes when parts of a section (of the report, if None) come, go or move."""
        rows = self.within[section.pk] if section else self.sections
        told = ",".join(f"{row.pk}" for row in rows)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def store(self) -> None:
        """Give positions from 1 without gaps, in this order."""
        self.store_places(self.sections, "parent")
        self.store_places([*self.paragraphs, *self.astray], "section")

    def store_places(self, rows: list[models.Model], owner: str) -> None:
        changed = {
            row: place
            for place, row in enumerate(rows, start=1)
            if self.stood.get(row) != (place, getattr(row, f"{owner}_id"))
        }
        if not changed:
            return
        # That no two share a place is asked row by row: first all step aside.
        manager, aside = type(rows[0])._base_manager, first_free(rows)
        for row in changed:
            row.position = next(aside)
        manager.bulk_update(changed, ["position"])
        for row, place in changed.items():
            row.position = place
        manager.bulk_update(changed, ["position", owner])


def first_free(rows: list[models.Model]) -> Iterator[int]:
    """Positions that none of the rows has, nor will have."""
    taken = {row.position for row in rows}
    return (place for place in count(len(rows) + 1) if place not in taken)
