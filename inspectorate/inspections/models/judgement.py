from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import RecordedFrom, TwoLanguages
from inspectorate.frameworks.models import JudgementArea, ScalePoint
from inspectorate.indexes import halves
from inspectorate.inspections.models.inspection import Inspection


class Judgement(models.Model):
    """How an area was judged: a point of its scale, or explicitly not judged.

    Where the source's wording is not a label of the scale it stands beside the
    point, and who mapped it, with a note, is part of the record.
    """

    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection"),
        on_delete=models.PROTECT,
        related_name="judgements",
    )
    area = models.ForeignKey(
        JudgementArea,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="judgements",
    )
    point = models.ForeignKey(
        ScalePoint,
        verbose_name=_("grade"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="judgements",
        help_text=_("Empty when the area was not judged."),
    )
    not_judged = models.BooleanField(_("not judged"), default=False)
    wording = TwoLanguages(
        models.CharField,
        _("wording as published"),
        max_length=300,
        help_text=_("Where it is not the label of the grade: uncertainly placed …"),
    )
    mapped_by = models.CharField(
        _("mapped by"),
        max_length=200,
        blank=True,
        help_text=_("Who decided that the wording means this grade, if it was us."),
    )
    mapping_note = TwoLanguages(models.TextField, _("note on the mapping"))
    recorded_from = RecordedFrom()

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ["inspection", "area__order", "pk"]
        indexes = halves("judgement", "not_judged")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "area"], name="judgement_once"
            ),
            models.CheckConstraint(
                condition=models.Q(point__isnull=True, not_judged=True)
                | models.Q(point__isnull=False, not_judged=False),
                name="judgement_point_or_not_judged",
                violation_error_message=_(
                    "Choose a grade, or tick “not judged”, not both."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.point or _('not judged')}"

    def clean(self) -> None:
        super().clean()
        if self.area_id is None or self.inspection_id is None:
            return
        if self.is_of_another_framework():
            raise ValidationError(
                {"area": _("This area is not one of the inspection's framework.")}
            )
        if self.is_on_another_scale():
            raise ValidationError(
                {"point": _("This grade is not on the scale of the area.")}
            )

    def is_of_another_framework(self) -> bool:
        return self.area.framework_id != self.inspection.framework_id

    def is_on_another_scale(self) -> bool:
        return self.point_id is not None and self.point.scale_id != self.area.scale_id

    def misfits(self) -> list[str]:
        """Why it cannot be published, a sentence each with the cure.

        The framework of the inspection, or the scale of the area, may have been
        changed since the judgement was made.
        """
        reasons = []
        if self.is_of_another_framework():
            reasons.append(
                _(
                    "The judged area “%s” is not one of the inspection's framework: "
                    "delete this judgement, or choose the framework it belongs to."
                )
                % self.area
            )
        if self.is_on_another_scale():
            reasons.append(
                _(
                    "The grade of “%s” is not on the scale of this area: choose one "
                    "that is."
                )
                % self.area
            )
        return reasons
