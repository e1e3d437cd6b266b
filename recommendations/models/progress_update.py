from django.db import models
from django.utils.translation import gettext_lazy as _

from recommendations.models.axes import Axes
from recommendations.models.fact import Fact


class ProgressUpdate(Fact):
    """What the authority reports to have done; inspectors may not have checked it."""

    AXIS = "progress"

    progress = models.CharField(
        _("progress reported"), max_length=20, choices=Axes.Progress
    )
    evidence = models.TextField(
        _("evidence"),
        blank=True,
        help_text=_("Where the proof is kept. For inspectors; never published."),
    )

    class Meta(Fact.Meta):
        verbose_name = _("progress update")
        verbose_name_plural = _("progress updates")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(progress__in=Axes.Progress.values),
                name="progress_update_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(progress="paused")
                | ~models.Q(words_en="", words_cy="")
                | ~models.Q(recorded_from=""),
                name="progress_update_says_why_paused",
                violation_error_message=_("Say why the work is paused."),
            ),
        ]

    @property
    def proof(self) -> str:
        """Where the authority itself says that it can be seen."""
        return "" if self.on_behalf else self.evidence
