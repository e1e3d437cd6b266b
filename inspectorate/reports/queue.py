"""What waits for quality assurance, with what can be told without reading it."""

from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.db.models.functions import Cast, Concat

from inspectorate.accounts.models import User
from inspectorate.frameworks.models import ChecklistItem
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection
from inspectorate.inspections.models.access import reads_every_case
from inspectorate.reports.models import Report


class Waiting(NamedTuple):
    """A report in quality assurance, and what was found in it."""

    report: Report
    since: datetime | None
    open_comments: int
    unanswered: int
    lacking: int
    thin: int
    missing_texts: list[str]


def readable_by(user: User) -> models.QuerySet:
    """The reports whose assurance `user` reads: every one, or those of their team."""
    if reads_every_case(user):
        return Report.objects.all()
    own = Inspection.objects.editable_by(user)
    return Report.objects.filter(inspection__in=own.values("pk"))


def moved_at() -> models.Subquery:
    """When a report came to the status at which it stands."""
    moved = Concat(
        models.Value("moved to "),
        models.OuterRef("status"),
        output_field=models.CharField(),
    )
    entries = Entry.objects.filter(
        subject_type=Report._meta.label_lower,
        subject_id=Cast(models.OuterRef("pk"), models.CharField()),
        act=moved,
    )
    return models.Subquery(
        entries.order_by("-pk").values("entered_at")[:1],
        output_field=models.DateTimeField(),
    )


def waiting(reports: models.QuerySet) -> models.QuerySet:
    """Those that stand at quality assurance, who has waited longest first."""
    is_open = models.Q(comments__parent=None, comments__resolved_at=None)
    return (
        reports.filter(status=Report.Status.QUALITY_ASSURANCE)
        .annotate(
            since=moved_at(),
            open_comments=models.Count("comments", filter=is_open),
        )
        # One of which no move is recorded has waited since nobody knows when.
        .order_by(models.F("since").asc(nulls_first=True), "pk")
        .select_related("inspection__framework", "assurer")
        .prefetch_related(
            "answers",
            "sections",
            "paragraphs",
            "inspection__authorities",
            "inspection__judgements__area",
            "inspection__recommendations",
            "inspection__findings__evidence",
        )
    )


def described(reports: list[Report]) -> list[Waiting]:
    """Of rows that waiting() has read; one query more, however many they are."""
    items = list(ChecklistItem.objects.all())
    return [describe(report, items) for report in reports]


def describe(report: Report, items: list[ChecklistItem]) -> Waiting:
    framework = report.inspection.framework_id
    asked = {item.pk for item in items if item.framework_id in (None, framework)}
    findings = report.inspection.findings.all()
    return Waiting(
        report=report,
        since=report.since,
        open_comments=report.open_comments,
        unanswered=len(asked - {answer.item_id for answer in report.answers.all()}),
        lacking=sum(bool(finding.lacks()) for finding in findings),
        thin=sum(finding.is_thin() for finding in findings),
        missing_texts=report.missing_texts(),
    )
