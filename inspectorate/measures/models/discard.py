"""That a delivery nobody has published is not to be used: it was the wrong file."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import AppendOnly
from inspectorate.measures.models.delivery import Delivery


class Discard(AppendOnly):
    """Its readings stay on record, count for nothing, and are never published."""

    delivery = models.OneToOneField(
        Delivery,
        verbose_name=_("delivery"),
        on_delete=models.PROTECT,
        related_name="discard",
    )
    reason = models.TextField(
        _("reason"), help_text=_("What was wrong with it: last year's file was sent.")
    )
    discarded_at = models.DateTimeField(_("discarded at"), default=timezone.now)

    class Meta:
        verbose_name = _("discarded delivery of readings")
        verbose_name_plural = _("discarded deliveries of readings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="discard_has_a_reason",
                violation_error_message=_("Say why it is discarded."),
            )
        ]

    def __str__(self) -> str:
        return str(self.delivery)
