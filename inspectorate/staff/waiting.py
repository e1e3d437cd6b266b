"""What waits on the first page for who reads and decides on the cases of others, and
the checks for factual accuracy.
"""

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection
from inspectorate.inspections.models.access import team_cases
from inspectorate.lifecycle.admin import row_address
from inspectorate.reports import translation_queue
from inspectorate.reports.models import AccuracyCheck, AccuracyComment, Report
from inspectorate.reports.models.acts import ASSURE, SIGN_OFF
from inspectorate.reports.models.assurance import CLEAR, CLEARED
from inspectorate.reports.queue import moved_at
from inspectorate.reports.reminders.people import BY_ANOTHER, PUBLISH
from inspectorate.staff.item import SHOWN, Item

Status = Report.Status
# A report at this status waits for who has the permission.
WAITS = [
    (ASSURE, Status.QUALITY_ASSURANCE),
    (SIGN_OFF, Status.AWAITING_SIGN_OFF),
]
# What the digest of a text is made of, read for all reports at once.
TEXTS = [
    "sections",
    "paragraphs",
    "inspection__judgements__area",
    "inspection__recommendations",
    "inspection__findings",
]


def cases_of_others(user: models.Model) -> models.QuerySet:
    """Those of which the person may judge the work: off the team, and untied."""
    free = Inspection.objects.free_of_interest(user)
    return free.exclude(pk__in=team_cases(user))


def reviews(user: models.Model) -> list[Item]:
    """Reports that wait for an act the person may do, of cases that are not theirs."""
    waits = models.Q()
    for permission, status in WAITS:
        if user.has_perm(permission):
            waits |= models.Q(status=status) & for_another(permission, user)
    found = []
    if waits:
        rows = written_by_others(user).filter(waits).annotate(since=moved_at())
        rows = rows.order_by("pk")[: SHOWN + 1]
        found = [(each, standing_since(each)) for each in rows]
    if user.has_perm(CLEAR):
        found += [(each, _("Clear it of identities")) for each in to_clear(user)]
    return [
        Item(case_of(each), name_of(each), told, None, False) for each, told in found
    ]


def publications(user: models.Model) -> list[Item]:
    """What the person may publish: scheduled, the nearest first, and signed off."""
    if not user.has_perm(PUBLISH):
        return []
    free = Inspection.objects.free_of_interest(user)
    rows = Report.objects.filter(
        for_another(PUBLISH, user),
        inspection__in=free,
        status__in=[Status.SCHEDULED, Status.SIGN_OFF],
    ).exclude(author=user)
    rows = rows.select_related("inspection").annotate(since=moved_at())
    rows = rows.order_by(models.F("scheduled_for").asc(nulls_last=True), "pk")
    return [publication_item(each) for each in rows[: SHOWN + 1]]


def publication_item(report: Report) -> Item:
    address, name = case_of(report), name_of(report)
    if report.status == Status.SIGN_OFF:
        return Item(address, name, standing_since(report), None, False)
    moment = timezone.localtime(report.scheduled_for)
    day, hour = date_format(moment, "j F Y"), date_format(moment, "H:i")
    told = _("Scheduled for %(day)s, %(hour)s") % {"day": day, "hour": hour}
    back = _("Not published: %s") % " ".join(report.held_up) if report.hold_up else ""
    return Item(address, name, told, None, False, back)


def case_of(report: Report) -> str:
    return reverse("admin:case", args=[report.inspection.reference])


def for_another(permission: str, user: models.Model) -> models.Q:
    """Of what Report.was_written_by() bars its authors from, also of former ones."""
    if permission not in BY_ANOTHER:
        return models.Q()
    entries = Entry.objects.filter(
        subject_type=Report._meta.label_lower,
        subject_id=Cast(models.OuterRef("pk"), models.CharField()),
    )
    named = models.Q(before__author_id=user.pk) | models.Q(after__author_id=user.pk)
    return ~models.Q(models.Exists(entries.filter(named)))


def name_of(report: Report) -> str:
    return f"{report} ({report.inspection.reference})"


def standing_since(report: Report) -> str:
    """Where it stands, and since when as far as that is recorded."""
    status = report.get_status_display()
    if report.since is None:
        return status
    day = date_format(timezone.localdate(report.since), "j F Y")
    return _("%(status)s, since %(day)s") % {"status": status, "day": day}


def written_by_others(user: models.Model) -> models.QuerySet:
    found = Report.objects.filter(inspection__in=cases_of_others(user))
    return found.exclude(author=user).select_related("inspection")


def to_clear(user: models.Model) -> Iterator[Report]:
    """Drafts that nobody has cleared of identities as they stand now. A text that
    changed since is known by its digest, so that all of them are read.
    """
    found = written_by_others(user).filter(status__in=CLEARED, recorded_from="")
    for report in found.prefetch_related(*TEXTS).order_by("pk"):
        if report.uncleared():
            yield report


def accuracy_checks(user: models.Model, today: date) -> list[Item]:
    """Those of the person's cases that wait for the authority, or have a comment that
    nobody has decided; of other cases, those with a refusal they may review.
    """
    waiting = models.Q(report__status=Status.ACCURACY_CHECK)
    undecided = models.Q(report__status=Status.REVISION) & models.Q(
        models.Exists(of_check(AccuracyComment.objects.undecided()))
    )
    mine = models.Q(report__inspection__in=team_cases(user))
    found = AccuracyCheck.objects.annotate(to_review=models.Exists(to_review(user)))
    found = found.filter(mine & (waiting | undecided) | models.Q(to_review=True))
    found = found.select_related("report__inspection").order_by("due_on", "pk")
    return [check_item(each, today) for each in found[: SHOWN + 1]]


def of_check(comments: models.QuerySet) -> models.QuerySet:
    return comments.filter(accuracy_check=models.OuterRef("pk"))


def to_review(user: models.Model) -> models.QuerySet:
    """Decisions on a check that wait for a second review which the person may do."""
    if not user.has_perm(ASSURE):
        return AccuracyComment.objects.none()
    waiting = of_check(AccuracyComment.objects.awaiting_review())
    reports = written_by_others(user).filter(
        status__in=[Status.ACCURACY_CHECK, Status.REVISION]
    )
    of_others = waiting.filter(accuracy_check__report__in=reports.values("pk"))
    return of_others.exclude(decided_by=user)


def check_item(check: AccuracyCheck, today: date) -> Item:
    address, name = row_address(check), name_of(check.report)
    if check.to_review:
        return Item(address, name, _("Review a decision"), None, False)
    told = _("Decide the comments") if check.is_answered else _("Await the answer")
    is_overdue = check.ends_on < today and not check.is_answered
    return Item(address, name, told, check.ends_on, is_overdue)


def texts(user: models.Model, today: date) -> list[Item]:
    """Drafts that have something to translate, the first to be published first."""
    told = _("missing: %(missing)d, out of date: %(stale)d")
    return [
        Item(
            reverse("admin:reports_report_translation", args=[work.report.pk]),
            name_of(work.report),
            told % {"missing": work.missing, "stale": work.stale},
            work.due,
            work.due is not None and work.due < today,
        )
        for work in translation_queue.works(user)[: SHOWN + 1]
    ]
