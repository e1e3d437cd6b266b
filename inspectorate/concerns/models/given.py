"""What a decision about a concern rests on, in rows of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models.decision import Decision
from inspectorate.concerns.models.instrument import Ground
from inspectorate.fields import TwoLanguages
from inspectorate.history.append_only import AppendOnly
from inspectorate.inspections.models import Finding


class DecisionGround(AppendOnly):
    """A ground of a decision; of one that leaves a level, the progress on it."""

    decision = models.ForeignKey(
        Decision,
        verbose_name=_("decision"),
        on_delete=models.PROTECT,
        related_name="grounds",
    )
    ground = models.ForeignKey(
        Ground,
        verbose_name=_("ground"),
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    progress = TwoLanguages(
        models.TextField,
        _("progress"),
        help_text=_("What inspectors found of it since the concern began."),
    )

    class Meta:
        verbose_name = _("ground of a decision")
        verbose_name_plural = _("grounds of decisions")
        ordering = ["decision", "ground__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "ground"], name="decision_ground_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.ground)


class DecisionFinding(AppendOnly):
    """A finding that a decision rests on; the public does not read which."""

    decision = models.ForeignKey(
        Decision,
        verbose_name=_("decision"),
        on_delete=models.PROTECT,
        related_name="findings",
    )
    finding = models.ForeignKey(
        Finding,
        verbose_name=_("finding"),
        on_delete=models.PROTECT,
        related_name="concern_decisions",
    )

    class Meta:
        verbose_name = _("finding of a decision")
        verbose_name_plural = _("findings of decisions")
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "finding"], name="decision_finding_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.finding)
