from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.notices.models import LOST_AFTER
from inspectorate.notices.personal_link import PersonalLink
from inspectorate.public.models.subscription import Subscription


class LetterQuerySet(models.QuerySet):
    def waiting(self) -> "LetterQuerySet":
        return self.filter(status=Letter.Status.QUEUED)

    def lost(self, at: datetime) -> "LetterQuerySet":
        """Handed to the mail server so long before `at` that nobody will say more."""
        return self.filter(status=Letter.Status.SENDING, tried_at__lt=at - LOST_AFTER)


class Letter(PersonalLink):
    """One e-mail to a subscriber, with the link in it by which they change or stop it:
    the link of every letter works for as long as there is a subscription.
    """

    subscription = models.ForeignKey(
        Subscription,
        verbose_name=_("subscription"),
        on_delete=models.CASCADE,
        related_name="letters",
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["status", "tried_at"],
                condition=models.Q(status__in=["queued", "sending"]),
                name="letter_under_way",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    status__in=["queued", "sending", "sent", "failed", "unknown"]
                ),
                name="letter_status_known",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Alert(models.Model):
    """That a subscription is told of one happening: once, whoever finds it first."""

    subscription = models.ForeignKey(
        Subscription,
        verbose_name=_("subscription"),
        on_delete=models.CASCADE,
        related_name="alerts",
    )
    source = models.CharField(_("source"), max_length=20)
    key = models.PositiveBigIntegerField(_("row"))
    kind = models.CharField(_("kind"), max_length=20)
    letter = models.ForeignKey(
        Letter,
        verbose_name=_("letter"),
        on_delete=models.CASCADE,
        related_name="alerts",
    )

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            # An edition comes out, and may be withdrawn: two kinds.
            models.UniqueConstraint(
                fields=["subscription", "source", "key", "kind"], name="alert_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
