from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.history.models import System
from inspectorate.lifecycle import Act, Acting
from inspectorate.subqueries import Counted

SENT, FAILED = "sent", "failed"
SETTLE = "notices.settle_notice"

# By then a mail server has answered, or the worker that asked it is no more.
LOST_AFTER = timedelta(minutes=15)


# Nobody counts on.
MOST = 99


class NoticeQuerySet(models.QuerySet):
    def of(self, person: models.Model) -> "NoticeQuerySet":
        return self.filter(person=person)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def unread_of_each(self) -> models.Expression:
        """How many a person has, up to one more than anybody counts, as a column."""
        own = self.of(models.OuterRef("pk")).unread().order_by().values("pk")
        return Counted(own[: MOST + 1])

    def waiting(self) -> "NoticeQuerySet":
        """Those whose e-mail is to be sent, for the first time or another one."""
        return self.filter(status__in=Notice.WAITING)

    def lost(self, at: datetime) -> "NoticeQuerySet":
        """Handed to the mail server so long before `at` that nobody will say more."""
        return self.filter(status=Notice.Status.SENDING, tried_at__lt=at - LOST_AFTER)

    def mark_read(self, at: datetime) -> int:
        """Note when each was read first; one that was read before keeps its moment."""
        return self.unread().update(read_at=at)


class Notice(Acting, models.Model):
    """What one person is told about one thing, and what became of its e-mail."""

    class Status(models.TextChoices):
        WORKSPACE = "workspace", _("Without e-mail")
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        PUT_OFF = "put_off", _("Put off, to be tried again")
        SENT = SENT, _("Sent")
        FAILED = FAILED, _("Failed")
        UNKNOWN = "unknown", _("Outcome unknown")
        LEFT = "left", _("Left as it is")

    WAITING = [Status.QUEUED, Status.PUT_OFF]
    ARROWS = {
        Status.WORKSPACE: [],
        Status.QUEUED: [Status.SENDING, Status.WORKSPACE],
        Status.SENDING: [
            Status.SENT,
            Status.PUT_OFF,
            Status.FAILED,
            Status.UNKNOWN,
        ],
        Status.PUT_OFF: [Status.SENDING, Status.WORKSPACE],
        Status.SENT: [],
        Status.FAILED: [Status.QUEUED, Status.LEFT],
        Status.UNKNOWN: [Status.QUEUED, Status.LEFT],
        Status.LEFT: [],
    }

    # What the worker cannot settle by itself: somebody looks, and decides.
    ACTS = [
        Act(
            "resend",
            _("Send again"),
            (Status.FAILED, Status.UNKNOWN),
            Status.QUEUED,
            _(
                "The e-mail is sent once more. If the outcome of the first one is "
                "unknown and it arrived after all, the person has it twice."
            ),
            SETTLE,
        ),
        Act(
            "leave",
            _("Leave as it is"),
            (Status.FAILED, Status.UNKNOWN),
            Status.LEFT,
            _(
                "No further e-mail is sent about this. The notice stays in the "
                "person's workspace."
            ),
            SETTLE,
        ),
    ]

    # Whoever may read the history need not read what others were told.
    UNRECORDED = {"subject", "body", "read_at"}

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="notices",
    )
    kind = models.CharField(_("kind"), max_length=50)
    key = models.CharField(
        _("about"),
        max_length=200,
        help_text=_("Nobody is told twice about one thing, which this names."),
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    link = models.CharField(_("link"), max_length=500)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    status = models.CharField(_("e-mail"), max_length=10, choices=Status)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    tried_at = models.DateTimeField(_("last tried at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    message_id = models.CharField(
        _("number of the e-mail"),
        max_length=200,
        blank=True,
        help_text=_("By which the mail server's log knows it (Message-ID)."),
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("settle_notice", _("Can decide about e-mails that failed or were lost"))
        ]
        indexes = [
            models.Index(
                fields=["person", "-created_at", "-id"], name="notice_of_person"
            ),
            models.Index(
                fields=["person"],
                condition=models.Q(read_at=None),
                name="notice_unread",
            ),
            models.Index(fields=["-created_at", "-id"], name="notice_created"),
            models.Index(fields=["status", "-created_at", "-id"], name="notice_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "key"], name="notice_once"
            ),
            models.CheckConstraint(
                condition=models.Q(link__startswith="/")
                & ~models.Q(link__startswith="//"),
                name="notice_link_stays_here",
            ),
            models.CheckConstraint(
                condition=models.Q(status=SENT, sent_at__isnull=False)
                | ~models.Q(status=SENT) & models.Q(sent_at=None),
                name="notice_sent_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=FAILED) | ~models.Q(last_error=""),
                name="notice_failed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="sending")
                | models.Q(tried_at__isnull=False),
                name="notice_sending_since",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @transaction.atomic
    def resend(self, *, by: models.Model | System, at: datetime | None = None) -> None:
        """Send an e-mail again that failed, or of which nobody knows."""
        # The task stands on this module.
        from inspectorate.notices.sending import send_later  # noqa: PLC0415

        self.perform("resend", by=by, at=at, attempts=0, last_error="")
        send_later(self)

    def leave(self, *, by: models.Model | System, at: datetime | None = None) -> None:
        """Let it rest: the person has been told otherwise, or need not be."""
        self.perform("leave", by=by, at=at)
