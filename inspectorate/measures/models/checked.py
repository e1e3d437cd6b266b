"""What the figures of a reading may be: what is refused, and what only looks wrong."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    PUBLISHED = "published", _("Published")
    PROVISIONAL = "provisional", _("Provisional")
    REVISED = "revised", _("Revised")
    SUPPRESSED = "suppressed", _("Suppressed")
    NOT_AVAILABLE = "not_available", _("Not available")
    NOT_PUBLISHED = "not_published", _("Not published")


WITH_VALUE = [Status.PUBLISHED, Status.PROVISIONAL, Status.REVISED]
WITHOUT_VALUE = [Status.SUPPRESSED, Status.NOT_AVAILABLE, Status.NOT_PUBLISHED]


class Checked:
    """Questions of a Reading about itself."""

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
