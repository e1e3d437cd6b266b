from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import TwoLanguages
from inspectorate.history.append_only import AppendOnly
from inspectorate.reports.models.edition import Edition


class Withdrawal(AppendOnly):
    """That an edition is no longer shown, and why; its address tells both for ever."""

    edition = models.OneToOneField(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="withdrawal",
    )
    reason = TwoLanguages(models.TextField, _("reason"))
    entered_at = models.DateTimeField(_("entered at"))
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=200)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason_en="", reason_cy=""),
                name="withdrawal_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return str(self.edition)
