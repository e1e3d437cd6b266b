"""What a page that shows the document of an edition, or of a draft, says beside it."""

from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import PartialDate
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.reports import numbering
from inspectorate.reports.document import document_of, gather
from inspectorate.reports.models import Report
from recommendations.models import Recommendation

FINDING_HEADINGS = {
    Finding.Classification.STRENGTH: _("Strengths"),
    Finding.Classification.IMPROVEMENT_NOTED: _("Improvements noted"),
    Finding.Classification.AREA_FOR_IMPROVEMENT: _("Areas for improvement"),
    Finding.Classification.CHALLENGE: _("Challenges"),
    Finding.Classification.PRIORITY_CONCERN: _("Priority concerns"),
    Finding.Classification.NON_COMPLIANCE: _("Non-compliance"),
}

FINDING_MEANINGS = {
    Finding.Classification.STRENGTH: _("Notably good practice, or a good position."),
    Finding.Classification.IMPROVEMENT_NOTED: _(
        "Better than at the last inspection, and not yet a strength."
    ),
    Finding.Classification.AREA_FOR_IMPROVEMENT: _("This should be better."),
    Finding.Classification.CHALLENGE: _(
        "A risk or a pressure that is not under the authority's control alone."
    ),
    Finding.Classification.PRIORITY_CONCERN: _(
        "Serious, critical, or found throughout the service. At least one "
        "recommendation goes with it."
    ),
    Finding.Classification.NON_COMPLIANCE: _(
        "A duty or a regulation that the inspectors name is not met."
    ),
}


class FindingGroup(NamedTuple):
    """The findings of one classification, in the order of the report."""

    classification: str
    heading: str
    meaning: str
    findings: list[dict]


def reading(document: dict) -> dict:
    """The document, with labels for what it holds as codes."""
    return {
        "document": {**document, "sections": with_placed(document)},
        "report_kind": label_of(Report.Kind, document["kind"]),
        "inspection_kind": label_of(Inspection.Kind, document["inspection"]["kind"]),
        "fieldwork": fieldwork_of(document["inspection"]),
        "finding_groups": group_findings(document["findings"]),
        "recommendations": with_timescales(document["recommendations"]),
    }


def draft_document(report: Report, on: date) -> dict:
    """The document of a draft as if it were signed off and published on a day.

    Its numbers are given to the rows in memory alone. Raises Refusal where its parts
    do not stand in their order.
    """
    gather(report)
    report.check_places()
    if not report.recorded_from:
        numbering.assign(list(report.sections.all()), list(report.paragraphs.all()))
        report.published_on = on
    return document_of(report, number=report.editions.count() + 1)


def with_placed(document: dict) -> list[dict]:
    """The sections, each with what the document states in it, as `stated`."""
    return [
        {**section, "stated": [found(document, each) for each in section["placed"]]}
        if "placed" in section
        else section
        for section in document["sections"]
    ]


def found(document: dict, placed: dict) -> dict:
    row = document[placed["list"]][placed["place"] - 1]
    told = {"list": placed["list"], **row}
    if placed["list"] == "findings":
        code = row["classification"]
        told["classification_label"] = label_of(Finding.Classification, code)
    return told


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
        FindingGroup(
            code,
            heading,
            FINDING_MEANINGS[code],
            [f for f in told if f["classification"] == code],
        )
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
