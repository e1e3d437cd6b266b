"""The page of an edition, made from its stored document alone."""

import json
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from inspectorate.fields import PartialDate
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.reports.models import Edition, Report, Response
from inspectorate.reports.models.edition import EditionQuerySet
from recommendations.models import Recommendation

FINDING_HEADINGS = {
    Finding.Classification.STRENGTH: _("Strengths"),
    Finding.Classification.IMPROVEMENT_NOTED: _("Improvements noted"),
    Finding.Classification.AREA_FOR_IMPROVEMENT: _("Areas for improvement"),
    Finding.Classification.CHALLENGE: _("Challenges"),
    Finding.Classification.PRIORITY_CONCERN: _("Priority concerns"),
    Finding.Classification.NON_COMPLIANCE: _("Non-compliance"),
}


class FindingGroup(NamedTuple):
    """The findings of one classification, in the order of the report."""

    heading: str
    findings: list[dict]


class ReportPage(DetailView):
    """A report as it stands: its current edition."""

    queryset = Edition.objects.published().select_related("report")
    slug_field = "report__slug"
    template_name = "public/report_page.html"

    def get_queryset(self) -> EditionQuerySet:
        return super().get_queryset().current()

    def get_context_data(self, **kwargs: object) -> dict:
        edition, report = self.object, self.object.report
        document = json.loads(edition.document)
        return super().get_context_data(
            document=document,
            report_kind=label_of(Report.Kind, document["kind"]),
            inspection_kind=label_of(Inspection.Kind, document["inspection"]["kind"]),
            fieldwork=fieldwork_of(document["inspection"]),
            finding_groups=group_findings(document["findings"]),
            recommendations=with_timescales(document["recommendations"]),
            editions=report.editions.published().defer("document").order_by("-number"),
            responses=Response.objects.published().filter(report=report),
            is_current=report.current_edition_id == edition.pk,
            **kwargs,
        )


class EditionPage(ReportPage):
    """One edition at the address it keeps for ever."""

    def get_queryset(self) -> EditionQuerySet:
        return self.queryset.filter(number=self.kwargs["number"])


def label_of(choices: type[TextChoices], value: str) -> str:
    """The label of a stored choice; the value itself once it is no longer offered."""
    return dict(choices.choices).get(value, value)


def fieldwork_of(inspection: dict) -> str:
    """When fieldwork was done, as exact as known; empty when it is not.

    Where the source has words instead of dates, the page shows those.
    """
    days = [inspection["fieldwork_start"], inspection["fieldwork_end"]]
    told = [PartialDate.parse(day).in_words for day in days if day]
    return " – ".join(dict.fromkeys(told))


def group_findings(findings: list[dict]) -> list[FindingGroup]:
    """Group by classification, best first, leaving out the empty groups."""
    told = [
        {**finding, "change_label": label_of(Finding.Change, finding["change"])}
        for finding in findings
    ]
    groups = [
        FindingGroup(heading, [f for f in told if f["classification"] == code])
        for code, heading in FINDING_HEADINGS.items()
    ]
    return [group for group in groups if group.findings]


def with_timescales(recommendations: list[dict]) -> list[dict]:
    """Add the words of the timescale, none where the report states no time."""
    stated = dict(Recommendation.Timescale.choices)
    del stated[Recommendation.Timescale.NOT_STATED]
    return [
        {**told, "timescale_label": stated.get(told["timescale"], "")}
        for told in recommendations
    ]
