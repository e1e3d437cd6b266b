from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import RecordedFrom, TwoLanguages
from inspectorate.subqueries import Joined

# Both are what an address can hold; \Z, for $ would let a line break follow.
GSS_CODE = r"\A[A-Z][0-9]{8}\Z"
SLUG = r"\A[A-Za-z0-9_-]+\Z"


class AuthorityQuerySet(models.QuerySet):
    def by_name(self, language: str | None = None) -> "AuthorityQuerySet":
        """In the order of their names in a language, the active one when None.

        An authority without a name in that language stands under its other one.
        """
        return self.order_by(told_in(language), "pk")

    def names(self, way: str) -> models.Expression:
        """Those of the authorities of a row, as a column of its query; `way` leads
        from an authority to such rows.
        """
        own = self.filter(**{way: models.OuterRef("pk")}).by_name()
        return Joined(own.values(told=told_in()), ", ")

    def with_code(self, gss_code: str) -> "AuthorityQuerySet":
        """The authority that has a GSS code, or once had it."""
        former = models.Q(aliases__kind=Alias.Kind.CODE, aliases__text=gss_code)
        return self.filter(models.Q(gss_code=gss_code) | former).distinct()


def told_in(language: str | None = None) -> models.Expression:
    """The name in a language, the active one when None, or the one that there is."""
    own, other = "name_cy", "name_en"
    if (language or get_language()) != "cy":
        own, other = other, own
    blank = models.Value("")
    names = NullIf(own, blank), NullIf(other, blank), "slug"
    return Coalesce(*names, output_field=models.CharField())


class Authority(models.Model):
    class Kind(models.TextChoices):
        COUNTY = "county", _("County")
        COUNTY_BOROUGH = "county_borough", _("County borough")
        UNITARY = "unitary_authority", _("Unitary authority")
        METROPOLITAN = "metropolitan_district", _("Metropolitan district")
        LONDON_BOROUGH = "london_borough", _("London borough")
        OTHER = "other", _("Other public authority")

    gss_code = models.CharField(
        _("GSS code"),
        max_length=9,
        unique=True,
        null=True,
        blank=True,
        validators=[
            RegexValidator(
                GSS_CODE,
                _("Write a capital letter and eight digits, such as W06000012."),
            )
        ],
        help_text=_("The code of the Office for National Statistics: W06000012."),
    )
    slug = models.SlugField(
        _("address name"),
        max_length=80,
        unique=True,
        help_text=_("Stands in public addresses and references; it never changes."),
    )
    name = TwoLanguages(models.CharField, _("name"), max_length=200)
    formal_name = TwoLanguages(
        models.CharField,
        _("formal name"),
        max_length=200,
        help_text=_("The full style: City and County of Swansea."),
    )
    locative_cy = models.CharField(
        _("Welsh for “in …”"),
        max_length=200,
        blank=True,
        help_text=_("With its mutation: yng Nghastell-nedd Port Talbot."),
    )
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    region = TwoLanguages(models.CharField, _("region"), max_length=100)
    website = models.URLField(_("website"), blank=True)
    population = models.PositiveIntegerField(
        _("population"),
        null=True,
        blank=True,
        help_text=_("Usual residents at the census of 21 March 2021."),
    )
    predecessors = models.ManyToManyField(
        "self",
        verbose_name=_("predecessors"),
        symmetrical=False,
        blank=True,
        related_name="successors",
        help_text=_("The authorities whose area and duties this one took over."),
    )
    recorded_from = RecordedFrom()

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["name_en", "pk"]
        permissions = [
            ("oversee_authority", _("Can oversee what is overdue at every authority"))
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(gss_code=None) | models.Q(gss_code__regex=GSS_CODE),
                name="authority_gss_code_form",
            ),
            models.CheckConstraint(
                condition=models.Q(slug__regex=SLUG), name="authority_slug_form"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.slug

    def get_absolute_url(self) -> str:
        return reverse("authority-detail", args=[self.slug])

    @classmethod
    def free_slug(cls, name: str, gss_code: str) -> str:
        """A slug for a new authority; the code is added where the name is taken."""
        slug = slugify(name)[:60] or slugify(gss_code)
        if cls.objects.filter(slug=slug).exists():
            return slugify(f"{slug}-{gss_code}")
        return slug


class Alias(models.Model):
    """Another name people look for, or a GSS code that has been retired."""

    class Kind(models.TextChoices):
        NAME = "name", _("Name")
        CODE = "code", _("Retired GSS code")
        URN = "urn", _("Number at the inspecting body")

    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.CASCADE,
        related_name="aliases",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NAME)
    text = models.CharField(_("name or code"), max_length=200)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["kind", "text", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "text"], name="alias_once"
            )
        ]

    def __str__(self) -> str:
        return self.text
