from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import TwoLanguages
from inspectorate.frameworks.models.framework import Framework


class ChecklistItemQuerySet(models.QuerySet):
    def for_framework(self, framework: int) -> "ChecklistItemQuerySet":
        """The questions asked of every report, and those of this framework only."""
        asked = models.Q(framework=None) | models.Q(framework=framework)
        return self.filter(asked)


class ChecklistItem(models.Model):
    """A question that quality assurance answers of each report."""

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("For example evidence.")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    wording = TwoLanguages(
        models.CharField,
        _("question"),
        max_length=300,
        help_text=_("One that “yes” answers when all is well."),
    )
    framework = models.ForeignKey(
        Framework,
        verbose_name=_("framework"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="checklist",
        help_text=_("Empty for a question that is asked of every report."),
    )

    objects = ChecklistItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of the checklist")
        verbose_name_plural = _("checklist of quality assurance")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.wording)
