"""The rows of the API that tell of a report, each with what an act can change of it."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from inspectorate.api.recommendations import reference_of
from inspectorate.reports.consequences import Kind, Shown
from inspectorate.reports.models import (
    Edition,
    PublishedFinding,
    PublishedJudgement,
    PublishedParagraph,
    PublishedRecommendation,
    RegisterEntry,
    Report,
)


def shown(report: Report) -> Iterator[Shown]:
    editions = Edition.objects.published().filter(report=report).order_by("-number")
    editions = list(editions.defer("document"))
    if report_row := row_of(report, editions):
        yield report_row
    current = Edition.objects.published().current().filter(report=report).first()
    for edition in editions:
        yield from of_edition(report, edition, edition == current)
    yield from recommendations(report, current)
    yield from links(report)


def row(name: str, way: str, state: object, label: str = "", count: int = 1) -> Shown:
    return Shown(Kind.API, name, (way,), state, label, count)


def row_of(report: Report, editions: list[Edition]) -> Shown | None:
    way = reverse("api:report-detail", args=[report.slug])
    numbers = [edition.number for edition in editions]
    return row(_("The report"), way, numbers) if numbers else None


def of_edition(report: Report, edition: Edition, is_current: bool) -> Iterator[Shown]:
    """Each row says whether its edition is the current one, and else nothing that
    could change, but for recommendations.
    """
    number = edition.number
    way = reverse("api:edition-detail", args=[report.slug, number])
    yield row(_("Edition %d") % number, way, is_current)
    parts = {
        "paragraph": (PublishedParagraph, _("Paragraphs of edition %d")),
        "finding": (PublishedFinding, _("Findings of edition %d")),
        "judgement": (PublishedJudgement, _("Judgements of edition %d")),
    }
    for part, (model, name) in parts.items():
        if count := model.objects.filter(edition=edition).count():
            told = listed(name % number, is_current)
            yield row(told, rows_of(part, report, number), is_current, count=count)


def listed(name: str, is_current: bool) -> str:
    """Whether the list has them for who names no edition."""
    told = _("%s, listed only for who asks for that edition")
    return name if is_current else told % name


def rows_of(part: str, report: Report, number: int) -> str:
    query = urlencode({"report": report.slug, "edition": number})
    return f"{reverse(f'api:{part}-list')}?{query}"


def recommendations(report: Report, current: Edition | None) -> Iterator[Shown]:
    """Its own, and those of others that name one of them as soon as it is public."""
    own = report.inspection.recommendations.all()
    named = Q(recommendation__successor__in=own) | Q(repeat_of__in=own)
    found = PublishedRecommendation.objects.published().filter(
        Q(edition__report=report) | named
    )
    found = (
        found.select_related("edition__report")
        .defer("edition__document")
        .annotate(
            successor=reference_of("recommendation__successor"),
            repeated=reference_of("repeat_of"),
        )
    )
    for each in found.order_by("-edition__number", "edition", "position"):
        number, its_report = each.edition.number, each.edition.report
        is_current = each.edition == current
        name = listed(_("Recommendations of edition %d") % number, is_current)
        if its_report != report:
            name = _("Recommendations of other reports that name one of this")
        state = (is_current, each.successor, each.repeated)
        way = rows_of("recommendation", its_report, number)
        yield row(name, way, state, each.reference)


def links(report: Report) -> Iterator[Shown]:
    """Of the register; with a first edition a key may become known."""
    ways = ["edition__report", "formed__report", "withdrawal__edition__report"]
    about = Q(kind=RegisterEntry.Kind.KEY)
    for way in ways:
        about |= Q(**{way: report})
    found = RegisterEntry.objects.published().filter(about).order_by("sequence")
    for sequence in found.values_list("sequence", flat=True):
        yield row(
            _("Links of the register"),
            reverse("api:register-list"),
            None,
            str(sequence),
        )
