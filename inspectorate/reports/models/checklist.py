from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import ChecklistItem
from inspectorate.history.append_only import Kept
from inspectorate.indexes import filtered
from inspectorate.reports.models.report import Report


class ChecklistAnswer(Kept):
    """What quality assurance says of one question of the checklist, of one report."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="answers",
    )
    item = models.ForeignKey(
        ChecklistItem,
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="answers",
    )
    answer = models.CharField(_("answer"), max_length=20, choices=Answer)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"))

    SEARCHED = ["note"]

    class Meta:
        verbose_name = _("answer to the checklist")
        verbose_name_plural = _("answers to the checklist")
        ordering = ["report", "item__order", "pk"]
        indexes = filtered("checklist", "answer")
        # Given by a verb, on the assurance page.
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["report", "item"], name="checklist_once"),
            models.CheckConstraint(
                condition=models.Q(answer__in=["yes", "no", "not_applicable"]),
                name="checklist_answer_known",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="yes") | ~models.Q(note=""),
                name="checklist_answer_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_answer_display()}"
