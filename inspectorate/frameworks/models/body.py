from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import PartialDateField, TwoLanguages


class Body(models.Model):
    """An inspecting body under the name it bore; a renamed one is a new row."""

    code = models.SlugField(_("code"), unique=True, help_text=_("For example CSSIW."))
    name = TwoLanguages(models.CharField, _("name"), max_length=200)
    short_name = TwoLanguages(models.CharField, _("short name"), max_length=40)
    predecessor = models.ForeignKey(
        "self",
        verbose_name=_("predecessor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        help_text=_("The body whose work this one took over."),
    )
    valid_from = PartialDateField(_("from"))
    valid_to = PartialDateField(_("to"), help_text=_("Empty while it exists."))
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.short_name) or str(self.name) or self.code
