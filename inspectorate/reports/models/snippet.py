from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import TwoLanguages
from inspectorate.frameworks.models import Framework


class SnippetQuerySet(models.QuerySet):
    def offered_to(self, framework: Framework) -> "SnippetQuerySet":
        """Those in use, for every framework and for this one."""
        for_it = models.Q(framework=None) | models.Q(framework=framework)
        return self.filter(for_it, is_active=True)


class Snippet(models.Model):
    """Standing wording that is put into reports; each report has its own copy."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = TwoLanguages(
        models.CharField,
        _("title"),
        max_length=200,
        help_text=_("What it is chosen by, such as “How we inspected: interviews”."),
    )
    text = TwoLanguages(
        models.TextField,
        _("text"),
        help_text=_(
            "Markdown. Write in square brackets what each report fills in, such as "
            "[number]."
        ),
    )
    framework = models.ForeignKey(
        Framework,
        verbose_name=_("framework"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="snippets",
        help_text=_("Empty when it is offered in reports of every framework."),
    )
    is_active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("Untick to offer it no more; reports that have it keep it."),
    )

    objects = SnippetQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing wording")
        verbose_name_plural = _("standing wording")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.title) or self.code
