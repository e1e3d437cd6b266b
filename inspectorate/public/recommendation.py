"""The page of one recommendation, under the reference that it keeps for ever."""

import json
from typing import NamedTuple

from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from inspectorate.public.asked_again import Links, links_of
from inspectorate.public.editions import editions_of
from inspectorate.public.life import asked_in, days_of, planned_for, said_of
from inspectorate.public.paragraphs import Step, history
from inspectorate.public.standing import axes_of, is_untold
from inspectorate.public.withdrawals import MayBeWithdrawn, withdrawn_editions
from inspectorate.reports.models import (
    Edition,
    PublishedFinding,
    PublishedRecommendation,
)
from inspectorate.reports.models.edition import EditionQuerySet
from inspectorate.reports.models.published_rows import PublishedRecommendationQuerySet


class Place(NamedTuple):
    """A section of an edition; `anchor` is its heading's, or its first paragraph's."""

    number: str
    heading: dict[str, str]
    anchor: str


class Told(NamedTuple):
    """All that the page tells but for the axes, which no edition changes."""

    row: PublishedRecommendation
    is_current: bool
    steps: list[Step]
    document: dict
    places: list[Place]
    findings: list[PublishedFinding]
    links: Links

    def compared(self) -> tuple:
        """What of it the coming and going of editions may change, as plain values."""
        row = self.row
        steps = [(step.edition.number, step.fate) for step in self.steps]
        findings = [found.pk for found in self.findings]
        return row.pk, row.edition.number, steps, findings, self.links.compared()


class RecommendationPage(MayBeWithdrawn, TemplateView):
    """As the current edition has it, or the last one that had it."""

    template_name = "public/recommendation_page.html"

    def get_context_data(self, **kwargs: object) -> dict:
        told = self.tell()
        if told is None:
            raise Http404
        today, row = timezone.localdate(), told.row
        life = said_of(row)
        return super().get_context_data(
            **told._asdict(),
            edition=row.edition,
            report=row.edition.report,
            asked=told.document["recommendations"][row.position - 1],
            today=today,
            is_overdue=row.is_overdue(today),
            is_untold=is_untold(row),
            axes=axes_of(row, days_of(life)),
            life=life,
            planned=planned_for(row),
            asked_in=asked_in(told.links.earlier),
            address=self.request.build_absolute_uri(self.request.path),
            **kwargs,
        )

    def tell(self) -> Told | None:
        return tell(self.kwargs["reference"])

    def withdrawn(self) -> EditionQuerySet:
        reference = self.kwargs["reference"]
        return withdrawn_editions().filter(recommendations__reference=reference)


def tell(reference: str) -> Told | None:
    """None where no edition has it that can be read."""
    by_edition = {row.edition_id: row for row in rows_of(reference)}
    if not by_edition:
        return None
    row = list(by_edition.values())[-1]
    report = row.edition.report
    document = json.loads(row.edition.document)
    return Told(
        row=row,
        is_current=report.current_edition_id == row.edition_id,
        steps=history(editions_of(report), by_edition, asks),
        document=document,
        places=places(document, "recommendations", row.position),
        findings=findings_of(row, document),
        links=links_of(row),
    )


def rows_of(reference: str) -> PublishedRecommendationQuerySet:
    """Of all editions that can be read, the oldest first."""
    found = PublishedRecommendation.objects.published().filter(reference=reference)
    found = found.select_related("edition__report", "recommendation")
    found = found.defer("edition__document")  # read of the one that is shown
    found = found.prefetch_related("themes", "edition__authorities")
    return found.order_by("edition__number")


def asks(row: PublishedRecommendation) -> tuple:
    """What makes it another one for a reader; its number does not."""
    themes = sorted(theme.pk for theme in row.themes.all())
    said = (row.text, row.priority, row.timescale, row.due_on)
    return *said, themes, row.repeat_of_id


def findings_of(row: PublishedRecommendation, document: dict) -> list[PublishedFinding]:
    """Those that it rested on when its edition came out, as far as that tells them."""
    found = list(row.findings.select_related("theme").order_by("position"))
    for finding in found:
        finding.places = places(document, "findings", finding.position)
    return found


def places(document: dict, name: str, place: int) -> list[Place]:
    """The sections in which an edition prints a row of one of its lists."""
    return [
        Place(section["number"], section["heading"], anchor_of(section, count))
        for count, section in enumerate(document["sections"], start=1)
        if {"list": name, "place": place} in section.get("placed", [])
    ]


def anchor_of(section: dict, count: int) -> str:
    """As templates/public/report_sections.html gives it."""
    if not any(section["heading"].values()) and section["paragraphs"]:
        return section["paragraphs"][0]["anchor"]
    return f"section-{count}"


def ever(reference: str) -> EditionQuerySet:
    """The public editions that had it, those that are withdrawn among them."""
    found = Edition.objects.ever_published().defer("document")
    return found.filter(recommendations__reference=reference)
