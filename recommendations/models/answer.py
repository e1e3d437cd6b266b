from django.db import models
from django.utils.translation import gettext_lazy as _

from recommendations.models.axes import Axes
from recommendations.models.fact import Fact


class Answer(Fact):
    """What the authority answered: whether it accepts what is asked, and why not."""

    AXIS = "acceptance"

    acceptance = models.CharField(
        _("acceptance"), max_length=20, choices=Axes.Acceptance
    )

    class Meta(Fact.Meta):
        verbose_name = _("answer of the authority")
        verbose_name_plural = _("answers of the authority")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(acceptance__in=Axes.Acceptance.values),
                name="answer_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(acceptance="awaiting")
                | ~models.Q(recorded_from=""),
                name="answer_says_something",
                violation_error_message=_("Choose what the authority answered."),
            ),
            models.CheckConstraint(
                condition=models.Q(acceptance__in=["accepted", "awaiting"])
                | ~models.Q(words_en="", words_cy="")
                | ~models.Q(recorded_from=""),
                name="answer_gives_reason",
                violation_error_message=_(
                    "Give the authority's reason for what it does not accept."
                ),
            ),
        ]
