from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import AppendOnly
from inspectorate.reports.models.edition import Edition


class RegisterHead(models.Model):
    """The end of the chain, one row: whoever adds to the chain locks it first."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(_("number"), default=0)
    digest = models.CharField(_("digest"), max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("head of the register")
        verbose_name_plural = _("head of the register")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="register_one_head")
        ]

    def __str__(self) -> str:
        return str(self.sequence)


class RegisterEntry(AppendOnly):
    """One link of the chain of editions, in the order they entered the record.

    `digest` covers the digest before it, so that no edition can be changed, dropped
    or slipped in without every later digest telling.
    """

    sequence = models.PositiveBigIntegerField(_("number"), unique=True)
    edition = models.OneToOneField(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="register_entry",
    )
    previous = models.CharField(_("digest before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)

    SEARCHED = ["digest"]

    class Meta:
        verbose_name = _("register entry")
        verbose_name_plural = _("register")
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.edition_id}"
