from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.indexes import filtered
from inspectorate.inspections.models import Inspection, Interest
from inspectorate.reports.models.arranging import Arranged
from inspectorate.reports.models.assurance import Assurance
from inspectorate.reports.models.course import Course
from inspectorate.reports.models.draft import Draft
from inspectorate.reports.models.parity import Parity
from inspectorate.reports.models.publishing import Publishing


def unlike(one: str, other: str) -> models.Q:
    """That two columns name different people, where both name somebody."""
    nobody = models.Q((f"{one}__isnull", True)) | models.Q((f"{other}__isnull", True))
    return nobody | ~models.Q((one, models.F(other)))


class Report(Publishing, Assurance, Draft, Parity, Arranged):
    """The working draft of what an inspection will publish.

    The public never reads it: `publication.publish` freezes it as an Edition.
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("Report")
        LETTER = "letter", _("Letter")
        SUMMARY = "summary", _("Summary")
        EASY_READ = "easy_read", _("Easy read")
        CHILDREN = "children_version", _("Children's version")

    # One of these is what an inspection publishes.
    MAIN = [Kind.REPORT, Kind.LETTER]
    # They tell in other words what the report or letter of their inspection says.
    VERSIONS = [Kind.SUMMARY, Kind.EASY_READ, Kind.CHILDREN]

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
    correction = TwoLanguages(
        models.TextField,
        _("reason of the correction"),
        help_text=_("The public reads it beside the further edition."),
    )
    recorded_from = RecordedFrom()

    SEARCHED = ["title_en", "title_cy", "slug"]

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-pk"]
        permissions = [
            ("translate_report", _("Can edit the texts of every report")),
            ("assure_report", _("Can assure the quality of reports")),
            ("clear_report", _("Can clear reports of identities")),
            ("sign_off_report", _("Can sign off reports")),
            ("publish_report", _("Can publish reports")),
        ]
        indexes = filtered("report", "status", "kind")
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
            models.CheckConstraint(
                condition=unlike("author", "assurer"),
                name="report_assured_by_another",
                violation_error_message=_(
                    "Who assures the quality of the report cannot be its lead author: "
                    "choose another author."
                ),
            ),
            models.CheckConstraint(
                condition=unlike("author", "cleared_by"),
                name="report_cleared_by_another",
                violation_error_message=_(
                    "Who cleared the report of identities cannot be its lead author: "
                    "choose another author."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(cleared_at=None, cleared_by=None)
                | models.Q(cleared_at__isnull=False) & ~models.Q(cleared_digest=""),
                name="report_cleared_with_digest",
            ),
            # What an address can hold; \Z, for $ would let a line break follow.
            models.CheckConstraint(
                condition=models.Q(slug__regex=r"\A[A-Za-z0-9_-]+\Z"),
                name="report_slug_form",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Course.Status.values),
                name="report_status_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="scheduled")
                | models.Q(scheduled_for__isnull=False),
                name="report_scheduled_for_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(no_concern_at=None, no_concern_by=None)
                | models.Q(no_concern_at__isnull=False)
                & ~models.Q(no_concern_reason=""),
                name="report_no_concern_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(written_in__in=Parity.Language.values),
                name="report_written_in_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    @cached_property
    def has_editions(self) -> bool:
        """Whether it ever entered the record, published or issued."""
        return self.editions.exists()

    def clean(self) -> None:
        super().clean()
        known = type(self)._base_manager.filter(pk=self.pk, author=self.author_id)
        if self.author_id and self.inspection_id and not known.exists():
            self.check_author(self.author)

    def check_author(self, person: models.Model) -> None:
        """Raise ValidationError where the person may not become its lead author."""
        standing = Interest.objects.standing(on=timezone.localdate())
        about = self.inspection.authorities.all()
        interest = standing.filter(user=person.pk, authority__in=about).first()
        if interest is not None:
            told = _(
                "%(person)s has declared an interest in %(authority)s: choose somebody "
                "else."
            )
            named = {"person": person, "authority": interest.authority}
            raise ValidationError({"author": told % named})
