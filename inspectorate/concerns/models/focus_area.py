from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models.board_decision import BoardDecision
from inspectorate.fields import TwoLanguages
from inspectorate.frameworks.models import Theme
from inspectorate.history.append_only import AppendOnly


class FocusArea(AppendOnly):
    """What a decision told a board to attend to."""

    decision = models.ForeignKey(
        BoardDecision,
        verbose_name=_("decision"),
        on_delete=models.PROTECT,
        related_name="focus_areas",
    )
    position = models.PositiveSmallIntegerField(_("position"))
    name = TwoLanguages(models.CharField, _("name"), max_length=200)
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="focus_areas",
    )

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ["decision", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "position"], name="focus_area_position"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
