from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import TwoLanguages


class ThemeQuerySet(models.QuerySet):
    def vocabulary(self) -> "ThemeQuerySet":
        """The stable themes, which outlive every framework."""
        return self.filter(framework=None)


class Theme(models.Model):
    """A subject of findings: of one framework, or of the stable vocabulary.

    A framework's theme says which stable theme it stands for, so that findings can
    be compared over decades.
    """

    framework = models.ForeignKey(
        "frameworks.Framework",
        verbose_name=_("framework"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="themes",
        help_text=_("Empty for a theme of the stable vocabulary."),
    )
    code = models.SlugField(_("code"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = TwoLanguages(models.CharField, _("name"), max_length=200)
    stands_for = models.ForeignKey(
        "self",
        verbose_name=_("stands for"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="framework_themes",
        limit_choices_to={"framework": None},
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"],
                condition=models.Q(framework__isnull=False),
                name="theme_code_in_framework",
            ),
            # Two NULLs are not equal to a unique rule, so the vocabulary has its own.
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(framework=None),
                name="theme_code_in_vocabulary",
            ),
            models.CheckConstraint(
                condition=models.Q(framework__isnull=False) | models.Q(stands_for=None),
                name="theme_vocabulary_stands_alone",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.code
