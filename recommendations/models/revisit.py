from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.inspections.models import Inspection
from recommendations.models.recommendation import Recommendation


class RevisitQuerySet(models.QuerySet):
    def to_be_revisited(self) -> "RevisitQuerySet":
        """Those of which nothing is written yet."""
        return self.filter(outcome="")


class Revisit(models.Model):
    """A recommendation of an earlier inspection that a later one goes back to."""

    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection"),
        on_delete=models.PROTECT,
        related_name="revisits",
    )
    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="revisits",
    )
    outcome = models.TextField(
        _("outcome"),
        blank=True,
        help_text=_("What inspectors found of it this time. Empty until then."),
    )

    objects = RevisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation revisited")
        verbose_name_plural = _("recommendations revisited")
        ordering = ["inspection", "recommendation__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "recommendation"], name="revisit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} – {self.inspection}"

    def clean(self) -> None:
        super().clean()
        if not self.recommendation_id:
            return
        if self.recommendation.inspection_id == self.inspection_id:
            msg = _("This is a recommendation of the same inspection: choose another.")
            raise ValidationError({"recommendation": msg})


def waiting(inspection: Inspection) -> models.QuerySet:
    """Open recommendations that the earlier inspection made, or went back to itself."""
    earlier = inspection.follows_id
    own = models.Q(inspection=earlier)
    older = models.Q(
        pk__in=Revisit.objects.filter(inspection=earlier).values("recommendation")
    )
    here = inspection.revisits.values("recommendation")
    return Recommendation.objects.open().filter(own | older).exclude(pk__in=here)


def carry(
    recommendation: Recommendation,
    inspection: Inspection,
    *,
    by: models.Model | System,
    at: datetime | None,
    batch: UUID,
) -> None:
    row = Revisit.objects.create(inspection=inspection, recommendation=recommendation)
    record(row, CREATED, by=by, after=snapshot(row), at=at, batch=batch)


def carried(inspection: Inspection) -> models.QuerySet:
    found = inspection.revisits.to_be_revisited()
    return found.select_related("recommendation", "inspection")
