"""The page of an edition, made from its stored document alone."""

import json

from django.views.generic import DetailView

from inspectorate.reports.models import Edition, Response
from inspectorate.reports.models.edition import EditionQuerySet
from inspectorate.reports.reading import reading


class ReportPage(DetailView):
    """A report as it stands: its current edition."""

    queryset = Edition.objects.published().select_related("report")
    slug_field = "report__slug"
    template_name = "public/report_page.html"

    def get_queryset(self) -> EditionQuerySet:
        return super().get_queryset().current()

    def get_context_data(self, **kwargs: object) -> dict:
        edition, report = self.object, self.object.report
        return super().get_context_data(
            **reading(json.loads(edition.document)),
            editions=report.editions.published().defer("document").order_by("-number"),
            responses=Response.objects.published().filter(report=report),
            forms=edition.forms.all(),
            is_current=report.current_edition_id == edition.pk,
            **kwargs,
        )


class EditionPage(ReportPage):
    """One edition at the address it keeps for ever."""

    def get_queryset(self) -> EditionQuerySet:
        return self.queryset.filter(number=self.kwargs["number"])
