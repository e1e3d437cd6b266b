from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.fields import Wording
from inspectorate.frameworks.models import Theme


class Wish(models.Model):
    """What somebody wants to be told by e-mail: of one authority, on one theme of the
    stable vocabulary, or everything where neither is named.
    """

    class Often(models.TextChoices):
        INSTANT = "instant", _("At once")
        WEEKLY = "weekly", _("On Monday mornings, what the week has brought")

    email = models.CharField(_("e-mail address"), max_length=254)
    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        # A part of it for this: nobody is kept from deleting it, and so told.
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    often = models.CharField(_("how often"), max_length=8, choices=Often)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)

    class Meta:
        abstract = True
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(authority=None) | models.Q(theme=None),
                name="%(class)s_of_one_thing",
            ),
            # Written one way, so that one address is one.
            models.CheckConstraint(
                condition=models.Q(email=Lower("email"))
                & models.Q(email__contains="@"),
                name="%(class)s_email_form",
            ),
            models.CheckConstraint(
                condition=models.Q(often__in=["instant", "weekly"]),
                name="%(class)s_often_known",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["en", "cy"]),
                name="%(class)s_language_known",
            ),
        ]

    def __str__(self) -> str:
        """What it is about, and never whose it is."""
        return str(self.about) or str(_("Everything"))

    @property
    def about(self) -> Wording:
        """The name of the authority or theme; neither where it is everything."""
        named = self.authority or self.theme
        return named.name if named else Wording("", "")
