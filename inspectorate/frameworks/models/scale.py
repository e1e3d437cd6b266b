from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import TwoLanguages


class Scale(models.Model):
    class Kind(models.TextChoices):
        ORDINAL = "ordinal", _("Points in words, best to worst")
        SCORE = "score", _("Numbered points")
        NARRATIVE = "narrative", _("No points, words only")

    code = models.SlugField(_("code"), unique=True)
    name = TwoLanguages(models.CharField, _("name"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=10, choices=Kind, default=Kind.ORDINAL
    )

    class Meta:
        verbose_name = _("scale")
        verbose_name_plural = _("scales")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name) or self.code


class ScalePointQuerySet(models.QuerySet):
    def named(self, words: str) -> "ScalePointQuerySet":
        """The point whose code or label is `words`, in any case and spacing."""
        code = "_".join(words.casefold().split())
        return self.filter(models.Q(code=code) | models.Q(label_en__iexact=words))


class ScalePoint(models.Model):
    """A grade: its label and what it means in plain words, in both languages."""

    class Polarity(models.TextChoices):
        POSITIVE = "positive", _("Positive")
        NEUTRAL = "neutral", _("Neutral")
        NEGATIVE = "negative", _("Negative")

    scale = models.ForeignKey(
        Scale,
        verbose_name=_("scale"),
        on_delete=models.PROTECT,
        related_name="points",
    )
    code = models.SlugField(_("code"))
    order = models.PositiveSmallIntegerField(
        _("order"), help_text=_("1 is the best point of the scale.")
    )
    label = TwoLanguages(models.CharField, _("label"), max_length=120)
    meaning = TwoLanguages(
        models.TextField,
        _("plain meaning"),
        help_text=_("One sentence that a parent understands."),
    )
    polarity = models.CharField(
        _("polarity"), max_length=10, choices=Polarity, default=Polarity.NEUTRAL
    )

    objects = ScalePointQuerySet.as_manager()

    class Meta:
        verbose_name = _("scale point")
        verbose_name_plural = _("scale points")
        ordering = ["scale", "order"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="point_code"),
            models.UniqueConstraint(fields=["scale", "order"], name="point_order"),
        ]

    def __str__(self) -> str:
        return str(self.label) or self.code
