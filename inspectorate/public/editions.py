"""The page of an edition, made from its stored document alone."""

import json

from django.urls import reverse
from django.views.generic import DetailView

from inspectorate.public.origin import origin
from inspectorate.public.register import address_of
from inspectorate.public.withdrawals import MayBeWithdrawn
from inspectorate.reports.models import Edition, Report, Response
from inspectorate.reports.models.edition import EditionQuerySet
from inspectorate.reports.reading import reading


class ReportPage(MayBeWithdrawn, DetailView):
    """A report as it stands: its current edition."""

    queryset = Edition.objects.published().select_related(
        "report", "register_entry", "framework__body"
    )
    slug_field = "report__slug"
    template_name = "public/report_page.html"

    def get_queryset(self) -> EditionQuerySet:
        return super().get_queryset().current()

    def get_context_data(self, **kwargs: object) -> dict:
        edition, report = self.object, self.object.report
        editions = editions_of(report)
        return super().get_context_data(
            **reading(json.loads(edition.document)),
            editions=editions,
            later=[
                each
                for each in reversed(editions)
                if each.number > edition.number and not each.is_withdrawn
            ],
            responses=Response.objects.published().filter(report=report),
            forms=edition.forms.all(),
            is_current=report.current_edition_id == edition.pk,
            in_register=address_of(edition.register_entry),
            address=origin(self.request) + reverse("report-detail", args=[report.slug]),
            place=origin(self.request) + edition.get_absolute_url(),
            **kwargs,
        )


class EditionPage(ReportPage):
    """One edition at the address it keeps for ever."""

    def get_queryset(self) -> EditionQuerySet:
        return self.queryset.filter(number=self.kwargs["number"])

    def withdrawn(self) -> EditionQuerySet:
        return super().withdrawn().filter(number=self.kwargs["number"])


def editions_of(report: Report) -> list[Edition]:
    """All that were ever published, newest first; each knows whether it
    `is_withdrawn`, and the number of the edition `before` it that can still be read.
    """
    found = report.editions.ever_published().defer("document").order_by("number")
    before = None
    editions = list(found.select_related("withdrawal"))
    for edition in editions:
        edition.is_withdrawn = hasattr(edition, "withdrawal")
        edition.before = before
        before = before if edition.is_withdrawn else edition.number
    return editions[::-1]
