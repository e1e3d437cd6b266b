"""The page of one paragraph, under the id that it keeps through every edition."""

from collections.abc import Callable
from operator import attrgetter
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import Http404
from django.views.generic import TemplateView

from inspectorate.public.editions import editions_of
from inspectorate.public.withdrawals import MayBeWithdrawn
from inspectorate.reports.models import Edition, PublishedParagraph, Report
from inspectorate.reports.models.edition import EditionQuerySet
from inspectorate.reports.models.published import Published


class Step(NamedTuple):
    """What one edition did with it: `row` is how it stands there, None where
    it does not; `fate` is added, changed, same, removed, absent or withdrawn.
    """

    edition: Edition
    row: Published | None
    fate: str


class ParagraphPage(MayBeWithdrawn, TemplateView):
    """Its text as the current edition has it, or the last one that had it."""

    template_name = "public/paragraph_page.html"

    def get_context_data(self, **kwargs: object) -> dict:
        rows = {row.edition_id: row for row in self.rows()}
        if not rows:
            raise Http404
        row = list(rows.values())[-1]
        report = row.edition.report
        path = f"{row.edition.get_absolute_url()}#{row.anchor}"
        return super().get_context_data(
            row=row,
            edition=row.edition,
            report=report,
            is_current=report.current_edition_id == row.edition_id,
            steps=history(self.editions(report), rows),
            address=self.request.build_absolute_uri(self.request.path),
            place=self.request.build_absolute_uri(path),
            **kwargs,
        )

    def rows(self) -> list[PublishedParagraph]:
        """How each edition that can be read has it, the oldest first."""
        found = rows_of(self.kwargs["slug"])
        return list(found.filter(stable_id=self.kwargs["stable_id"]))

    def editions(self, report: Report) -> list[Edition]:
        return editions_of(report)

    def withdrawn(self) -> EditionQuerySet:
        stable_id = self.kwargs["stable_id"]
        return super().withdrawn().filter(paragraphs__stable_id=stable_id)


def rows_of(slug: str) -> QuerySet[PublishedParagraph]:
    """Of a report, in all editions that can be read, by these."""
    found = PublishedParagraph.objects.published().filter(edition__report__slug=slug)
    found = found.select_related("edition__report", "edition__framework__body").defer(
        "edition__document"
    )
    found = found.prefetch_related("edition__authorities")
    return found.order_by("edition__number", "position")


def history(
    editions: list[Edition],
    rows: dict[int, Published],
    says: Callable[[Published], object] = attrgetter("text"),
) -> list[Step]:
    """What each edition did, the newest first; `rows` are by their edition, and have
    changed where what they `says` has.
    """
    steps: list[Step] = []
    before = None
    for edition in reversed(editions):
        row = rows.get(edition.pk)
        steps.append(Step(edition, row, fate(edition, row, before, says)))
        before = before if edition.is_withdrawn else row
    return steps[::-1]


def fate(
    edition: Edition,
    row: Published | None,
    before: Published | None,
    says: Callable[[Published], object],
) -> str:
    if edition.is_withdrawn:
        return "withdrawn"
    if row is None:
        return "removed" if before else "absent"
    if before is None:
        return "added"
    return "same" if says(row) == says(before) else "changed"
