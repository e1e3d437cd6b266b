from datetime import date, datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, Service
from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.frameworks.models import Framework
from inspectorate.history.append_only import AppendOnly
from inspectorate.indexes import filtered
from inspectorate.inspections.models import Inspection
from inspectorate.inspections.models.access import reads_every_case
from inspectorate.reports.models.report import Report

# What editions look like from now on: a folder of inspectorate/reports/styles.
STYLE = "2026"


class Chain(models.TextChoices):
    """Who an edition is for, and so the chain of the register that it enters."""

    PUBLIC = "public", _("Published")
    ISSUED = "issued", _("Issued to the authority, not published")


class EditionQuerySet(models.QuerySet):
    def published(self, at: datetime | None = None) -> "EditionQuerySet":
        """The editions the public may read: in the public register, and not withdrawn.

        `at` tells what it could read at a past moment; None, what it can now.
        """
        public = self.ever_published()
        if at is None:
            # The column compared: only so does PostgreSQL know how few it takes.
            return public.filter(withdrawal__edition=None)
        later = models.Q(withdrawal=None) | models.Q(withdrawal__entered_at__gt=at)
        return public.filter(later, entered_at__lte=at)

    def withdrawn(self) -> "EditionQuerySet":
        """Those that were public; what is left to read is why they are not."""
        return self.ever_published().filter(withdrawal__isnull=False)

    def ever_published(self) -> "EditionQuerySet":
        """Both; of one that is withdrawn no word may be shown."""
        return self.filter(register_entry__chain=Chain.PUBLIC)

    def readable_by(self, user: models.Model) -> "EditionQuerySet":
        """Which of all, also those that are issued, a colleague reads: these last by
        who reads what their case never shows.
        """
        if reads_every_case(user):
            return self
        cases = Inspection.objects.workings_readable_by(user).values("pk")
        is_public = models.Q(chain=Chain.PUBLIC)
        return self.filter(is_public | models.Q(report__inspection__in=cases))

    def current(self) -> "EditionQuerySet":
        """The newest edition of each report."""
        return self.filter(current_for__isnull=False)

    def for_authority(self, authority: Authority) -> "EditionQuerySet":
        return self.filter(authorities=authority)

    def for_list(self) -> "EditionQuerySet":
        """With what a list of editions shows, the stored document left behind."""
        return (
            self.defer("document")
            .select_related("report", "framework__body", "service")
            .prefetch_related("authorities", "judgements__point", "judgements__area")
        )


class Edition(AppendOnly):
    """A published report: numbered, whole, hashed, and never changed; or one that is
    issued to the authority alone, by the same act, in a chain of its own.

    `number` counts the editions of a report in its chain. `correction` says why there
    is a further one. `published_on` is the date it bears, which may be historical and
    coarse; `entered_at` is the moment it entered the record here. `document` is the
    whole text as canonical JSON, and `sha256` its digest. `style` is that of its year,
    in which its forms are made, be it much later.
    """

    # Sorts an edition whose year nobody stated behind all others.
    UNDATED = date.min

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="editions",
    )
    chain = models.CharField(
        _("register"), max_length=10, choices=Chain, default=Chain.PUBLIC
    )
    number = models.PositiveIntegerField(_("edition"))
    title = TwoLanguages(models.CharField, _("title"), max_length=300)
    inspection_reference = models.CharField(_("inspection"), max_length=100)
    inspection_kind = models.CharField(
        _("kind of inspection"), max_length=20, choices=Inspection.Kind
    )
    authorities = models.ManyToManyField(
        Authority,
        verbose_name=_("authorities"),
        through="reports.EditionAuthority",
        related_name="editions",
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        on_delete=models.PROTECT,
        related_name="editions",
    )
    framework = models.ForeignKey(
        Framework,
        verbose_name=_("framework"),
        on_delete=models.PROTECT,
        related_name="editions",
    )
    fieldwork_start = PartialDateField(_("fieldwork from"))
    fieldwork_end = PartialDateField(_("fieldwork to"))
    published_on = PartialDateField(_("published on"))
    sorted_on = models.DateField(
        _("sorted on"),
        help_text=_("First day of the date it bears; 1 January 1 when not stated."),
    )
    entered_at = models.DateTimeField(_("entered at"))
    languages = models.CharField(_("languages"), max_length=5)
    stated_recommendation_count = models.PositiveSmallIntegerField(
        _("recommendations it says it makes"), null=True
    )
    correction = TwoLanguages(models.TextField, _("reason of the correction"))
    document = models.TextField(_("document"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    style = models.CharField(_("style"), max_length=10, default=STYLE)
    published_by = models.CharField(_("published by"), max_length=200)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    recorded_from = RecordedFrom()

    objects = EditionQuerySet.as_manager()

    SEARCHED = ["title_en", "title_cy", "inspection_reference"]

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-sorted_on", "-pk"]
        indexes = [
            models.Index(fields=["-sorted_on", "-id"], name="edition_sorted"),
            *filtered(
                *("edition", "service", "framework", "inspection_kind"),
                then=("-sorted_on", "-id"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "chain", "number"], name="edition_number_in_chain"
            ),
            models.CheckConstraint(
                condition=models.Q(chain__in=Chain.values), name="edition_chain"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="edition_number_from_1"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.inspection_reference}, {self.number})"

    def get_absolute_url(self) -> str:
        return reverse("report-edition", args=[self.report.slug, self.number])

    @property
    def language_codes(self) -> list[str]:
        return self.languages.split()


class EditionAuthority(AppendOnly):
    """An authority an edition is about, in the order the edition names them."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="edition_authorities"
    )
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="edition_authorities"
    )

    class Meta:
        verbose_name = _("authority of an edition")
        verbose_name_plural = _("authorities of editions")
        ordering = ["edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "authority"], name="edition_authority_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.authority)
