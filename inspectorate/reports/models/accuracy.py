import json
import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import Kept
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal, locked, roles_with
from inspectorate.reports.models.accuracy_sending import AccuracyCheckQuerySet
from inspectorate.reports.models.accuracy_told import Told
from inspectorate.reports.models.acts import ASSURE, WRITE
from inspectorate.reports.models.report import Report
from inspectorate.reports.parts import Part, parts_of
from inspectorate.reports.texts import check_text


def keep(
    row: models.Model,
    stored: models.Model,
    act: str,
    *,
    by: models.Model | System,
    at: datetime | None,
    **changes: object,
) -> None:
    """Save `changes` on the stored row, record them, and bring `row` up to date."""
    before = snapshot(stored, list(changes))
    for each in (stored, row):
        for name, value in changes.items():
            setattr(each, name, value)
    stored.save(update_fields=list(changes))
    after = snapshot(stored, list(changes))
    record(stored, act, by=by, at=at, before=before, after=after)


class AccuracyCheck(Told, Kept):
    """One sending of a draft to the authority, which tells what is wrong with it.

    `due_on` counts from the day in London on which it was in fact sent. What was sent
    stays as it was; guards.py holds this.
    """

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="accuracy_checks",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    sent_at = models.DateTimeField(_("sent at"))
    sent_on = models.DateField(_("sent on"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    due_on = models.DateField(_("due on"))
    extended_to = models.DateField(_("extended to"), null=True, blank=True)
    extension_reason = models.TextField(_("reason for the extension"), blank=True)
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    no_response = models.BooleanField(_("no response"), default=False)
    digest = models.CharField(_("digest of what was sent"), max_length=64)
    document = models.TextField(_("what was sent"))

    # The digest tells which document it was.
    UNRECORDED = {"document"}

    objects = AccuracyCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("accuracy check")
        verbose_name_plural = _("accuracy checks")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="check_number"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="check_number_from_1"
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("sent_on")),
                name="check_due_after_sent",
            ),
            models.CheckConstraint(
                condition=models.Q(extended_to=None, extension_reason="")
                | models.Q(extended_to__gt=models.F("due_on"))
                & ~models.Q(extension_reason=""),
                name="check_extended_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(returned_on=None)
                | models.Q(returned_on__gte=models.F("sent_on")),
                name="check_returned_after_sent",
            ),
            models.CheckConstraint(
                condition=models.Q(returned_on=None) | models.Q(no_response=False),
                name="check_returned_or_not",
            ),
            models.CheckConstraint(
                condition=models.Q(told_by=None) | models.Q(told_at__isnull=False),
                name="check_told_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        told = gettext("Accuracy check %(number)s: %(report)s")
        return told % {"number": self.number, "report": self.report}

    @transaction.atomic
    def log(
        self, *, by: models.Model | System, at: datetime | None = None, **said: object
    ) -> models.Model:
        """Add one comment; `said` are the arguments of its queryset's compose()."""
        return self.log_all([said], by=by, at=at)[0]

    @transaction.atomic
    def log_all(
        self,
        comments: list[dict],
        *,
        by: models.Model | System,
        at: datetime | None = None,
        batch: uuid.UUID | None = None,
    ) -> list[models.Model]:
        """Add comments in their order, all of them or none."""
        stored = self.opened(by)
        at = at or timezone.now()
        logged = []
        for said in comments:
            comment = stored.comments.compose(stored, at=at, **said)
            comment.save(force_insert=True)
            record(comment, CREATED, by=by, at=at, after=snapshot(comment), batch=batch)
            logged.append(comment)
        return logged

    def extend(
        self,
        to: date,
        *,
        by: models.Model | System,
        reason: str,
        at: datetime | None = None,
    ) -> None:
        """Give the authority more time, in exceptional circumstances."""
        with transaction.atomic():
            stored = self.opened(by)
            stored.check_unanswered()
            if to <= stored.ends_on:
                told = gettext("Its time runs to %s already: choose a later day.")
                raise Refusal(told % f"{stored.ends_on:%d.%m.%Y}")
            check_text(reason)
            if not reason.strip():
                raise Refusal(gettext("Give the reason: it stays on the record."))
            changes = {"extended_to": to, "extension_reason": reason.strip()}
            keep(self, stored, "extended", by=by, at=at, **changes)

    def record_return(
        self, on: date, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        """Say when the authority answered; also after its time was over."""
        with transaction.atomic():
            stored = self.opened(by)
            if on > timezone.localdate(at):
                told = gettext("The answer is dated in the future: enter when it came.")
                raise Refusal(told)
            if on < stored.sent_on:
                told = gettext("It was sent on %s and cannot come back before that.")
                raise Refusal(told % f"{stored.sent_on:%d.%m.%Y}")
            changes = {"returned_on": on, "no_response": False}
            keep(self, stored, "returned", by=by, at=at, **changes)

    def record_no_response(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        """Say that the time is over and nothing came."""
        with transaction.atomic():
            stored = self.opened(by)
            stored.check_unanswered()
            if timezone.localdate(at) <= stored.ends_on:
                told = gettext(
                    "The authority has time to the end of %s: wait until it is over."
                )
                raise Refusal(told % f"{stored.ends_on:%d.%m.%Y}")
            if stored.comments.exists():
                told = gettext(
                    "The authority has sent comments: record the day on which it "
                    "answered."
                )
                raise Refusal(told)
            keep(self, stored, "no response", by=by, at=at, no_response=True)

    def opened(self, by: models.Model | System) -> "AccuracyCheck":
        """The stored row under the locks of report and check, in this order, for `by`
        to work on. Raises Refusal where `by` may not, or the report has moved on.
        """
        report = locked(Report).get(pk=self.report_id)
        stored = locked(AccuracyCheck).get(pk=self.pk)
        stored.report = report
        stored.check_open_to(by)
        return stored

    def check_open_to(self, by: models.Model | System) -> None:
        """Raise Refusal unless `by` assures quality or writes reports on the team, and
        the report awaits its check or meets its comments, and nothing ties `by` to
        the authority.
        """
        if tied := self.report.bars_interest(by):
            raise Refusal(*tied)
        if not self.is_worked_on_by(by):
            told = gettext(
                "Only the team of this case works on its accuracy check, or who "
                "assures its quality: %s."
            )
            raise Refusal(told % roles_with(ASSURE))
        if not self.is_under_way:
            told = gettext(
                "%(report)s stands at “%(status)s”: its accuracy check is over. Return "
                "the report to revision first."
            )
            report = self.report
            named = {"report": report, "status": report.get_status_display()}
            raise Refusal(told % named)

    def check_unanswered(self) -> None:
        if self.returned_on or self.no_response:
            told = gettext("The answer is recorded already: nothing is awaited.")
            raise Refusal(told)

    # Questions

    @cached_property
    def parts(self) -> list[Part]:
        """The parts of what was sent; that never changes."""
        return parts_of(json.loads(self.document))

    def is_worked_on_by(self, by: models.Model | System) -> bool:
        cases = Inspection.objects.filter(reports=self.report_id)
        if by.has_perm(ASSURE):
            return cases.free_of_interest(by).exists()
        return by.has_perm(WRITE) and cases.editable_by(by).exists()

    @property
    def is_under_way(self) -> bool:
        return self.report.status in (
            Report.Status.ACCURACY_CHECK,
            Report.Status.REVISION,
        )

    @property
    def ends_on(self) -> date:
        """The last day for the authority to answer."""
        return self.extended_to or self.due_on

    @property
    def is_answered(self) -> bool:
        """Returned, or recorded as not coming."""
        return self.no_response or self.returned_on is not None

    @property
    def is_late(self) -> bool:
        return self.returned_on is not None and self.returned_on > self.ends_on

    def days_left(self, on: date) -> int:
        """Calendar days from `on` to the last one; negative when it is over."""
        return (self.ends_on - on).days
