from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import RecordedFrom, TwoLanguages
from inspectorate.frameworks.models import Theme
from inspectorate.indexes import filtered, halves
from inspectorate.inspections.models.access import reads_every_case
from inspectorate.inspections.models.completeness import Completeness
from inspectorate.inspections.models.evidence import Evidence
from inspectorate.inspections.models.inspection import Inspection
from inspectorate.inspections.models.logged import Logged


class FindingQuerySet(models.QuerySet):
    def shown_to(self, user: models.Model) -> "FindingQuerySet":
        """Of a case that `user` may read: all, or what is public where they read it
        only because it is published.
        """
        if reads_every_case(user):
            return self
        cases = Inspection.objects.workings_readable_by(user).values("pk")
        return self.filter(models.Q(is_public=True) | models.Q(inspection__in=cases))

    def with_sources(self) -> "FindingQuerySet":
        """Each with its evidence, in two queries however many they are."""
        return self.prefetch_related("evidence")

    def unresolved(self) -> "FindingQuerySet":
        """Those that a later inspection goes back to: what was to be mended, and is
        not known to have been.
        """
        told_well = [
            Finding.Classification.STRENGTH,
            Finding.Classification.IMPROVEMENT_NOTED,
        ]
        return self.exclude(classification__in=told_well).exclude(
            change=Finding.Change.RESOLVED
        )

    def to_be_revisited(self) -> "FindingQuerySet":
        """Those that go back to an earlier one and do not say yet how it stands."""
        return self.filter(previous__isnull=False, change="")

    def by_change(self) -> dict[str, int]:
        """How many there are of each change, in the order of the choices."""
        told = self.order_by().values_list("change")
        counts = dict(told.annotate(models.Count("pk")))
        return {change: counts.get(change, 0) for change in Finding.Change}


class Finding(Logged, Completeness, models.Model):
    """What inspectors found, classified, and how it compares with last time."""

    class Classification(models.TextChoices):
        STRENGTH = "strength", _("Strength")
        IMPROVEMENT_NOTED = "improvement_noted", _("Improvement noted")
        AREA_FOR_IMPROVEMENT = "area_for_improvement", _("Area for improvement")
        CHALLENGE = "challenge", _("Challenge")
        PRIORITY_CONCERN = "priority_concern", _("Priority concern")
        NON_COMPLIANCE = "non_compliance", _("Non-compliance")

    class Change(models.TextChoices):
        NEW = "new", _("New")
        IMPROVED = "improved", _("Improved")
        UNCHANGED = "unchanged", _("Unchanged")
        DECLINED = "declined", _("Declined")
        RESOLVED = "resolved", _("Resolved")
        NOT_REVISITED = "not_revisited", _("Not revisited")

    class Immediacy(models.TextChoices):
        NORMAL = "normal", _("With the report")
        ACCELERATED = "accelerated", _("Before the report, because of risk")

    # One kind alone may mislead: what staff say, files may not bear out.
    ENOUGH_KINDS = 2

    class Scope(models.TextChoices):
        AUTHORITY = "authority_wide", _("The whole authority")
        SERVICE = "service", _("A service")
        TEAM = "team", _("A team")

    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection"),
        on_delete=models.PROTECT,
        related_name="findings",
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    classification = models.CharField(
        _("classification"),
        max_length=30,
        choices=Classification,
        blank=True,
        help_text=_("May wait until quality assurance."),
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        help_text=_("May wait until quality assurance."),
    )
    other_themes = models.ManyToManyField(
        Theme, verbose_name=_("further themes"), blank=True, related_name="+"
    )
    text = TwoLanguages(models.TextField, _("text"))
    immediacy = models.CharField(
        _("told to the authority"),
        max_length=12,
        choices=Immediacy,
        default=Immediacy.NORMAL,
    )
    scope = models.CharField(_("scope"), max_length=20, choices=Scope, blank=True)
    legal_reference = models.CharField(
        _("legal reference"),
        max_length=200,
        blank=True,
        help_text=_("For a non-compliance, the duty that is not met."),
    )
    is_public = models.BooleanField(
        _("public"), default=True, help_text=_("Goes into the published report.")
    )
    evidence = models.ManyToManyField(
        Evidence, verbose_name=_("evidence"), blank=True, related_name="findings"
    )
    previous = models.ForeignKey(
        "self",
        verbose_name=_("previous finding"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revisited_by",
        help_text=_("The finding of an earlier inspection that this one revisits."),
    )
    change = models.CharField(
        _("change since then"), max_length=20, choices=Change, blank=True
    )
    compared_with = TwoLanguages(
        models.TextField,
        _("compared with"),
        help_text=_("What it is compared with, where no earlier finding is recorded."),
    )
    change_reason = models.TextField(_("reason for the change"), blank=True)
    recorded_from = RecordedFrom()
    # Of the form it was logged with: sent twice, it is one finding.
    log_token = models.UUIDField(
        _("token of the form"), null=True, unique=True, editable=False
    )

    objects = FindingQuerySet.as_manager()

    UNRECORDED = {"log_token"}

    SEARCHED = ["text_en", "text_cy"]

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["inspection", "position", "pk"]
        indexes = [
            *filtered("finding", "classification", "change", "immediacy"),
            *halves("finding", "is_public"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(change__in=["", "new"])
                | models.Q(previous__isnull=False)
                | ~models.Q(compared_with_en="")
                | ~models.Q(compared_with_cy="")
                | ~models.Q(recorded_from=""),
                name="finding_change_compares",
                violation_error_message=_(
                    "Choose the previous finding, or write what the change is "
                    "compared with."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(change="not_revisited")
                | ~models.Q(change_reason="")
                | ~models.Q(recorded_from=""),
                name="finding_not_revisited_with_reason",
                violation_error_message=_(
                    "Give the reason why the earlier finding was not revisited."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(text_en="")
                | ~models.Q(text_cy="")
                | models.Q(previous__isnull=False)
                | ~models.Q(recorded_from=""),
                name="finding_says_something",
                violation_error_message=_(
                    "Write what was found, in English or in Welsh."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(previous=models.F("id")),
                name="finding_previous_is_another",
                violation_error_message=_(
                    "A finding is not its own previous finding: choose an earlier one."
                ),
            ),
        ]

    def __str__(self) -> str:
        named = self.get_classification_display() or gettext("Not classified")
        text = str(self.text) or gettext("no text yet")
        return f"{named}: {Truncator(text).chars(60)}"

    def clean(self) -> None:
        super().clean()
        if self.recorded_from or not (self.theme_id and self.inspection_id):
            return
        if self.theme.framework_id not in (None, self.inspection.framework_id):
            msg = _(
                "This theme belongs to another framework: choose one of the "
                "inspection's own, or of the stable vocabulary."
            )
            raise ValidationError({"theme": msg})

    @property
    def is_to_be_revisited(self) -> bool:
        """The same answer as FindingQuerySet.to_be_revisited gives."""
        return self.previous_id is not None and not self.change
