"""The list of reports: the newest edition of each."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from django.db.models import (
    CharField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import Framework, ScalePoint, Theme
from inspectorate.inspections.models import Inspection
from inspectorate.public.choices import Choices, Label, grouped, labelled, told_apart
from inspectorate.public.facets import Counting, counted
from inspectorate.public.listing import (
    FoundList,
    PublicFilter,
    choice,
    in_use,
    published_in,
    years_of,
)
from inspectorate.reports.models import (
    Edition,
    PublishedFinding,
    PublishedJudgement,
    PublishedRecommendation,
)
from inspectorate.reports.models.edition import EditionQuerySet

# Scales share the words of grades, and not what these mean: a grade is one of a scale.
GRADE = ("point__scale__code", Value("."), "point__code")


def count_themes(rows: QuerySet) -> QuerySet:
    """The rows on each stable theme; one can be on several, in several ways."""
    about = rows.order_by().filter(on(OuterRef(OuterRef("pk"))))
    total = Func(F("pk"), function="COUNT", output_field=IntegerField())
    counts = Subquery(about.annotate(total=total).values("total"))
    themes = Theme.objects.vocabulary().order_by().annotate(facet_value=F("code"))
    return themes.annotate(facet_count=counts)


def on(theme: object) -> Q:
    """Editions with a finding or a recommendation on a theme, or on one of a framework
    that stands for it.
    """
    is_it = Q(theme=theme) | Q(theme__stands_for=theme)
    links = PublishedRecommendation.themes.through.objects.filter(is_it)
    findings = PublishedFinding.objects.filter(is_it, edition=OuterRef("pk"))
    return Exists(findings) | Exists(links.filter(published__edition=OuterRef("pk")))


def graded(**area: object) -> Counting:
    of_edition = [
        part if isinstance(part, Value) else f"judgements__{part}" for part in GRADE
    ]
    return counted(
        Concat(*of_edition, output_field=CharField()),
        judgements__point__isnull=False,
        **area,
    )


class ReportFilter(PublicFilter):
    authority = choice(_("Authority"), field_name="authorities__slug")
    service = choice(_("Service"), field_name="service__code")
    theme = choice(_("Theme"), method="on_theme")
    overall = choice(_("Overall grade"), method="judged_overall")
    grade = choice(_("Grade in any area"), method="judged")
    kind = choice(_("Kind of inspection"), field_name="inspection_kind")
    framework = choice(_("Framework"), field_name="framework__code")
    year = choice(_("Year published"), method="in_year")

    class Meta:
        model = Edition
        fields = ()

    counting: ClassVar[dict[str, Counting]] = {
        "authority": counted("authorities__slug"),
        "service": counted("service__code"),
        "theme": count_themes,
        "overall": graded(judgements__area__is_overall=True),
        "grade": graded(),
        "kind": counted("inspection_kind"),
        "framework": counted("framework__code"),
        "year": years_of,
    }

    def choices(self) -> dict[str, Callable[[], Choices]]:
        return super().choices() | {
            "framework": frameworks,
            "kind": kinds,
            "theme": themes,
            "grade": grade_choices,
            "overall": partial(grade_choices, area__is_overall=True),
        }

    def on_theme(
        self, queryset: EditionQuerySet, name: str, code: str
    ) -> EditionQuerySet:
        themes = Theme.objects.vocabulary().filter(code=code)
        return queryset.filter(on(themes.values("pk")[:1]))

    def judged(
        self, queryset: EditionQuerySet, name: str, grade: str, **area: object
    ) -> EditionQuerySet:
        scale, _dot, code = grade.partition(".")
        given = PublishedJudgement.objects.filter(
            point__scale__code=scale, point__code=code, **area
        )
        return queryset.filter(Exists(given.filter(edition=OuterRef("pk"))))

    def judged_overall(
        self, queryset: EditionQuerySet, name: str, grade: str
    ) -> EditionQuerySet:
        return self.judged(queryset, name, grade, area__is_overall=True)

    def in_year(
        self, queryset: EditionQuerySet, name: str, year: str
    ) -> EditionQuerySet:
        return published_in(queryset, year, "")


def frameworks() -> Choices:
    return labelled(in_use(Framework, "framework"), "code")


def kinds() -> Choices:
    """The kinds of inspection that have a published report, as they are declared."""
    current = Edition.objects.published().current().order_by("inspection_kind")
    given = set(current.values_list("inspection_kind", flat=True).distinct())
    return [pair for pair in Inspection.Kind.choices if pair[0] in given]


def themes() -> Choices:
    """The stable themes that a published report has something on."""
    current = Edition.objects.published().current()
    about = current.filter(on(OuterRef(OuterRef("pk"))))
    rows = Theme.objects.vocabulary().filter(Exists(about))
    return told_apart([(theme.code, Label.of(theme.name)) for theme in rows])


def grade_choices(**area: object) -> Choices:
    """The grades that have been given in any area, or in those described: scale by
    scale, best first.
    """
    given = PublishedJudgement.objects.published().current().filter(**area)
    points = ScalePoint.objects.filter(Exists(given.filter(point=OuterRef("pk"))))
    return grouped(
        (
            point.scale.code,
            Label.of(point.scale.name),
            f"{point.scale.code}.{point.code}",
            Label.of(point.label),
        )
        for point in points.select_related("scale").order_by("scale__code", "order")
    )


class ReportList(FoundList):
    queryset = Edition.objects.published().current().for_list()
    filterset_class = ReportFilter
    template_name = "public/report_list.html"

    def to_page(self) -> EditionQuerySet:
        return self.object_list.select_related("register_entry")

    def get_context_data(self, **kwargs: object) -> dict:
        context = super().get_context_data(**kwargs)
        add_headlines(context["page"].rows)
        return context


def add_headlines(editions: Iterable[Edition]) -> None:
    """Give each edition its `headlines`: the overall judgement if it has one, which
    sums up the others; else all of them.
    """
    for edition in editions:
        judgements = edition.judgements.all()
        overall = [judgement for judgement in judgements if judgement.area.is_overall]
        edition.headlines = overall or judgements
