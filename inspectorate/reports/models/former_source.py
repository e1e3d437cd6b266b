from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerSource(models.Model):
    """The source of a translation as it was when it was translated.

    The database itself keeps it, from the moment that one text of a row changes and
    the other does not, until that one is written or confirmed; so no way to write a
    text leads past it (guards/translation.py). `language` is that of the translation.
    """

    subject_type = models.CharField(_("kind of record"), max_length=100)
    subject_id = models.BigIntegerField(_("record number"))
    name = models.CharField(_("text"), max_length=40)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("former source")
        verbose_name_plural = _("former sources")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "name", "language"],
                name="former_source_once",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["en", "cy"]),
                name="former_source_language",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id} {self.name}_{self.language}"
