from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.reports.models.report import Report


class ResponseQuerySet(models.QuerySet):
    def published(self) -> "ResponseQuerySet":
        """Responses released to the public, on reports that are published."""
        return self.filter(
            is_public=True, report__current_edition__register_entry__isnull=False
        )


class Response(models.Model):
    """What an office-holder said of a report, in the language it was said in.

    The role is the record; the name is as quoted, and may be removed.
    """

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        WELSH = "cy", _("Welsh")

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="responses",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    role = TwoLanguages(
        models.CharField,
        _("role"),
        max_length=200,
        help_text=_("The office held, such as Director of Social Services."),
    )
    name = models.CharField(
        _("name as quoted"),
        max_length=200,
        blank=True,
        help_text=_("Only of office-holders. Can be removed; the role stays."),
    )
    organisation = TwoLanguages(models.CharField, _("organisation"), max_length=200)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=Language,
        help_text=_("The language it was supplied in; it is not translated."),
    )
    text = models.TextField(_("text"))
    said_on = PartialDateField(_("said on"))
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Tick to show it with the report.")
    )
    recorded_from = RecordedFrom()

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["report", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.role} {self.name}".strip()
