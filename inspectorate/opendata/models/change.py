from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import AppendOnly


class Change(AppendOnly):
    """One change of one row of the public record, at its place in the one sequence of
    all; what the row says is read where it stands, so that nothing outlives it here.

    `sha256` is the digest of the row's line, empty where the row is gone.
    """

    class Kind(models.TextChoices):
        CREATED = "created", _("Came in")
        CORRECTED = "corrected", _("Says something else")
        DELETED = "deleted", _("Is gone")

    sequence = models.PositiveBigIntegerField(_("sequence"), primary_key=True)
    table = models.CharField(_("table"), max_length=40)
    key = models.TextField(_("key"), help_text=_("As JSON, in the order of the table."))
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("change of the public record")
        verbose_name_plural = _("changes of the public record")
        ordering = ["sequence"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="deleted", sha256="")
                | ~models.Q(kind="deleted") & ~models.Q(sha256=""),
                name="change_has_digest_unless_deleted",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.table} {self.key}"


class PublicRow(models.Model):
    """A row of the public record as the last change told it. What it holds can be made
    again from the changes.
    """

    table = models.CharField(_("table"), max_length=40)
    scope = models.CharField(_("scope"), max_length=200)
    key = models.TextField(_("key"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    change = models.PositiveBigIntegerField(_("last change"))

    class Meta:
        verbose_name = _("row of the public record")
        verbose_name_plural = _("rows of the public record")
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="public_row_once")
        ]
        indexes = [models.Index(fields=["table", "scope"], name="public_row_scope")]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class Followed(models.Model):
    """How far the changes have followed the record; one row, which is locked while
    they do. `entry` is the last of the history, `link` the last of the register.
    """

    entry = models.PositiveBigIntegerField(_("last entry of the history"), default=0)
    link = models.PositiveBigIntegerField(_("last link of the register"), default=0)
    followed_at = models.DateTimeField(_("followed at"), null=True)

    class Meta:
        verbose_name = _("place up to which changes are told")
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return str(self.followed_at)
