"""The notice that somebody is the lead author of a report by now."""

from django.db import models
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inspectorate.history.models import Entry, System
from inspectorate.inspections.reminders import ASSIGNMENT
from inspectorate.notices.models import Notice
from inspectorate.notices.telling import tell
from inspectorate.reports.models import Report


def tell_of_authorship(report: Report, *, by: models.Model | System) -> Notice | None:
    """Tell who `by` has named; call it when that is recorded, for somebody who is named
    a second time is told a second time. Who named themselves knows.
    """
    author = report.author
    is_told = author is not None and author.is_active and author.pk != by.pk
    if not is_told or report.recorded_from:
        return None
    named = Entry.objects.about(report).last()
    reference = report.inspection.reference
    return tell(
        author,
        ASSIGNMENT,
        f"reports.report:{report.pk}:author:{named.pk if named else 0}",
        format_lazy(_("You write the report of {what}"), what=reference),
        format_lazy(
            _("You have been named as lead author of the report of {what}."),
            what=reference,
        ),
        reverse("admin:case", args=[reference]),
    )
