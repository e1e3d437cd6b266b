import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import RecordedFrom, TwoLanguages
from inspectorate.frameworks.models import ScalePoint
from inspectorate.reports.models.arranging import ArrangedParagraph, ArrangedSection
from inspectorate.reports.models.placement import Placing
from inspectorate.reports.models.report import Report

# Crockford's: no i, l, o or u, so that an address read aloud stays itself.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_stable_id() -> str:
    """Ten characters, 50 random bits: the unique rule has never to refuse one."""
    return "".join(ALPHABET[byte % 32] for byte in secrets.token_bytes(10))


class Section(ArrangedSection, Placing):
    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.CASCADE,
        related_name="sections",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
    )
    position = models.PositiveIntegerField(
        _("position"), help_text=_("Its place in the whole report, from 1.")
    )
    number = models.CharField(_("number"), max_length=20, blank=True)
    heading = TwoLanguages(models.CharField, _("heading"), max_length=300)
    point = models.ForeignKey(
        ScalePoint,
        verbose_name=_("grade at the heading"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Where the report prints a grade beside this heading."),
    )

    SEARCHED = ["heading_en", "heading_cy"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "position"], name="section_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip() or f"({self.position})"

    def clean(self) -> None:
        """No refusal names a field: on the report's page a section has no parent."""
        super().clean()
        if self.report_id is None or self.position is None:
            return
        if self.parent_id is not None and not self.parent.precedes(self):
            raise ValidationError(
                _("Choose a section that stands before this one in its report.")
            )
        if self.pk and not all(self.precedes(part) for part in self.children.all()):
            raise ValidationError(
                _("A part of this section would stand before it: move its parts first.")
            )

    def precedes(self, other: "Section") -> bool:
        return self.report_id == other.report_id and self.position < other.position


class Paragraph(ArrangedParagraph):
    """One numbered text in both languages: it cannot exist in one only by mistake.

    `stable_id` is for ever; the printed number may change until sign-off, and may
    repeat in a historical report.
    """

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.CASCADE,
        related_name="paragraphs",
    )
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.CASCADE,
        related_name="paragraphs",
    )
    position = models.PositiveIntegerField(
        _("position"), help_text=_("Its place in the whole report, from 1.")
    )
    number = models.CharField(_("number"), max_length=20, blank=True)
    stable_id = models.CharField(
        _("stable id"),
        max_length=10,
        unique=True,
        default=new_stable_id,
        editable=False,
    )
    text = TwoLanguages(
        models.TextField,
        _("text"),
        help_text=_("Markdown. Empty where only the number is known."),
    )
    recorded_from = RecordedFrom()

    SEARCHED = ["stable_id", "text_en", "text_cy"]

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "position"], name="paragraph_position"
            ),
            models.UniqueConstraint(
                fields=["report", "number"],
                # Historical reports repeat printed numbers; drafts made here do not.
                condition=models.Q(recorded_from="") & ~models.Q(number=""),
                name="paragraph_number",
                violation_error_message=_("Another paragraph has this number."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.position)
