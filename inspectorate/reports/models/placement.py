from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.history.models import System, record
from inspectorate.inspections.models import Finding, Judgement
from inspectorate.lifecycle import Refusal
from recommendations.models import Recommendation

KINDS = ("judgement", "finding", "recommendation")


def only(kind: str) -> models.Q:
    given = {f"{each}__isnull": each != kind for each in KINDS}
    return models.Q(**given)


class Placement(models.Model):
    """Where a report speaks of a judgement, a finding or a recommendation: at the end
    of a section's own text. Each stands in one place, for one report states it.
    """

    section = models.ForeignKey(
        "reports.Section",
        verbose_name=_("section"),
        on_delete=models.CASCADE,
        related_name="placements",
    )
    judgement = models.OneToOneField(
        Judgement,
        verbose_name=_("judgement"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="placement",
    )
    finding = models.OneToOneField(
        Finding,
        verbose_name=_("finding"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="placement",
    )
    recommendation = models.OneToOneField(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="placement",
    )

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["section", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=only("judgement") | only("finding") | only("recommendation"),
                name="placement_of_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.judgement or self.finding or self.recommendation)


class Placing(models.Model):
    """What a section does with judgements, findings and recommendations."""

    class Meta:
        abstract = True

    @transaction.atomic
    def place(self, what: models.Model, *, by: models.Model | System) -> None:
        """Let the section speak of `what`, wherever it stood before."""
        report = self.report.opened()
        if report.kind in report.VERSIONS or what.inspection_id != report.inspection_id:
            raise Refusal(
                gettext("This report does not state it: choose one of its own case.")
            )
        if not getattr(what, "is_public", True):
            raise Refusal(gettext("The finding is not public: no report speaks of it."))
        kind = what._meta.model_name
        Placement.objects.update_or_create(
            **{kind: what}, defaults={"section_id": self.pk}
        )
        record(self, "placed", by=by, after={kind: what.pk})

    @transaction.atomic
    def take_out(self, what: models.Model, *, by: models.Model | System) -> None:
        self.report.opened()
        kind = what._meta.model_name
        deleted, _counts = self.placements.filter(**{kind: what}).delete()
        if not deleted:
            raise Refusal(gettext("It does not stand in this section any more."))
        record(self, "taken out", by=by, before={kind: what.pk})
