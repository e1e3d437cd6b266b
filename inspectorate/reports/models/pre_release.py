"""Who reads a final report before the public does, and what they have read."""

from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import Kept
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.lifecycle import Refusal, locked, move
from inspectorate.notices.personal_link import PersonalLink, digest_of
from inspectorate.reports.models.course import person
from inspectorate.reports.models.pre_release_reading import PreReleaseReading
from inspectorate.reports.models.pre_release_rules import PreReleaseRules
from inspectorate.reports.models.report import Report

SYSTEM = System("early reading")


class PreReleaseReaderQuerySet(models.QuerySet):
    def open(self) -> "PreReleaseReaderQuerySet":
        """Those whose reading nobody has ended; their window may have."""
        return self.filter(closed_at=None)

    def by_token(self, token: str) -> "PreReleaseReader | None":
        """In one query, whatever is asked for."""
        rows = self.select_related("report__current_edition")
        rows = rows.defer("report__current_edition__document")
        return rows.filter(digest=digest_of(token)).first()

    @transaction.atomic
    def admit(
        self,
        report: Report,
        *,
        by: models.Model | System,
        at: datetime | None = None,
        email: str,
        **told: object,
    ) -> "PreReleaseReader":
        """Name somebody who reads a signed-off report early, and have the link sent.

        `told` holds name, role, language, opens_at and closes_at. Raises Refusal with
        every reason that stands against it.
        """
        at = at or timezone.now()
        reader = self.model(report=report, email=email.strip().lower())
        reader.report = reader.check_right(by)
        reasons = [*reader.bars_address(), *reader.take(told, at)]
        if reasons:
            raise Refusal(*reasons)
        reader.named_by, reader.named_at = person(by), at
        reader.save(force_insert=True)
        record(reader, CREATED, by=by, at=at, after=snapshot(reader))
        reader.send_later()
        return reader


class PreReleaseReader(PersonalLink, PreReleaseReading, PreReleaseRules, Kept):
    """Somebody named to read the final text of a report before it is published.

    One row is one person and one report, for ever: who is to read again is sent a new
    link.
    """

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        WELSH = "cy", _("Welsh")

    # The row keeps the address; nobody's history need repeat it, or tell of a key.
    UNRECORDED = {"email", "digest", "message_id"}

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="pre_release_readers",
    )
    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("As it is to stand on what they read: Mair Jones."),
    )
    role = models.CharField(
        _("role and organisation"),
        max_length=200,
        help_text=_("Why they read it early: Minister's private secretary."),
    )
    email = models.EmailField(
        _("e-mail address"),
        help_text=_("Their own, not a shared one: whoever has the link reads."),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=Language,
        default=Language.ENGLISH,
        help_text=_("The language of the e-mail; the report is read in either."),
    )
    opens_at = models.DateTimeField(
        _("from"), help_text=_("By the time of London. Before it the link is dead.")
    )
    closes_at = models.DateTimeField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("Empty means until the report is published."),
    )
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("named by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    named_at = models.DateTimeField(
        _("named at"),
        editable=False,
        help_text=_("When the link was asked for that counts now."),
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    objects = PreReleaseReaderQuerySet.as_manager()

    class Meta:
        verbose_name = _("pre-release reader")
        verbose_name_plural = _("pre-release readers")
        ordering = ["report", "pk"]
        # By verbs, of those who may publish.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["report", "email"], name="pre_release_reader_once"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at=None)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="pre_release_reader_window",
            ),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(role="") & ~models.Q(email=""),
                name="pre_release_reader_named",
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="pre_release_reader_email_lower_case",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["en", "cy"]),
                name="pre_release_reader_language_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=["queued", "sending", "sent", "failed", "unknown"]
                ),
                name="pre_release_reader_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None) | models.Q(closed_at__isnull=False),
                name="pre_release_reader_closed_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"

    @transaction.atomic
    def renew(
        self, *, by: models.Model | System, at: datetime | None = None, **told: object
    ) -> None:
        """Have a new link sent, for the window `told`; the old one is dead at once.

        Also to somebody whose reading was closed, or had ended.
        """
        at = at or timezone.now()
        self.report = self.check_right(by)
        known = {name: getattr(self, name) for name in self.TOLD}
        if reasons := self.take(known | told, at):
            raise Refusal(*reasons)
        taken = {name: getattr(self, name) for name in self.TOLD}
        again = {"digest": None, "attempts": 0, "last_error": "", "tried_at": None}
        named = {"named_by": person(by), "named_at": at}
        opened = {"closed_at": None, "closed_by": None}
        changes = taken | again | named | opened
        move(self, self.Status.QUEUED, by=by, at=at, **changes)
        self.send_later()

    @transaction.atomic
    def close(self, *, by: models.Model | System, at: datetime | None = None) -> None:
        """End the reading at once; it is never too late."""
        self.check_right(by, is_final=False)
        self.end(by=by, at=at or timezone.now())

    def end(self, *, by: models.Model | System, at: datetime) -> None:
        stored = locked(type(self)).get(pk=self.pk)
        if stored.closed_at is not None:
            raise Refusal(gettext("%s does not read it any longer already.") % stored)
        columns = ["closed_at", "closed_by"]
        before = snapshot(stored, columns)
        self.closed_at, self.closed_by = at, person(by)
        self.save(update_fields=columns)
        told = {"before": before, "after": snapshot(self, columns)}
        record(self, "early reading closed", by=by, at=at, **told)

    def send_later(self) -> None:
        # The task stands on this module.
        from inspectorate.reports.early_links import EARLY_LINKS  # noqa: PLC0415

        EARLY_LINKS.queue(self)


def end_early_reading(report: Report) -> None:
    """After a report was sent back: what they were named for is final no longer.

    Who was named for an edition that is out goes on being led to it.
    """
    for reader in report.pre_release_readers.open():
        reader.report = report
        if not reader.is_out():
            reader.end(by=SYSTEM, at=timezone.now())
