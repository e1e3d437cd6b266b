"""Reminders of the day by which a framework wants the report of a case published."""

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import DeadlineRule, NonWorkingDay
from inspectorate.frameworks.nearing import Due, Horizon, Words
from inspectorate.inspections.models import Inspection, TeamMember
from inspectorate.notices.sources import Telling
from inspectorate.reports.models import AccuracyComment, Report

KIND = "publication_due"
SOON = Words(
    _("The report of {what} is to be published by {day}"),
    _("By the rule of its framework the report of {what} is due by {day}."),
)
LATE = Words(
    _("The report of {what} is overdue"),
    _(
        "The report of {what} was to be published by {day}, by the rule of its "
        "framework."
    ),
)
UNDECIDED_SOON = Words(
    SOON.subject,
    _(
        "The report of {what} is to be published by {day}, by the rule of its "
        "framework. Comments on its accuracy are still to be decided."
    ),
)
UNDECIDED_LATE = Words(
    LATE.subject,
    _(
        "The report of {what} was to be published by {day}, by the rule of its "
        "framework. Comments on its accuracy are still to be decided."
    ),
)


def due(on: date) -> Iterator[Telling]:
    """Cases whose report is not published, to their lead inspectors."""
    horizon = Horizon(on)
    days_off = set(NonWorkingDay.objects.values_list("day", flat=True))
    for case in unpublished().iterator(chunk_size=500):
        ended = case.fieldwork_end.latest
        rules = case.framework.publication_rules
        if ended is None or not rules:
            continue
        soon, late = SOON, LATE
        if case.has_undecided:
            soon, late = UNDECIDED_SOON, UNDECIDED_LATE
        day = Due(
            KIND,
            f"inspections.inspection:{case.pk}:publication",
            case.reference,
            rules[0].due(ended, days_off),
            reverse("admin:case", args=[case.reference]),
            soon,
            late,
        )
        yield from horizon.tellings(day, [lead.user for lead in case.leads])


def unpublished() -> models.QuerySet:
    """Cases past their fieldwork whose report or letter has not come out."""
    main = {"inspection": models.OuterRef("pk"), "kind__in": Report.MAIN}
    is_out = models.Q(current_edition__isnull=False) | models.Q(
        status=Report.Status.ISSUED
    )
    out = Report.objects.filter(is_out, **main)
    undecided = AccuracyComment.objects.unsettled().filter(
        accuracy_check__report__inspection=models.OuterRef("pk")
    )
    rule = DeadlineRule.objects.filter(event=DeadlineRule.Event.PUBLICATION)
    leads = TeamMember.objects.filter(role=TeamMember.Role.LEAD, user__is_active=True)
    cases = Inspection.objects.filter(
        ~models.Exists(out),
        status=Inspection.Status.DRAFTING,
        publishes=True,
        recorded_from="",
    ).exclude(fieldwork_end="")
    return (
        cases.annotate(has_undecided=models.Exists(undecided))
        .select_related("framework")
        .prefetch_related(
            models.Prefetch("team", leads.select_related("user"), to_attr="leads"),
            models.Prefetch("framework__deadlines", rule, to_attr="publication_rules"),
        )
        .order_by("pk")
    )
