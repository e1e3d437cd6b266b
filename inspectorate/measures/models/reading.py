from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.fields import TwoLanguages
from inspectorate.history.append_only import AppendOnly
from inspectorate.indexes import filtered
from inspectorate.measures.models.delivery import Delivery, Release
from inspectorate.measures.models.measure import MOST_DECIMALS, Measure


class Status(models.TextChoices):
    PUBLISHED = "published", _("Published")
    PROVISIONAL = "provisional", _("Provisional")
    REVISED = "revised", _("Revised")
    SUPPRESSED = "suppressed", _("Suppressed")
    NOT_AVAILABLE = "not_available", _("Not available")
    NOT_PUBLISHED = "not_published", _("Not published")


WITH_VALUE = [Status.PUBLISHED, Status.PROVISIONAL, Status.REVISED]
WITHOUT_VALUE = [Status.SUPPRESSED, Status.NOT_AVAILABLE, Status.NOT_PUBLISHED]


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
        """The newest of each, whether it is public yet or not."""
        return self.filter(revised_by=None)


def put_right_before() -> ReadingQuerySet:
    """Revisions of a reading that were public before it, or from the same day on by an
    earlier decision.
    """
    own = {
        name: models.OuterRef(name)
        for name in ("measure", "place", "period_start", "period_end")
    }
    later = Reading.objects.filter(**own, number__gt=models.OuterRef("number"))
    day = models.OuterRef("delivery__release__public_on")
    before = models.Q(delivery__release__public_on__lt=day) | models.Q(
        delivery__release__public_on=day,
        delivery__release__lt=models.OuterRef("delivery__release"),
    )
    return later.filter(before)


class Reading(AppendOnly):
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

    def check_period(self) -> None:
        start, end = self.period_start, self.period_end
        if start and end and end < start:
            msg = _("The period ends before it begins: exchange the two days.")
            raise ValidationError({"period_end": msg})

    def check_value(self) -> None:
        figures = (self.value, self.numerator, self.denominator)
        is_without = self.status in WITHOUT_VALUE
        if is_without and any(figure is not None for figure in figures):
            msg = _(
                "“%(status)s” has no value: leave value, numerator and denominator "
                "empty, or choose another status."
            )
            told = {"status": Status(self.status).label}
            raise ValidationError({"value": msg % told})
        if self.status in WITH_VALUE and self.value is None:
            msg = _(
                "The value is missing: write it as published, c where it is "
                "suppressed, or : where it is not available."
            )
            raise ValidationError({"value": msg})

    def check_counts(self) -> None:
        least = self.measure.measure_set.least_count
        for name in self.counts():
            count = getattr(self, name)
            if count is not None and 0 < count < least:
                msg = _(
                    "%(count)s is a count from 1 to %(most)s, which may tell who "
                    "somebody is: write c as the value (suppressed) and leave "
                    "numerator and denominator empty."
                )
                told = {"count": plain_number(count), "most": least - 1}
                raise ValidationError({name: msg % told})

    def counts(self) -> list[str]:
        """The figures that count people."""
        if not self.measure.is_of_people:
            return []
        own = [] if self.measure.per else ["value"]
        return [*own, "numerator", "denominator"]

    def warnings(self) -> list[str]:
        """What looks wrong and may be right: it is stored as its source has it."""
        if self.value is None:
            return []
        told = [self.disagreement(), self.looks_like_a_share()]
        return [each for each in told if each]

    def disagreement(self) -> str:
        """Where numerator and denominator make another value, beyond rounding."""
        if self.numerator is None:
            return ""
        made = self.numerator
        if self.measure.per:
            made = self.measure.worked_out(
                self.numerator, self.denominator or Decimal()
            )
        if made is None or abs(made - self.value) <= half_of_last(self.decimals):
            return ""
        msg = _(
            "The value is %(value)s, but numerator and denominator make %(made)s: look "
            "whether the source has it so."
        )
        made = round(made, self.decimals + 1)
        return msg % {"value": plain_number(self.value), "made": plain_number(made)}

    def looks_like_a_share(self) -> str:
        """0.889 where 88.9 % is meant, as a spreadsheet keeps a percentage."""
        if self.measure.per != 100 or not 0 < abs(self.value) <= 1:
            return ""
        msg = _(
            "The value is %s, and the measure is in per cent: a spreadsheet keeps 88.9 "
            "%% as 0.889. Look whether it must be multiplied by 100."
        )
        return msg % plain_number(self.value)


def half_of_last(decimals: int) -> Decimal:
    """How far a rounded figure may be from the one that it was rounded from."""
    return Decimal(1).scaleb(-decimals) / 2


def plain_number(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def period_told(start: date, end: date) -> str:
    if start == end:
        return end.isoformat()
    following = (start.year + 1, 3, 31)
    if (start.month, start.day) == (4, 1) and following == end.timetuple()[:3]:
        return f"{start.year}-{end.year % 100:02}"
    return f"{start.isoformat()} – {end.isoformat()}"


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
