from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import AppendOnly
from inspectorate.reports.models.pre_release import PreReleaseReader


class PreReleaseAccess(AppendOnly):
    """That somebody read a report early: one row each time its text was shown."""

    reader = models.ForeignKey(
        PreReleaseReader,
        verbose_name=_("reader"),
        on_delete=models.PROTECT,
        related_name="accesses",
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("As it stood on what was read.")
    )
    at = models.DateTimeField(_("at"))
    language = models.CharField(
        _("language"), max_length=2, choices=PreReleaseReader.Language
    )
    sha256 = models.CharField(
        _("digest of the text"),
        max_length=64,
        help_text=_("Of what was signed off, in both languages."),
    )

    class Meta:
        verbose_name = _("early reading")
        verbose_name_plural = _("early readings")
        ordering = ["reader", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(language__in=["en", "cy"]),
                name="pre_release_access_language_known",
            ),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"\A[0-9a-f]{64}\Z"),
                name="pre_release_access_digest_form",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {timezone.localtime(self.at):%d.%m.%Y %H:%M}"
