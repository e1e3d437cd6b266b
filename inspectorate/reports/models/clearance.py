from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import AppendOnly
from inspectorate.indexes import filtered
from inspectorate.reports.identities import Kind
from inspectorate.reports.models.report import Report


class Clearance(AppendOnly):
    """What a reviewer says of one identity warning: that it may stand, and why.

    It holds for the text as it was read: a change of that text makes the warning
    anew, a change of another one does not.
    """

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        WELSH = "cy", _("Welsh")

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="clearances",
    )
    kind = models.CharField(_("warning of"), max_length=20, choices=Kind)
    segment = models.CharField(_("key of the text"), max_length=80)
    place = models.CharField(
        _("place"),
        max_length=120,
        help_text=_("The text it stands in, as that was called when it was cleared."),
    )
    language = models.CharField(_("language"), max_length=2, choices=Language)
    start = models.PositiveIntegerField(
        _("begins at character"), help_text=_("Counted from 0 within the text.")
    )
    excerpt = models.TextField(_("words"))
    digest = models.CharField(_("digest of the text"), max_length=64)
    reason = models.TextField(_("why it may stand"))
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("cleared by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    cleared_at = models.DateTimeField(_("cleared at"))

    MOST = 2_000
    # They stand here, and once more in no entry that others read.
    UNRECORDED = {"excerpt"}
    SEARCHED = ["reason"]

    class Meta:
        verbose_name = _("cleared identity warning")
        verbose_name_plural = _("cleared identity warnings")
        ordering = ["report", "pk"]
        indexes = filtered("clearance", "kind")
        # Given by a verb, on the assurance page.
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["report", "segment", "language", "digest", "kind", "start"],
                name="clearance_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="clearance_has_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="clearance_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["en", "cy"]),
                name="clearance_language_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.get_kind_display()}"
