"""The rows of an edition: what can be listed, filtered, searched and linked to."""

from datetime import date

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import TwoLanguages
from inspectorate.frameworks.models import JudgementArea, ScalePoint, Theme
from inspectorate.history.append_only import AppendOnly
from inspectorate.indexes import filtered, halves
from inspectorate.inspections.models import Finding
from inspectorate.reports.models.edition import Edition
from inspectorate.reports.models.published_rows import (
    PublishedQuerySet,
    PublishedRecommendationQuerySet,
)
from recommendations.models import Recommendation


class Published(AppendOnly):
    """A row of an edition, at its place in it."""

    position = models.PositiveIntegerField(_("position"))

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="%(class)s_position"
            )
        ]


class PublishedParagraph(Published):
    """`anchor` is its place within the page of the edition: p-1-3-4; with a suffix
    (p-15--2) where the report prints a number again.
    """

    # Its words are those of the draft's paragraph, which are searched there: to index
    # them twice would take a fifth of the time of an import on PostgreSQL.
    SEARCHED = ["stable_id"]

    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="paragraphs",
    )
    stable_id = models.CharField(_("stable id"), max_length=10)
    number = models.CharField(_("number"), max_length=20)
    anchor = models.CharField(_("anchor"), max_length=40)
    section_number = models.CharField(_("section"), max_length=20)
    heading = TwoLanguages(models.CharField, _("heading"), max_length=300)
    text = TwoLanguages(models.TextField, _("text"))

    class Meta(Published.Meta):
        verbose_name = _("published paragraph")
        verbose_name_plural = _("published paragraphs")
        indexes = [models.Index(fields=["stable_id"], name="published_stable_id")]

    def __str__(self) -> str:
        return self.number or str(self.position)


class PublishedJudgement(Published):
    SEARCHED = ["wording_en", "wording_cy"]

    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="judgements",
    )
    area = models.ForeignKey(
        JudgementArea,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="published",
    )
    point = models.ForeignKey(
        ScalePoint,
        verbose_name=_("grade"),
        on_delete=models.PROTECT,
        null=True,
        related_name="published",
    )
    wording = TwoLanguages(models.CharField, _("wording"), max_length=300)
    mapped_by = models.CharField(_("mapped by"), max_length=200)
    mapping_note = TwoLanguages(models.TextField, _("note on the mapping"))

    class Meta(Published.Meta):
        verbose_name = _("published judgement")
        verbose_name_plural = _("published judgements")

    def __str__(self) -> str:
        return f"{self.area}: {self.point or _('not judged')}"


class PublishedFinding(Published):
    SEARCHED = ["text_en", "text_cy"]

    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="findings",
    )
    finding = models.ForeignKey(
        Finding,
        verbose_name=_("finding"),
        on_delete=models.PROTECT,
        related_name="published",
    )
    classification = models.CharField(
        _("classification"), max_length=30, choices=Finding.Classification
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        on_delete=models.PROTECT,
        null=True,
        related_name="published_findings",
    )
    text = TwoLanguages(models.TextField, _("text"))
    change = models.CharField(_("change"), max_length=20, choices=Finding.Change)
    compared_with = TwoLanguages(models.TextField, _("compared with"))

    class Meta(Published.Meta):
        verbose_name = _("published finding")
        verbose_name_plural = _("published findings")
        indexes = filtered("published", "classification", "change")

    def __str__(self) -> str:
        return Truncator(self.text).chars(60)


class PublishedRecommendation(Published):
    """What was asked and by when, as published; where it stands, be it answered,
    done, verified or closed, is asked of `recommendation`.
    """

    SEARCHED = ["reference", "text_en", "text_cy"]

    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="recommendations",
    )
    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="published",
    )
    number = models.CharField(_("number"), max_length=20)
    reference = models.CharField(_("reference"), max_length=120)
    text = TwoLanguages(models.TextField, _("text"))
    themes = models.ManyToManyField(
        Theme,
        verbose_name=_("themes"),
        through="reports.PublishedRecommendationTheme",
        related_name="published_recommendations",
    )
    findings = models.ManyToManyField(
        PublishedFinding,
        verbose_name=_("findings"),
        through="reports.PublishedRecommendationFinding",
        related_name="recommendations",
    )
    priority = models.BooleanField(_("priority"))
    timescale = models.CharField(
        _("timescale"),
        max_length=12,
        choices=Recommendation.Timescale,
        default=Recommendation.Timescale.NOT_STATED,
    )
    due_on = models.DateField(_("due on"), null=True)
    repeat_of = models.ForeignKey(
        Recommendation,
        verbose_name=_("repeats"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = PublishedRecommendationQuerySet.as_manager()

    class Meta(Published.Meta):
        verbose_name = _("published recommendation")
        verbose_name_plural = _("published recommendations")
        indexes = [
            models.Index(fields=["reference"], name="published_reference"),
            *halves("published", "priority"),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_overdue(self, at: date) -> bool:
        """The same answer as PublishedRecommendationQuerySet.overdue gives: the rule
        of Recommendation, asked about the time that was published.
        """
        asked = self.recommendation
        is_past = asked.is_past(self.due_on, self.timescale, at)
        return is_past and asked.is_unreported(at)


class PublishedRecommendationTheme(AppendOnly):
    """A theme a recommendation was published under."""

    published = models.ForeignKey(
        PublishedRecommendation,
        on_delete=models.PROTECT,
        related_name="recommendation_themes",
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="recommendation_themes"
    )

    class Meta:
        verbose_name = _("theme of a published recommendation")
        verbose_name_plural = _("themes of published recommendations")
        ordering = ["published", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["published", "theme"], name="published_theme_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.theme)


class PublishedRecommendationFinding(AppendOnly):
    """A finding of the same edition that a recommendation rested on when that came
    out, whatever the draft of a correction links by now.
    """

    published = models.ForeignKey(
        PublishedRecommendation,
        on_delete=models.PROTECT,
        related_name="recommendation_findings",
    )
    finding = models.ForeignKey(
        PublishedFinding,
        on_delete=models.PROTECT,
        related_name="recommendation_findings",
    )

    class Meta:
        verbose_name = _("finding of a published recommendation")
        verbose_name_plural = _("findings of published recommendations")
        ordering = ["published", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["published", "finding"], name="published_finding_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.finding)
