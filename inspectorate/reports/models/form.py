from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import AppendOnly
from inspectorate.reports.models.edition import Edition


class EditionForm(AppendOnly):
    """A file in which an edition is kept and handed out; all are made from its
    document, and it has either all of its forms or none.

    `language` is empty where the form holds every language of the edition. `name` is
    what a reader gets it as, `stored_as` where the storage keeps it.
    """

    class Form(models.TextChoices):
        PDF = "pdf", _("PDF")
        HTML = "html", _("Web page")
        TEXT = "text", _("Text")
        JSON = "json", _("JSON")

    MEDIA_TYPES = {
        Form.PDF: "application/pdf",
        Form.HTML: "text/html; charset=utf-8",
        Form.TEXT: "text/plain; charset=utf-8",
        Form.JSON: "application/json",
    }

    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="forms",
    )
    form = models.CharField(_("form"), max_length=10, choices=Form)
    language = models.CharField(
        _("language"),
        max_length=2,
        blank=True,
        choices=[("en", _("English")), ("cy", _("Welsh"))],
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    name = models.CharField(_("file name"), max_length=200)
    stored_as = models.CharField(_("stored as"), max_length=200)
    made_at = models.DateTimeField(_("made at"))
    made_with = models.CharField(_("made with"), max_length=60)

    class Meta:
        verbose_name = _("form of an edition")
        verbose_name_plural = _("forms of editions")
        ordering = ["edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "form", "language"], name="edition_form_once"
            ),
            models.UniqueConstraint(
                fields=["edition", "name"], name="edition_form_name"
            ),
            models.CheckConstraint(
                condition=models.Q(form__in=["pdf", "text"], language__in=["en", "cy"])
                | models.Q(form__in=["html", "json"], language=""),
                name="edition_form_language",
            ),
            models.CheckConstraint(
                condition=models.Q(size__gte=1), name="edition_form_holds_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        slug, number = self.edition.report.slug, self.edition.number
        return reverse("report-file", args=[slug, number, self.name])

    @property
    def media_type(self) -> str:
        return self.MEDIA_TYPES[self.form]
