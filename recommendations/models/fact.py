from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import RecordedFrom, TwoLanguages
from inspectorate.history.append_only import AppendOnly
from recommendations.models.recommendation import Recommendation


class FactQuerySet(models.QuerySet):
    def until(self, at: date) -> "FactQuerySet":
        """What was said by the end of the day `at`.

        What bears no day was known from the beginning.
        """
        return self.filter(models.Q(day=None) | models.Q(day__lte=at))

    def newest_first(self) -> "FactQuerySet":
        return self.order_by("-sequence")


class Fact(AppendOnly):
    """One thing that was said of where a recommendation stands.

    The facts of one recommendation, of whatever kind, stand in the order they were
    entered (`sequence`). Its columns say what the newest of each kind says, which the
    database sees to (recommendations/guards/fact.py).
    """

    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    sequence = models.PositiveIntegerField(_("sequence"))
    day = models.DateField(
        _("day"),
        null=True,
        blank=True,
        help_text=_("The day it is of, which may be before it was entered."),
    )
    words = TwoLanguages(
        models.TextField,
        _("in their words"),
        help_text=_("As supplied, in the language it was supplied in."),
    )
    is_public = models.BooleanField(
        _("words are public"),
        default=True,
        help_text=_(
            "Untick for words that only inspectors and the authority read, and for who "
            "said them. Where the recommendation stands is public in any case, with "
            "its day."
        ),
    )
    role = models.CharField(
        _("said by"),
        max_length=200,
        blank=True,
        help_text=_("A role, never a name: Director of social services."),
    )
    on_behalf = models.BooleanField(
        _("entered on the authority's behalf"),
        default=False,
        help_text=_("By staff of the inspectorate, from a letter or an e-mail."),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)
    recorded_from = RecordedFrom()

    objects = FactQuerySet.as_manager()

    # The column of Recommendation that it moves.
    AXIS = ""

    class Meta:
        abstract = True
        ordering = ["recommendation", "sequence"]
        # That no two have the same is held by a guard, for it is so of all kinds.
        indexes = [
            models.Index(
                fields=["recommendation", "sequence"], name="%(class)s_sequence"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.stated()}"

    def stated(self) -> str:
        """What it says of its axis, in words."""
        return str(getattr(self, f"get_{self.AXIS}_display")())
