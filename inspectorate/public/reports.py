"""The list of reports: the newest edition of each."""

from collections.abc import Callable, Iterable
from functools import partial

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import Framework, ScalePoint
from inspectorate.inspections.models import Inspection
from inspectorate.public.listing import (
    Choices,
    FoundList,
    Label,
    PublicFilter,
    choice,
    in_use,
    labelled,
    published_in,
)
from inspectorate.reports.models import Edition, PublishedJudgement
from inspectorate.reports.models.edition import EditionQuerySet


class ReportFilter(PublicFilter):
    authority = choice(_("Authority"), field_name="authorities__slug")
    service = choice(_("Service"), field_name="service__code")
    framework = choice(_("Framework"), field_name="framework__code")
    kind = choice(_("Kind of inspection"), field_name="inspection_kind")
    overall = choice(_("Overall grade"), method="judged_overall")
    grade = choice(_("Grade in any area"), method="judged")
    year = choice(_("Year published"), method="in_year")

    class Meta:
        model = Edition
        fields = ()

    def choices(self) -> dict[str, Callable[[], Choices]]:
        return super().choices() | {
            "framework": frameworks,
            "kind": kinds,
            "grade": grade_choices,
            "overall": partial(grade_choices, area__is_overall=True),
        }

    def judged(
        self, queryset: EditionQuerySet, name: str, code: str, **area: object
    ) -> EditionQuerySet:
        judgements = PublishedJudgement.objects.filter(point__code=code, **area)
        return queryset.filter(Exists(judgements.filter(edition=OuterRef("pk"))))

    def judged_overall(
        self, queryset: EditionQuerySet, name: str, code: str
    ) -> EditionQuerySet:
        return self.judged(queryset, name, code, area__is_overall=True)

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


def grade_choices(**area: object) -> Choices:
    """The grades that have been given in any area, or in those described; best first.

    Scales that share a grade's code may call it otherwise; then all names are told.
    """
    given = PublishedJudgement.objects.published().current().filter(**area)
    points = ScalePoint.objects.filter(Exists(given.filter(point=OuterRef("pk"))))
    labels: dict[str, list[Label]] = {}
    for point in points.order_by("order", "scale__code"):
        label = Label.of(point.label)
        if label not in labels.setdefault(point.code, []):
            labels[point.code].append(label)
    return [
        (code, names[0] if len(names) == 1 else " / ".join(names))
        for code, names in labels.items()
    ]


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
