from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from inspectorate import lifecycle
from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages, Wording
from inspectorate.history.models import System, record
from inspectorate.inspections.models import Inspection
from inspectorate.reports import numbering


def unlike(one: str, other: str) -> models.Q:
    """That two columns name different people, where both name somebody."""
    nobody = models.Q((f"{one}__isnull", True)) | models.Q((f"{other}__isnull", True))
    return nobody | ~models.Q((one, models.F(other)))


def person(by: models.Model | System) -> models.Model | None:
    """Who acts, as a foreign key keeps it; None where no person does."""
    return None if isinstance(by, System) else by


class Report(models.Model):
    """The working draft of what an inspection will publish.

    The public never reads it: `publication.publish` freezes it as an Edition.
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("Report")
        LETTER = "letter", _("Letter")
        SUMMARY = "summary", _("Summary")
        EASY_READ = "easy_read", _("Easy read")
        CHILDREN = "children_version", _("Children's version")

    # They tell in other words what the report or letter of their inspection says.
    VERSIONS = [Kind.SUMMARY, Kind.EASY_READ, Kind.CHILDREN]

    class Status(models.TextChoices):
        DRAFTING = "drafting", _("Drafting")
        QUALITY_ASSURANCE = "quality_assurance", _("Quality assurance")
        ACCURACY_CHECK = "accuracy_check", _("Check for factual accuracy")
        REVISION = "revision", _("Revision")
        SIGN_OFF = "sign_off", _("Sign-off")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")

    ARROWS = {
        Status.DRAFTING: [Status.QUALITY_ASSURANCE],
        Status.QUALITY_ASSURANCE: [Status.DRAFTING, Status.ACCURACY_CHECK],
        Status.ACCURACY_CHECK: [Status.REVISION],
        Status.REVISION: [Status.SIGN_OFF],
        Status.SIGN_OFF: [Status.REVISION, Status.SCHEDULED, Status.PUBLISHED],
        Status.SCHEDULED: [Status.SIGN_OFF, Status.PUBLISHED],
        # A correction starts from the published text, and is revised like a draft.
        Status.PUBLISHED: [Status.REVISION],
    }

    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection"),
        on_delete=models.PROTECT,
        related_name="reports",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.REPORT)
    slug = models.SlugField(
        _("address name"),
        max_length=120,
        unique=True,
        help_text=_("Stands in public addresses for ever: portsmouth-2014-01."),
    )
    title = TwoLanguages(models.CharField, _("title"), max_length=300)
    summary = TwoLanguages(
        models.TextField,
        _("summary"),
        help_text=_("The introduction without numbers; Markdown."),
    )
    published_on = PartialDateField(
        _("published on"),
        help_text=_("For a historical report, the date it bears, however coarse."),
    )
    stated_recommendation_count = models.PositiveSmallIntegerField(
        _("recommendations it says it makes"),
        null=True,
        blank=True,
        help_text=_("Empty when it gives no number."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lead author"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
    )
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signed off by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text=_("Never its lead author."),
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text=_("Never its lead author."),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.DRAFTING
    )
    current_edition = models.OneToOneField(
        "reports.Edition",
        verbose_name=_("current edition"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="current_for",
    )
    licence = models.CharField(
        _("licence"),
        max_length=60,
        blank=True,
        default="OGL-UK-3.0",
        help_text=_("The SPDX id, such as OGL-UK-3.0; empty when not stated."),
    )
    signed_digest = models.CharField(
        _("digest at sign-off"), max_length=64, blank=True, editable=False
    )
    recorded_from = RecordedFrom()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-pk"]
        permissions = [
            ("sign_off_report", _("Can sign off reports")),
            ("publish_report", _("Can publish reports")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "kind"],
                name="report_kind_once",
                violation_error_message=_(
                    "This inspection already has a report of this kind: edit that one."
                ),
            ),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=models.Q(kind__in=["report", "letter"]),
                name="report_or_letter_once",
                violation_error_message=_(
                    "This inspection already has a report or a letter, and a second "
                    "one would publish its recommendations twice: edit that one."
                ),
            ),
            # Where nobody is named the rule is kept: NULL equals nothing.
            models.CheckConstraint(
                condition=unlike("author", "signed_off_by"),
                name="report_signed_off_by_another",
                violation_error_message=_(
                    "Who signed the report off cannot be its lead author: choose "
                    "another author."
                ),
            ),
            models.CheckConstraint(
                condition=unlike("author", "published_by"),
                name="report_published_by_another",
                violation_error_message=_(
                    "Who published the report cannot be its lead author: choose "
                    "another author."
                ),
            ),
            # What an address can hold; \Z, for $ would let a line break follow.
            models.CheckConstraint(
                condition=models.Q(slug__regex=r"\A[A-Za-z0-9_-]+\Z"),
                name="report_slug_form",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def sign_off(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        """Say that the text is final; its numbers are given for the last time.

        What is signed off is kept as a digest: a text that has changed since cannot
        be published. Raises Refusal when `by` may not, or wrote it, or when its parts
        do not stand in their order.
        """
        # document.py is made of this module's models.
        from inspectorate.reports.document import (  # noqa: PLC0415
            document_of,
            gather,
            signed_digest,
        )

        with transaction.atomic():
            draft = lifecycle.locked(Report).get(pk=self.pk)
            lifecycle.check_arrow(draft, self.Status.SIGN_OFF)
            draft.check_approver(by)
            gather(draft)
            draft.check_places()
            # What a historical report has printed stays, also in a correction.
            if not draft.recorded_from:
                draft.number_paragraphs(by=by, at=at)
            digest = signed_digest(document_of(draft, number=0))
            lifecycle.move(
                self,
                self.Status.SIGN_OFF,
                by=by,
                at=at,
                signed_digest=digest,
                signed_off_by=person(by),
            )

    def check_approver(self, by: models.Model | System) -> None:
        if not by.has_perm("reports.sign_off_report"):
            raise lifecycle.Refusal(
                _("You may not sign off reports: ask the chief inspector.")
            )
        if self.is_written_by(by):
            raise lifecycle.Refusal(
                _("You are the lead author of this report: somebody else signs it off.")
            )

    def is_written_by(self, by: models.Model | System) -> bool:
        return self.author_id is not None and self.author_id == by.pk

    @transaction.atomic
    def number_paragraphs(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        """Give sections and paragraphs their numbers, in the order of their places."""
        sections, paragraphs = list(self.sections.all()), list(self.paragraphs.all())
        before = {row.stable_id: row.number for row in paragraphs}
        numbering.assign(sections, paragraphs)
        after = {row.stable_id: row.number for row in paragraphs}
        self.sections.bulk_update(sections, ["number"])
        if after == before:
            return
        # Emptied first: while numbers shift along, two would for a moment be the same.
        self.paragraphs.exclude(number="").update(number="")
        self.paragraphs.bulk_update(paragraphs, ["number"])
        told = {"before": {"numbers": before}, "after": {"numbers": after}}
        record(self, "numbered", by=by, at=at, **told)

    def check_places(self) -> None:
        """Raise Refusal where the parts stand so that no document can be made."""
        if reasons := self.misplaced():
            raise lifecycle.Refusal(*reasons)

    def misplaced(self) -> list[str]:
        """What stands out of the order that numbers and documents need, a sentence
        each: also in a historical report.
        """
        before: set[int | None] = {None}
        misplaced = []
        for section in self.sections.all():
            if section.parent_id not in before:
                misplaced.append(section)
            before.add(section.pk)
        paragraphs = [p for p in self.paragraphs.all() if p.section_id not in before]
        return [
            *(
                _(
                    "The section “%s” does not stand behind the section of this report "
                    "that it is part of: change its position, or what it is part of."
                )
                % section
                for section in misplaced
            ),
            *(
                _(
                    "Paragraph %s belongs to a section of another report: delete it, "
                    "and write it in a section of this one."
                )
                % paragraph
                for paragraph in paragraphs
            ),
        ]

    def stated(self, rows: models.Manager) -> list:
        """Of its inspection's judgements, findings or recommendations, those that it
        publishes: each once, with the report or letter, and none with a version.
        """
        return [] if self.kind in self.VERSIONS else list(rows.all())

    def missing_texts(self) -> list[str]:
        """What lacks a language the framework asks for, a sentence each.

        Empty for a historical report, which is recorded as it is.
        """
        if self.recorded_from:
            return []
        codes = self.inspection.framework.required_languages
        labels = dict(settings.LANGUAGES)
        return [
            _("%(what)s has no text in %(language)s.")
            % {"what": what, "language": labels[code]}
            for what, wording in [*self.wordings(), *self.quotations()]
            for code in codes
            if not getattr(wording, code)
        ]

    def wordings(self) -> list[tuple[str, Wording]]:
        """The texts of the draft that are published, with what each is called; those
        that need not be there only where they are.
        """
        inspection = self.inspection
        findings = [f for f in self.stated(inspection.findings) if f.is_public]
        optional = [
            (_("The summary"), self.summary),
            (_("The title of the service"), inspection.service_title),
            (_("The fieldwork as stated"), inspection.fieldwork_stated),
            (_("The note on the record"), inspection.note),
            *((_("The comparison of “%s”") % f, f.compared_with) for f in findings),
        ]
        return [
            (_("The title"), self.title),
            *((what, wording) for what, wording in optional if wording),
            *((_("The heading “%s”") % s, s.heading) for s in self.sections.all()),
            *((_("Paragraph %s") % p, p.text) for p in self.paragraphs.all()),
            *(
                (_("Recommendation %s") % r.number, r.text)
                for r in self.stated(inspection.recommendations)
            ),
            *((_("The finding “%s”") % f, f.text) for f in findings),
        ]

    def quotations(self) -> list[tuple[str, Wording]]:
        """The words of judgements that are not the label of their grade.

        Those of a historical report are quoted in the language they were found in,
        so they do not count among its languages.
        """
        return [
            (_("The judgement on “%s”") % judgement.area, wording)
            for judgement in self.stated(self.inspection.judgements)
            for wording in (judgement.wording, judgement.mapping_note)
            if wording
        ]
