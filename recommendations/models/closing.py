from django.db import models
from django.utils.translation import gettext_lazy as _

from recommendations.models.axes import Axes
from recommendations.models.fact import Fact
from recommendations.models.recommendation import Recommendation


class Closing(Fact):
    """That the inspectorate closed a recommendation, or opened it again."""

    AXIS = "lifecycle"

    lifecycle = models.CharField(
        _("closed or opened again"), max_length=10, choices=Axes.Lifecycle
    )
    closed_reason = models.CharField(
        _("closed because"), max_length=40, choices=Axes.ClosedReason, blank=True
    )
    successor = models.ForeignKey(
        Recommendation,
        verbose_name=_("successor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The recommendation that replaced this one or took it in."),
    )

    class Meta(Fact.Meta):
        verbose_name = _("closing")
        verbose_name_plural = _("closings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lifecycle="open", closed_reason="", successor=None)
                | models.Q(lifecycle="closed") & ~models.Q(closed_reason=""),
                name="closing_has_grounds",
            ),
            models.CheckConstraint(
                condition=~models.Q(closed_reason__in=["superseded", "merged"])
                | models.Q(successor__isnull=False),
                name="closing_names_successor",
                violation_error_message=_(
                    "Name the recommendation that replaces this one."
                ),
            ),
        ]
