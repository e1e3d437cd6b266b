from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from inspectorate.history.models import System, record
from inspectorate.lifecycle import Reason, Refusal
from inspectorate.reports import numbering
from inspectorate.reports.models.segment import Segmented


class Draft(Segmented):
    """What can be asked of the parts of a report before they are published."""

    class Meta:
        abstract = True

    @transaction.atomic
    def number_paragraphs(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        """Give sections and paragraphs their numbers, in the order of their places."""
        sections, paragraphs = list(self.sections.all()), list(self.paragraphs.all())
        before = {row.stable_id: row.number for row in paragraphs}
        numbering.assign(sections, paragraphs)
        after = {row.stable_id: row.number for row in paragraphs}
        self.sections.bulk_update(sections, ["number"])
        if after == before:
            return
        # Emptied first: while numbers shift along, two would for a moment be the same.
        self.paragraphs.exclude(number="").update(number="")
        self.paragraphs.bulk_update(paragraphs, ["number"])
        told = {"before": {"numbers": before}, "after": {"numbers": after}}
        record(self, "numbered", by=by, at=at, **told)

    def check_places(self) -> None:
        """Raise Refusal where the parts stand so that no document can be made."""
        if reasons := self.misplaced():
            raise Refusal(*reasons)

    def misplaced(self) -> list[Reason]:
        """What stands out of the order that numbers and documents need, a sentence
        each: also in a historical report.
        """
        before: set[int | None] = {None}
        misplaced = []
        for section in self.sections.all():
            if section.parent_id not in before:
                misplaced.append(section)
            before.add(section.pk)
        paragraphs = [p for p in self.paragraphs.all() if p.section_id not in before]
        return [
            *(
                Reason(
                    _(
                        "The section “%s” does not stand behind the section of this "
                        "report that it is part of: change its position, or what it is "
                        "part of."
                    )
                    % section,
                    section,
                )
                for section in misplaced
            ),
            *(
                Reason(
                    _(
                        "Paragraph %s belongs to a section of another report: delete "
                        "it, and write it in a section of this one."
                    )
                    % paragraph,
                    paragraph,
                )
                for paragraph in paragraphs
            ),
        ]

    def empty_sections(self) -> list[Reason]:
        """Those below whose heading there is nothing to read; none of a historical
        report, which is recorded as it is.
        """
        if self.recorded_from:
            return []
        nothing = {"paragraphs": None, "placements": None, "children": None}
        told = _(
            "The section “%s” is empty: write in it, place something there, or delete "
            "it."
        )
        empty = self.sections.filter(**nothing)
        return [Reason(told % section, self, page="draft") for section in empty]

    def stated(self, rows: models.Manager) -> list:
        """Of its inspection's judgements, findings or recommendations, those that it
        publishes: each once, with the report or letter, and none with a version.
        """
        return [] if self.kind in self.VERSIONS else list(rows.all())
