from collections.abc import Set
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import TwoLanguages
from inspectorate.frameworks import deadlines
from inspectorate.frameworks.models.framework import Framework


class DeadlineRule(models.Model):
    """How many days an event of a framework gives."""

    class Event(models.TextChoices):
        ACCURACY_CHECK = "accuracy_check", _("Check for factual accuracy")
        PUBLICATION = "publication", _("Publication after fieldwork")
        ACTION_PLAN = "action_plan", _("Action plan")
        RESPONSE = "response", _("Response")

    class Clock(models.TextChoices):
        WORKING = "working", _("Working days")
        CALENDAR = "calendar", _("Calendar days")

    framework = models.ForeignKey(
        Framework,
        verbose_name=_("framework"),
        on_delete=models.PROTECT,
        related_name="deadlines",
    )
    event = models.CharField(_("event"), max_length=20, choices=Event)
    days = models.PositiveSmallIntegerField(_("days"))
    clock = models.CharField(
        _("clock"), max_length=10, choices=Clock, default=Clock.WORKING
    )

    class Meta:
        verbose_name = _("deadline rule")
        verbose_name_plural = _("deadline rules")
        ordering = ["framework", "event"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "event"], name="rule_event")
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()}: {self.days} {self.get_clock_display()}"

    def due(self, trigger: date, extra: Set[date] | None = None) -> date:
        """The last day, counted from the day after the trigger.

        `extra` are the days off, where the caller has asked for them already.
        """
        if self.clock == self.Clock.CALENDAR:
            return deadlines.calendar_days_after(trigger, self.days)
        if extra is None:
            extra = NonWorkingDay.objects.after(trigger)
        return deadlines.working_days_after(trigger, self.days, extra)


class NonWorkingDayQuerySet(models.QuerySet):
    def after(self, day: date) -> set[date]:
        return set(self.filter(day__gt=day).values_list("day", flat=True))


class NonWorkingDay(models.Model):
    """A day off that no rule foretells: a funeral, a jubilee, a closure."""

    day = models.DateField(_("day"), unique=True)
    name = TwoLanguages(models.CharField, _("name"), max_length=200)

    objects = NonWorkingDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("non-working day")
        verbose_name_plural = _("non-working days")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} {self.name}"
