from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import RecordedFrom, TwoLanguages
from inspectorate.frameworks.models import Theme
from inspectorate.inspections.models.evidence import Evidence
from inspectorate.inspections.models.inspection import Inspection
from inspectorate.lifecycle import Reason


class FindingQuerySet(models.QuerySet):
    def with_sources(self) -> "FindingQuerySet":
        """Each with its evidence, in two queries however many they are."""
        return self.prefetch_related("evidence")


class Finding(models.Model):
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
        _("classification"), max_length=30, choices=Classification
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        help_text=_("Empty only where a historical source gives none."),
    )
    other_themes = models.ManyToManyField(
        Theme, verbose_name=_("further themes"), blank=True, related_name="+"
    )
    text = TwoLanguages(models.TextField, _("text"))
    immediacy = models.CharField(
        _("told"), max_length=12, choices=Immediacy, default=Immediacy.NORMAL
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

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["inspection", "position", "pk"]
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
                condition=~models.Q(classification="non_compliance")
                | ~models.Q(legal_reference="")
                | ~models.Q(recorded_from=""),
                name="finding_names_the_duty",
                violation_error_message=_(
                    "Name the duty that is not met, such as section 47 of the "
                    "Children Act 1989."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(theme__isnull=False) | ~models.Q(recorded_from=""),
                name="finding_has_theme",
                violation_error_message=_("Choose the theme of the finding."),
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
        return f"{self.get_classification_display()}: {Truncator(self.text).chars(60)}"

    def lacks(self) -> list[Reason]:
        """What quality assurance will ask for; nothing that keeps it from being saved.

        Empty for a historical finding, which is recorded as it is.
        """
        if self.recorded_from:
            return []
        told = [
            (self.classification, gettext("It has no classification: choose one.")),
            (self.theme_id, gettext("It has no theme: choose one.")),
            (str(self.text).strip(), gettext("It has no text: write what was found.")),
            (
                self.pk and self.evidence.all(),
                gettext("It rests on no evidence: choose at least one item."),
            ),
            (
                not self.previous_id or self.change,
                gettext("It revisits an earlier finding: say what has changed."),
            ),
            (
                self.change != self.Change.NOT_REVISITED or self.change_reason.strip(),
                gettext("It was not revisited: give the reason."),
            ),
        ]
        return [Reason(sentence, self) for is_there, sentence in told if not is_there]

    def kinds_of_sources(self) -> list[str]:
        """The kinds of evidence it rests on, each once, as people read them."""
        kinds = {item.kind for item in self.evidence.all()}
        return [str(kind.label) for kind in Evidence.Kind if kind in kinds]

    def is_thin(self) -> bool:
        """Whether it is no strength and rests on fewer than two kinds of evidence.

        A warning, never a bar.
        """
        if self.classification == self.Classification.STRENGTH:
            return False
        return len(self.kinds_of_sources()) < self.ENOUGH_KINDS
