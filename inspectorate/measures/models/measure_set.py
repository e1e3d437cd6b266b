from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import PartialDateField, TwoLanguages


class MeasureSet(models.Model):
    """A generation of measures: figures compare within it, and not with another's."""

    code = models.SlugField(
        _("code"), unique=True, help_text=_("Such as pm; it never changes.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = TwoLanguages(models.CharField, _("name"), max_length=200)
    valid_from = PartialDateField(_("from"))
    valid_to = PartialDateField(_("to"), help_text=_("Empty while it is in use."))
    least_count = models.PositiveSmallIntegerField(
        _("smallest count that is shown"),
        default=5,
        help_text=_(
            "A count of people from 1 to below this is not taken in, for it may tell "
            "who they are: such figures come suppressed. 0 takes in every count."
        ),
    )
    source = TwoLanguages(
        models.CharField,
        _("source"),
        max_length=200,
        help_text=_("Where the measures of the set are described."),
    )

    class Meta:
        verbose_name = _("measure set")
        verbose_name_plural = _("measure sets")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return str(self.name) or self.code
