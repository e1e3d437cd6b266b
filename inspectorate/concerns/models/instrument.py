from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import TwoLanguages
from inspectorate.frameworks.deadlines import calendar_days_after


class InstrumentQuerySet(models.QuerySet):
    def on_track(self, track: str) -> "InstrumentQuerySet":
        return self.filter(track=track)


class Instrument(models.Model):
    """A protocol or a power in law, in one version: what may be decided under it is
    argued by its grounds and timed by its clocks.

    Clocks count calendar days from the day of the step; None where it has none.
    """

    class Track(models.TextChoices):
        CONCERN = "concern", _("Concern of the inspectorate")
        INTERVENTION = "intervention", _("Intervention of ministers")

    code = models.SlugField(
        _("code"),
        max_length=40,
        unique=True,
        help_text=_("For example SERIOUS-CONCERN; never changes."),
    )
    track = models.CharField(_("track"), max_length=12, choices=Track)
    name = TwoLanguages(
        models.CharField,
        _("formal name"),
        max_length=300,
        help_text=_("As the public reads it, with the section of the law."),
    )
    review_months = models.PositiveSmallIntegerField(
        _("review within, in months"),
        null=True,
        blank=True,
        help_text=_("How long after it is applied the first review is due at most."),
    )
    lay_days = models.PositiveSmallIntegerField(
        _("laid within, in calendar days"),
        null=True,
        blank=True,
        help_text=_("How long after a notice its copy is laid before the legislature."),
    )
    report_days = models.PositiveSmallIntegerField(
        _("reported within, in calendar days"),
        null=True,
        blank=True,
        help_text=_("How long after a notice ministers report what the council did."),
    )
    answer_days = models.PositiveSmallIntegerField(
        _("answered within, in calendar days"),
        null=True,
        blank=True,
        help_text=_("How long after a step the authority publishes its answer."),
    )

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("protocol or power")
        verbose_name_plural = _("protocols and powers")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)

    def clocks(self, trigger: date) -> dict[str, date]:
        """The last day of each duty that a step of this day sets off, by its code."""
        days = {
            "laid": self.lay_days,
            "reported": self.report_days,
            "answered": self.answer_days,
        }
        return {
            duty: calendar_days_after(trigger, count)
            for duty, count in days.items()
            if count is not None
        }


class Ground(models.Model):
    """One reason that an instrument knows for a decision under it."""

    instrument = models.ForeignKey(
        Instrument,
        verbose_name=_("protocol or power"),
        on_delete=models.PROTECT,
        related_name="grounds",
    )
    code = models.SlugField(_("code"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    group = TwoLanguages(
        models.CharField,
        _("group"),
        max_length=100,
        help_text=_("Grounds of one group stand together: performance, staffing."),
    )
    wording = TwoLanguages(models.CharField, _("ground"), max_length=300)

    class Meta:
        verbose_name = _("ground")
        verbose_name_plural = _("grounds")
        ordering = ["instrument", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "code"], name="ground_code")
        ]

    def __str__(self) -> str:
        return str(self.wording)
