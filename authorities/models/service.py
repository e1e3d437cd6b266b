from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import RecordedFrom, TwoLanguages


class Service(models.Model):
    """A service area, such as children's services; the same for every authority."""

    code = models.SlugField(_("code"), unique=True)
    name = TwoLanguages(models.CharField, _("name"), max_length=200)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )
    recorded_from = RecordedFrom()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name) or self.code
