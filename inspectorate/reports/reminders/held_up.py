"""Notices that a report was not published at the moment it was scheduled for."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.nearing import Words
from inspectorate.notices.telling import tell
from inspectorate.reports.models import Report
from inspectorate.reports.reminders.people import PUBLISH, TEAM, Readers, writers

KIND = "held_up"
WORDS = Words(
    _("The report of {what} was not published"),
    _(
        "The report of {what} was scheduled and could not be published. The reasons "
        "stand in its case: it waits there until somebody stops the publication."
    ),
)


def tell_of_hold_up(report: Report) -> None:
    """To who publishes, and to the lead inspector and lead author."""
    told = Report.objects.filter(pk=report.pk).select_related("author", "inspection")
    read = told.prefetch_related("inspection__authorities", TEAM).get()
    reference, moment = read.inspection.reference, read.scheduled_for
    for person in people(read):
        tell(
            person,
            KIND,
            f"reports.report:{read.pk}:{moment.isoformat()}",
            format_lazy(WORDS.subject, what=reference),
            format_lazy(WORDS.body, what=reference),
            reverse("admin:case", args=[reference]),
        )


def people(report: Report) -> list[models.Model]:
    readers = Readers(timezone.localdate(), [report])
    found = [*writers(report), *readers.of(report, PUBLISH)]
    return list({each.pk: each for each in found}.values())
