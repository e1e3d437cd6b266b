from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.inspections.models import Inspection
from recommendations.models.axes import Axes
from recommendations.models.fact import Fact


class Verification(Fact):
    """What inspectors confirmed of the progress, and in which activity they saw it."""

    AXIS = "verification"

    verification = models.CharField(
        _("confirmed"), max_length=20, choices=Axes.Verification
    )
    basis = models.ForeignKey(
        Inspection,
        verbose_name=_("seen in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="verifications",
        help_text=_("The inspection or monitoring visit in which it was checked."),
    )

    class Meta(Fact.Meta):
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verification__in=Axes.Verification.values),
                name="verification_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(verification="not_assessed")
                | ~models.Q(recorded_from=""),
                name="verification_confirms_something",
                violation_error_message=_("Choose what inspectors confirmed."),
            ),
            models.CheckConstraint(
                condition=~models.Q(words_en="", words_cy="")
                | ~models.Q(recorded_from=""),
                name="verification_has_grounds",
                violation_error_message=_(
                    "Write what inspectors saw: the public reads it."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(basis__isnull=False) | ~models.Q(recorded_from=""),
                name="verification_names_activity",
                violation_error_message=_(
                    "Name the inspection or visit in which it was checked."
                ),
            ),
        ]
