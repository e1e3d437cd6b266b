"""The filters that lists share: by the edition that a row is, or belongs to."""

from datetime import date

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from authorities.models import Service
from inspectorate.api.authorities import find_authority
from inspectorate.api.frameworks import MISSING_GRADE, find_framework, find_grade
from inspectorate.api.parameters import (
    DayFilter,
    KnownFilter,
    NamedFilterSet,
    OneOfFilter,
    WholeNumberFilter,
)
from inspectorate.api.words import WordsFilter
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Edition, PublishedJudgement
from inspectorate.reports.models.published_rows import PublishedQuerySet
from inspectorate.reports.search.rows import EditionHolds, holding

FIRST_YEAR, LAST_YEAR = 1000, 9999
MISSING_AUTHORITY = _(
    "No authority has the GSS code or address name “%(value)s”. "
    "See /api/v1/authorities/ for those there are."
)
MISSING_SERVICE = _(
    "There is no service “%(value)s”. See /api/v1/services/ for those there are."
)
MISSING_FRAMEWORK = _(
    "There is no framework “%(value)s”. Give the code of a version, or a family: see "
    "/api/v1/frameworks/ for those there are."
)
MISSING_REPORT = _(
    "No published report has the slug “%(value)s”. "
    "See /api/v1/reports/ for those there are."
)


def find_service(code: str) -> Service | None:
    return Service.objects.filter(code=code).first()


def find_report(slug: str) -> int | None:
    """The key of a published report; that of a draft is not found."""
    editions = Edition.objects.published().filter(report__slug=slug)
    return editions.values_list("report", flat=True).first()


class EditionFilterSet(NamedFilterSet):
    """What can be asked of an edition; `path` leads to it from the filtered rows."""

    path = ""

    authority = KnownFilter(
        field_name="authorities",
        find=find_authority,
        missing=MISSING_AUTHORITY,
        help_text="The authority inspected, by GSS code (W06000012) or slug.",
    )
    service = KnownFilter(
        field_name="service",
        find=find_service,
        missing=MISSING_SERVICE,
        help_text="The service inspected, by its code: children.",
    )
    framework = KnownFilter(
        field_name="framework",
        lookup_expr="in",
        find=find_framework,
        missing=MISSING_FRAMEWORK,
        help_text="A version (ILACS-2018), or a family for all its versions (ILACS).",
    )
    kind = OneOfFilter(
        field_name="inspection_kind",
        choices=Inspection.Kind.choices,
        help_text="The kind of inspection.",
    )
    language = OneOfFilter(
        field_name="languages",
        lookup_expr="contains",
        choices=[("en", "English"), ("cy", "Welsh")],
        help_text="Published in this language, alone or with the other.",
    )
    year = WholeNumberFilter(
        smallest=FIRST_YEAR,
        largest=LAST_YEAR,
        method="published_in",
        help_text="The year of the date of publication that it bears, in four digits; "
        "one without a date has none.",
    )
    published_after = DayFilter(
        method="published_since",
        help_text="Bears this date or a later one; of a coarse date, the first day.",
    )
    published_before = DayFilter(
        method="published_until",
        help_text="Bears this date or an earlier one; of a coarse date, the first day.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in EditionFilterSet.base_filters.keys() & self.filters.keys():
            row_filter = self.filters[name]
            row_filter.field_name = f"{self.path}{row_filter.field_name}"

    def published_in(self, rows: QuerySet, name: str, value: int) -> QuerySet:
        return self.dated(rows).filter(**{f"{self.path}sorted_on__year": value})

    def published_since(self, rows: QuerySet, name: str, value: date) -> QuerySet:
        return self.dated(rows).filter(**{f"{self.path}sorted_on__gte": value})

    def published_until(self, rows: QuerySet, name: str, value: date) -> QuerySet:
        return self.dated(rows).filter(**{f"{self.path}sorted_on__lte": value})

    def dated(self, rows: QuerySet) -> QuerySet:
        """Without the rows of editions that bear no year."""
        return rows.exclude(**{f"{self.path}sorted_on": Edition.UNDATED})


class GradedFilterSet(EditionFilterSet):
    """For editions themselves: which grades they give."""

    overall = KnownFilter(
        method="graded_overall",
        find=find_grade,
        missing=MISSING_GRADE,
        help_text="The grade of the judgement that sums up the others: inadequate.",
    )
    grade = KnownFilter(
        method="graded",
        find=find_grade,
        missing=MISSING_GRADE,
        help_text="A grade given in any area: good.",
    )

    def graded(
        self, editions: QuerySet, name: str, value: str, **area: object
    ) -> QuerySet:
        given = PublishedJudgement.objects.filter(point__code=value, **area)
        return editions.filter(Exists(given.filter(edition=OuterRef("pk"))))

    def graded_overall(self, editions: QuerySet, name: str, value: str) -> QuerySet:
        return self.graded(editions, name, value, area__is_overall=True)


class RowForm(forms.Form):
    def clean(self) -> None:
        report, number = (self.cleaned_data.get(key) for key in ("report", "edition"))
        if not number or "report" in self.errors:
            return
        if report is None:
            told = _("This is the edition of one report. Give report= with it.")
            self.add_error("edition", told)
        elif not Edition.objects.published().filter(report=report, number=number):
            told = _("The report has no edition of this number. Leave the number out.")
            self.add_error("edition", told)


class RowFilterSet(EditionFilterSet):
    """For the rows of editions: those of current editions, unless one is named.

    `text` is what is compared with words; `part` is that of an edition which holds the
    texts of its rows in the index of the search, empty where none does.
    """

    path = "edition__"
    text, part = "text", ""

    report = KnownFilter(
        field_name="edition__report",
        find=find_report,
        missing=MISSING_REPORT,
        help_text="The report, by its slug.",
    )
    edition = WholeNumberFilter(
        field_name="edition__number",
        largest=LAST_YEAR,
        help_text="With report: the rows of this edition instead of the current one.",
    )
    words = WordsFilter(
        method="holding",
        help_text="Holds every one of these words in one language, compared as the "
        "search compares them: caseload.",
    )

    class Meta:
        form = RowForm

    def filter_queryset(self, queryset: PublishedQuerySet) -> PublishedQuerySet:
        if not self.form.cleaned_data.get("edition"):
            queryset = queryset.current()
        return super().filter_queryset(queryset)

    def holding(
        self, rows: PublishedQuerySet, name: str, value: list[str]
    ) -> PublishedQuerySet:
        """The index leaves out former editions, so of one only the rows are asked."""
        if self.part and not self.form.cleaned_data.get("edition"):
            edition_holds = EditionHolds(value, self.part)
            rows = rows.filter(edition_holds) if edition_holds.is_rare() else rows
        return rows.filter(holding(value, self.text))
