from django.db import models
from django.utils.translation import gettext_lazy as _

from recommendations.models.axes import Axes
from recommendations.models.fact import Fact
from recommendations.models.lacking import NEEDS_NO_WORDS, NEEDS_SUCCESSOR
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
                condition=models.Q(
                    lifecycle__in=Axes.Lifecycle.values,
                    closed_reason__in=["", *Axes.ClosedReason.values],
                ),
                name="closing_known",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_reason__in=NEEDS_NO_WORDS)
                | ~models.Q(words_en="", words_cy="")
                | ~models.Q(recorded_from=""),
                name="closing_says_why",
                violation_error_message=_("Say why it is closed or opened again."),
            ),
            models.CheckConstraint(
                condition=models.Q(successor=None)
                | models.Q(closed_reason__in=NEEDS_SUCCESSOR)
                | ~models.Q(recorded_from=""),
                name="closing_successor_of_what_goes_on",
                violation_error_message=_(
                    "Only what is superseded or merged has a successor: leave it empty."
                ),
            ),
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
