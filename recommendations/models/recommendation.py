from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import RecordedFrom, TwoLanguages
from inspectorate.frameworks.models import Theme
from inspectorate.indexes import filtered, halves
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.inspections.models.reference import REFERENCE, fits_an_address
from recommendations.models.axes import Axes
from recommendations.models.followed import MOVED, Followed
from recommendations.models.standing import StandingQuerySet


class Recommendation(Axes, Followed, models.Model):
    """What an inspection asked for; where it stands is told on four axes."""

    class Timescale(models.TextChoices):
        IMMEDIATE = "immediate", _("Immediately")
        MONTH_1 = "1m", _("Within 1 month")
        MONTHS_3 = "3m", _("Within 3 months")
        MONTHS_6 = "6m", _("Within 6 months")
        MONTHS_12 = "12m", _("Within 12 months")
        ONGOING = "ongoing", _("Ongoing")
        NOT_STATED = "not_stated", _("Not stated")

    # What goes on for ever, or was given no time, is never overdue.
    WITHOUT_DATE = [Timescale.ONGOING, Timescale.NOT_STATED]

    class OwnerRole(models.TextChoices):
        DIRECTOR = "director", _("Director of social services")
        HEAD_OF_SERVICE = "head_of_service", _("Head of service")
        CHIEF_EXECUTIVE = "chief_executive", _("Chief executive")
        COUNCIL = "council", _("The council")
        PARTNER = "partner", _("A partner")

    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection"),
        on_delete=models.PROTECT,
        related_name="recommendations",
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    number = models.CharField(
        _("number"),
        max_length=20,
        blank=True,
        help_text=_("As printed in the report: R1, 1 or 4.2."),
    )
    reference = models.CharField(
        _("reference"),
        max_length=120,
        unique=True,
        validators=[fits_an_address],
        help_text=_("Public and for ever; survives renumbering."),
    )
    text = TwoLanguages(models.TextField, _("text"))
    themes = models.ManyToManyField(
        Theme, verbose_name=_("themes"), blank=True, related_name="recommendations"
    )
    findings = models.ManyToManyField(
        Finding, verbose_name=_("findings"), blank=True, related_name="recommendations"
    )
    priority = models.BooleanField(
        _("priority"), default=False, help_text=_("For immediate or priority action.")
    )
    timescale = models.CharField(
        _("timescale"),
        max_length=12,
        choices=Timescale,
        default=Timescale.NOT_STATED,
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    owner_role = models.CharField(
        _("owner"),
        max_length=20,
        choices=OwnerRole,
        blank=True,
        help_text=_("A role, never a person."),
    )
    evidence_of_completion = TwoLanguages(
        models.TextField,
        _("evidence of completion"),
        help_text=_("What inspectors will look for."),
    )
    acceptance = models.CharField(
        _("acceptance"),
        max_length=20,
        choices=Axes.Acceptance,
        default=Axes.Acceptance.AWAITING,
    )
    acceptance_reason = models.TextField(_("reason given"), blank=True)
    accepted_on = models.DateField(_("answered on"), null=True, blank=True)
    progress = models.CharField(
        _("progress reported"),
        max_length=20,
        choices=Axes.Progress,
        default=Axes.Progress.NOT_STARTED,
    )
    verification = models.CharField(
        _("verification"),
        max_length=20,
        choices=Axes.Verification,
        default=Axes.Verification.NOT_ASSESSED,
    )
    lifecycle = models.CharField(
        _("open or closed"),
        max_length=10,
        choices=Axes.Lifecycle,
        default=Axes.Lifecycle.OPEN,
    )
    closed_reason = models.CharField(
        _("closed because"), max_length=40, choices=Axes.ClosedReason, blank=True
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced",
        help_text=_("The recommendation that replaced this one or took it in."),
    )
    repeat_of = models.ForeignKey(
        "self",
        verbose_name=_("repeats"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        help_text=_("An earlier recommendation that asks the same."),
    )
    facts = models.PositiveIntegerField(
        _("facts"),
        default=0,
        editable=False,
        help_text=_("How many facts were entered on where it stands."),
    )
    recorded_from = RecordedFrom()

    objects = StandingQuerySet.as_manager()

    SEARCHED = ["reference", "text_en", "text_cy"]

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["inspection", "position", "pk"]
        permissions = [
            ("enter_for_authority", _("Can enter what an authority says")),
            ("speak_for_authority", _("Can speak for their own authority")),
            ("verify_recommendation", _("Can verify progress")),
            ("close_recommendation", _("Can close and reopen recommendations")),
        ]
        indexes = [
            *filtered(
                *("recommendation", "acceptance", "progress", "verification"),
                "timescale",
            ),
            *halves("recommendation", "priority"),
            models.Index(
                fields=["lifecycle", "due_on", "id"], name="recommendation_due"
            ),
            # What is overdue is told by the index, without a look at the rows.
            models.Index(
                fields=["lifecycle", "id", "due_on", "progress", "timescale"],
                name="recommendation_lifecycle",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "number"],
                # A historical report may have printed a number twice.
                condition=models.Q(recorded_from="") & ~models.Q(number=""),
                name="recommendation_number",
            ),
            models.CheckConstraint(
                condition=~models.Q(text_en="")
                | ~models.Q(text_cy="")
                | ~models.Q(recorded_from=""),
                name="recommendation_says_something",
                violation_error_message=_(
                    "Write what is recommended, in English or in Welsh."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(reference__regex=REFERENCE),
                name="recommendation_reference_form",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on=None)
                | ~models.Q(timescale__in=["ongoing", "not_stated"]),
                name="recommendation_due_within_a_timescale",
                violation_error_message=_(
                    "What is ongoing, or was given no time, is never due: choose a "
                    "timescale such as “Within 3 months”, or take the due date away."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(lifecycle="open", closed_reason="")
                | models.Q(lifecycle="closed") & ~models.Q(closed_reason=""),
                name="recommendation_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(closed_reason__in=["superseded", "merged"])
                | models.Q(successor__isnull=False),
                name="recommendation_names_successor",
                violation_error_message=_(
                    "Name the recommendation that replaces this one."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(closed_reason="achieved")
                | models.Q(verification="achieved"),
                name="recommendation_achieved_is_verified",
                violation_error_message=_(
                    "Only what inspectors have verified as achieved can be closed "
                    "as achieved."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(successor=models.F("id"))
                & ~models.Q(repeat_of=models.F("id")),
                name="recommendation_links_to_another",
                violation_error_message=_(
                    "A recommendation does not replace or repeat itself: choose "
                    "another one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, **kwargs: object) -> None:
        """Leave alone what facts alone move: it may have moved since it was read."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            moved = {*MOVED, "facts"}
            own = [field.name for field in self._meta.concrete_fields]
            kwargs["update_fields"] = [
                name for name in own if name not in moved and name != "id"
            ]
        super().save(**kwargs)
