from collections.abc import Iterable
from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.fields import TwoLanguages
from inspectorate.history.append_only import AppendOnly
from inspectorate.indexes import filtered
from inspectorate.measures.models.checked import (
    WITH_VALUE,
    WITHOUT_VALUE,
    Checked,
    Status,
    period_told,
    plain_number,
)
from inspectorate.measures.models.delivery import Delivery, Release
from inspectorate.measures.models.measure import MOST_DECIMALS, Measure


class ReadingQuerySet(models.QuerySet):
    def published(self, on: date | None = None) -> "ReadingQuerySet":
        """What the public may read on a day, today when None: readings whose delivery
        is released by then, each with `public_on`. Former ones are among them, but
        not a draft that was put right before the public had read it.
        """
        release = Release.objects.filter(delivery=models.OuterRef("delivery"))
        since = models.Subquery(release.values("public_on"))
        day = on or timezone.localdate()
        found = self.annotate(public_on=since).filter(public_on__lte=day)
        return found.exclude(models.Exists(put_right_before()))

    def standing(self) -> "ReadingQuerySet":
        """The newest of each, whether it is public yet or not; what was discarded is
        none of them.
        """
        kept = models.Q(delivery__discard=None)
        later = Reading.objects.filter(
            kept, **of_the_same(), number__gt=models.OuterRef("number")
        )
        return self.filter(kept, ~models.Exists(later))

    def discarded_last(self) -> "ReadingQuerySet":
        """The last of each, where that was discarded: the next has its number after."""
        return self.filter(revised_by=None, delivery__discard__isnull=False)


def of_the_same() -> dict[str, models.OuterRef]:
    names = ("measure", "place", "period_start", "period_end")
    return {name: models.OuterRef(name) for name in names}


def put_right_before() -> ReadingQuerySet:
    """Revisions of a reading that were public before it, or from the same day on by an
    earlier decision.
    """
    later = Reading.objects.filter(
        **of_the_same(), number__gt=models.OuterRef("number")
    )
    day = models.OuterRef("delivery__release__public_on")
    before = models.Q(delivery__release__public_on__lt=day) | models.Q(
        delivery__release__public_on=day,
        delivery__release__lt=models.OuterRef("delivery__release"),
    )
    return later.filter(before)


class Reading(Checked, AppendOnly):
    """What a source states of a measure, an authority and a period. Never edited: a
    revision is a further reading, which names the one that it revises.
    """

    Status = Status

    measure = models.ForeignKey(
        Measure,
        verbose_name=_("measure"),
        on_delete=models.PROTECT,
        related_name="readings",
    )
    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
        help_text=_("Empty for Wales as a whole."),
    )
    # A unique rule needs a value where there is no authority (see Kept).
    place = models.BigIntegerField(
        _("number of the authority"), editable=False, help_text=_("0 for Wales.")
    )
    period_start = models.DateField(_("period from"))
    period_end = models.DateField(
        _("period to"), help_text=_("The same day as its start for a count on a day.")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), default=1, help_text=_("1 for the first, 2 for its revision.")
    )
    revises = models.OneToOneField(
        "self",
        verbose_name=_("revises"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revised_by",
    )
    status = models.CharField(_("status"), max_length=15, choices=Status)
    numerator = models.DecimalField(
        _("numerator"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    denominator = models.DecimalField(
        _("denominator"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    value = models.DecimalField(
        _("value as published"),
        max_digits=16,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Empty where it is suppressed, not available or not published."),
    )
    decimals = models.PositiveSmallIntegerField(
        _("decimals of the value"),
        default=0,
        validators=[MaxValueValidator(MOST_DECIMALS)],
        help_text=_("With how many it was published."),
    )
    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    note = TwoLanguages(models.TextField, _("note"))
    collected_on = models.DateField(
        _("collected on"),
        null=True,
        blank=True,
        help_text=_("The day as at which the source states it, or was read."),
    )
    delivery = models.ForeignKey(
        Delivery,
        verbose_name=_("delivery"),
        on_delete=models.PROTECT,
        related_name="readings",
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-pk"]
        indexes = filtered("reading", "status")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "place", "period_start", "period_end", "number"],
                name="reading_once",
            ),
            models.CheckConstraint(
                condition=models.Q(authority__isnull=True, place=0)
                | models.Q(authority__isnull=False, place=models.F("authority")),
                name="reading_place",
            ),
            models.CheckConstraint(
                condition=models.Q(period_start__lte=models.F("period_end")),
                name="reading_period",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1, revises__isnull=True)
                | models.Q(number__gt=1, revises__isnull=False),
                name="reading_number",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=WITH_VALUE, value__isnull=False)
                | models.Q(
                    status__in=WITHOUT_VALUE,
                    value__isnull=True,
                    numerator__isnull=True,
                    denominator__isnull=True,
                ),
                name="reading_value",
            ),
            models.CheckConstraint(
                condition=models.Q(decimals__lte=MOST_DECIMALS),
                name="reading_decimals",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=""), name="reading_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure.code} {self.place_name} {self.period}"

    def clean(self) -> None:
        super().clean()
        self.check_period()
        self.check_value()
        self.check_counts()

    def save(self, *args: object, **kwargs: object) -> None:
        self.place = self.authority_id or 0
        super().save(*args, **kwargs)

    @property
    def place_name(self) -> str:
        return str(self.authority) if self.authority_id else str(_("Wales"))

    @property
    def period(self) -> str:
        """As an inspector writes it: 2016-17 from April to March, a day as a day."""
        return period_told(self.period_start, self.period_end)

    @property
    def has_value(self) -> bool:
        return self.value is not None

    @property
    def told(self) -> str:
        """The figure and its status in one line, for a list of what is to be stored."""
        status = str(Status(self.status).label)
        if not self.has_value:
            return status
        parts = [plain_number(self.value)]
        if self.numerator is not None and self.denominator is not None:
            counts = (plain_number(self.numerator), plain_number(self.denominator))
            parts.append("({} / {})".format(*counts))
        return f"{' '.join(parts)} · {status}"

    @property
    def key(self) -> tuple:
        """What it is about; revisions have the same."""
        return self.measure_id, self.authority_id, self.period_start, self.period_end


def newest_first(readings: Iterable[Reading]) -> dict[tuple, list[Reading]]:
    """All that is known of each key, in their order; the first of each stands."""
    found: dict[tuple, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.key, []).append(reading)
    for same in found.values():
        same.sort(key=lambda each: -each.number)
    return found


def to_be_told(readings: list[Reading]) -> list[Reading]:
    """Of those of one key, the newest first, what may still be told: nothing of before
    one that was suppressed, which would tell what it keeps.
    """
    for place, reading in enumerate(readings):
        if reading.status == Status.SUPPRESSED:
            return readings[: place + 1]
    return readings
