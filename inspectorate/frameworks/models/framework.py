from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.frameworks.models.body import Body
from inspectorate.frameworks.models.scale import Scale


class FrameworkQuerySet(models.QuerySet):
    def named(self, name: str) -> "FrameworkQuerySet":
        """The framework with the code `name`, or the versions of the family, the
        newest first.
        """
        found = self.filter(models.Q(code__iexact=name) | models.Q(family=name))
        return found.order_by("-valid_from", "-pk")


class Framework(models.Model):
    """The rules an inspection is done by: a version, never edited into the next."""

    class Languages(models.TextChoices):
        ENGLISH = "en", _("English")
        WELSH = "cy", _("Welsh")
        BOTH = "en cy", _("English and Welsh")

        @property
        def codes(self) -> list[str]:
            return self.value.split()

    code = models.SlugField(
        _("code"), unique=True, help_text=_("With its first year: ILACS-2018.")
    )
    family = models.CharField(
        _("family"),
        max_length=40,
        help_text=_("The name all its versions share, as sources write it: ILACS."),
    )
    body = models.ForeignKey(
        Body,
        verbose_name=_("body"),
        on_delete=models.PROTECT,
        related_name="frameworks",
    )
    name = TwoLanguages(models.CharField, _("name"), max_length=200)
    valid_from = PartialDateField(_("from"))
    valid_to = PartialDateField(_("to"), help_text=_("Empty while it is in force."))
    languages = models.CharField(
        _("languages"),
        max_length=5,
        choices=Languages,
        help_text=_("The languages an edition must have."),
    )
    source_url = models.URLField(_("source"), blank=True, max_length=500)
    recorded_from = RecordedFrom()

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ["family", "valid_from", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(languages__in=["en", "cy", "en cy"]),
                name="framework_languages",
            )
        ]

    def __str__(self) -> str:
        return str(self.name) or self.code

    def covers(self, on: date) -> bool:
        """Whether it is in force on a day; an end not stated is open."""
        begins = self.valid_from.earliest if self.valid_from else None
        ends = self.valid_to.latest if self.valid_to else None
        return (begins is None or begins <= on) and (ends is None or on <= ends)

    @property
    def required_languages(self) -> list[str]:
        return self.Languages(self.languages).codes


class JudgementArea(models.Model):
    """What a framework judges, and the scale it judges it on."""

    framework = models.ForeignKey(
        Framework,
        verbose_name=_("framework"),
        on_delete=models.PROTECT,
        related_name="areas",
    )
    code = models.SlugField(_("code"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = TwoLanguages(models.CharField, _("name"), max_length=200)
    scale = models.ForeignKey(
        Scale, verbose_name=_("scale"), on_delete=models.PROTECT, related_name="areas"
    )
    is_overall = models.BooleanField(
        _("overall"),
        default=False,
        help_text=_("The one judgement that sums up the others, if there is one."),
    )

    class Meta:
        verbose_name = _("judgement area")
        verbose_name_plural = _("judgement areas")
        ordering = ["framework", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="area_code"),
            models.UniqueConstraint(
                fields=["framework"],
                condition=models.Q(is_overall=True),
                name="area_one_overall",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.code
