from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.inspections.models.inspection import Inspection


class Evidence(models.Model):
    """What a finding rests on. Never public: the public learns counts by kind."""

    class Kind(models.TextChoices):
        INTERVIEW_STAFF = "interview_staff", _("Interview with staff")
        INTERVIEW_PERSON = (
            "interview_person_or_family",
            _("Interview with a person or family"),
        )
        INTERVIEW_PARTNER = "interview_partner", _("Interview with a partner")
        FOCUS_GROUP = "focus_group", _("Focus group")
        CASE_FILE = "case_file_review", _("Case-file review")
        CASE_TRACKING = "case_tracking", _("Case tracking")
        OBSERVATION = "observation", _("Observation")
        DOCUMENT = "document", _("Document")
        SURVEY = "survey", _("Survey")
        PERFORMANCE_DATA = "performance_data", _("Performance data")
        PREVIOUS_REPORT = "previous_report", _("Previous report")
        COMPLAINT = "complaint_or_concern", _("Complaint or concern")
        SELF_EVALUATION = "self_evaluation", _("Self-evaluation")

    class Marking(models.TextChoices):
        OFFICIAL = "official", _("Official")
        SENSITIVE = "official_sensitive", _("Official – sensitive")

    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection"),
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    reference = models.CharField(
        _("reference"),
        max_length=60,
        help_text=_("For example CF-03. No names and no case numbers."),
    )
    collected_on = models.DateField(_("collected on"), null=True, blank=True)
    collected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("collected by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    summary = models.TextField(
        _("summary"), help_text=_("What it shows, without naming anyone.")
    )
    marking = models.CharField(
        _("protective marking"),
        max_length=20,
        choices=Marking,
        default=Marking.SENSITIVE,
    )

    class Meta:
        verbose_name = _("item of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["inspection", "reference", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "reference"], name="evidence_reference"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} ({self.get_kind_display()})"
