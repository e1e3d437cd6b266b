from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import TwoLanguages
from inspectorate.measures.models.measure_set import MeasureSet

# Of the columns of readings; more decimals than this are not kept.
MOST_DECIMALS = 4
CODE = r"\A[A-Za-z0-9][A-Za-z0-9/()._-]*\Z"


class Measure(models.Model):
    class Direction(models.TextChoices):
        LOWER = "lower", _("Lower is better")
        HIGHER = "higher", _("Higher is better")
        CONTEXT = "context", _("Context only")
        TARGET = "target", _("Near a target is better")

        @property
        def ranks(self) -> bool:
            """Whether authorities may be put in the order of their figures."""
            return self in (self.LOWER, self.HIGHER)

    measure_set = models.ForeignKey(
        MeasureSet,
        verbose_name=_("measure set"),
        on_delete=models.PROTECT,
        related_name="measures",
    )
    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[
            RegexValidator(
                CODE, _("Write letters, digits and / ( ) . _ - only: SCC/042(b).")
            )
        ],
        help_text=_("As its source writes it: PM24 or SCC/042(b)."),
    )
    slug = models.SlugField(
        _("address name"),
        unique=True,
        help_text=_("Stands in public addresses; it never changes."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = TwoLanguages(models.CharField, _("name"), max_length=200)
    unit = TwoLanguages(
        models.CharField,
        _("unit"),
        max_length=80,
        help_text=_("As it stands behind a figure: %, or per 10,000 under 18."),
    )
    formula = TwoLanguages(
        models.TextField,
        _("formula in words"),
        help_text=_("Such as: agency staff ÷ (agency staff + staff in post)."),
    )
    per = models.PositiveIntegerField(
        _("multiplied by"),
        null=True,
        blank=True,
        help_text=_(
            "Value = numerator ÷ denominator × this: 100 for per cent, 1 for an "
            "average. Empty for a plain count."
        ),
    )
    decimals = models.PositiveSmallIntegerField(
        _("decimals"),
        default=1,
        validators=[MaxValueValidator(MOST_DECIMALS)],
        help_text=_("To how many its figures are usually published."),
    )
    direction = models.CharField(
        _("direction"),
        max_length=10,
        choices=Direction,
        default=Direction.CONTEXT,
        help_text=_("Authorities are never put in order on a context measure."),
    )
    target_low = models.DecimalField(
        _("target from"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    target_high = models.DecimalField(
        _("target to"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    is_of_people = models.BooleanField(
        _("counts people"),
        default=True,
        help_text=_("Then small counts are not taken in: they may tell who it is."),
    )

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["measure_set", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure_set", "code"], name="measure_code"
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=CODE), name="measure_code_form"
            ),
            models.CheckConstraint(
                condition=models.Q(decimals__lte=MOST_DECIMALS),
                name="measure_decimals",
            ),
            models.CheckConstraint(
                condition=models.Q(per__isnull=True) | models.Q(per__gt=0),
                name="measure_per",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    direction="target",
                    target_low__isnull=False,
                    target_high__isnull=False,
                    target_low__lte=models.F("target_high"),
                )
                | (
                    ~models.Q(direction="target")
                    & models.Q(target_low__isnull=True, target_high__isnull=True)
                ),
                name="measure_target",
                violation_error_message=_(
                    "A measure with a target needs both ends of it, the lower first; "
                    "any other measure has none."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("measure-detail", args=[self.slug])

    def worked_out(self, numerator: Decimal, denominator: Decimal) -> Decimal | None:
        """The value by its formula, in full; None where nothing is divided."""
        if self.per is None or not denominator:
            return None
        return numerator / denominator * self.per


class Equivalence(models.Model):
    """Says that a measure goes on from one of an earlier set, and who says so.

    Without such a row nothing of two sets stands in one picture.
    """

    measure = models.OneToOneField(
        Measure,
        verbose_name=_("measure"),
        on_delete=models.PROTECT,
        related_name="equivalence",
    )
    earlier = models.ForeignKey(
        Measure,
        verbose_name=_("earlier measure"),
        on_delete=models.PROTECT,
        related_name="continued_by",
        help_text=_("Of another set. Its figures stand left of a dotted line."),
    )
    note = TwoLanguages(
        models.CharField,
        _("note"),
        max_length=400,
        help_text=_("What is alike and what is not, and who says so."),
    )

    class Meta:
        verbose_name = _("equivalence of measures")
        verbose_name_plural = _("equivalences of measures")
        ordering = ["measure"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(measure=models.F("earlier")),
                name="equivalence_of_two",
            )
        ]

    def __str__(self) -> str:
        return f"{self.earlier.code} → {self.measure.code}"

    def clean(self) -> None:
        super().clean()
        if not (self.measure_id and self.earlier_id):
            return
        if self.measure.measure_set_id == self.earlier.measure_set_id:
            msg = _("Both are of one set: choose a measure of an earlier set.")
            raise ValidationError({"earlier": msg})
        if self.earlier.measure_set.order >= self.measure.measure_set.order:
            msg = _("This one is of no earlier set: exchange them, or order the sets.")
            raise ValidationError({"earlier": msg})
