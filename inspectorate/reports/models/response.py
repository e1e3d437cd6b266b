from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.history.models import System, record
from inspectorate.lifecycle import Refusal, locked, not_in_role
from inspectorate.lifecycle.naming import NamesSomebody
from inspectorate.reports.models.edition import Edition
from inspectorate.reports.models.report import Report


class ResponseQuerySet(models.QuerySet):
    def published(self) -> "ResponseQuerySet":
        """Responses released to the public, on reports that are published."""
        shown = Edition.objects.published().filter(
            current_for=models.OuterRef("report")
        )
        return self.filter(models.Exists(shown), is_public=True)


class Response(NamesSomebody, models.Model):
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
        _("public"),
        default=False,
        help_text=_("Shown with the report; only whoever may publish releases it."),
    )
    recorded_from = RecordedFrom()

    objects = ResponseQuerySet.as_manager()

    SEARCHED = ["role_en", "role_cy", "name"]

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["report", "position", "pk"]

    def __str__(self) -> str:
        return str(self.role)

    @transaction.atomic
    def release(self, *, by: models.Model | System) -> None:
        """Let the public read it beside the report, once that is published itself."""
        if not by.has_perm("reports.publish_report"):
            raise Refusal(not_in_role("reports.publish_report"))
        if locked(Response).get(pk=self.pk).is_public:
            raise Refusal(_("This response is public already."))
        self.is_public = True
        self.save(update_fields=["is_public"])
        told = {"before": {"is_public": False}, "after": {"is_public": True}}
        record(self, "released", by=by, **told)
