"""The pages and data of one report in a copy: every edition, what differs between two,
and each paragraph that any of them ever had.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations

from django.core.files.storage import storages

from inspectorate.public.editions import editions_of
from inspectorate.public.export.page import Copy, Page
from inspectorate.public.paragraphs import ParagraphPage, rows_of
from inspectorate.public.recommendation import RecommendationPage, Told, tell
from inspectorate.reports.models import (
    Edition,
    PublishedParagraph,
    PublishedRecommendation,
    Report,
)

LeadsTo = Callable[..., str]


class KnownParagraph(ParagraphPage):
    """The very page of the site, whose rows are read once for all of a report."""

    rows_by_id: dict[str, list[PublishedParagraph]] = {}
    known_editions: list[Edition] = []

    def rows(self) -> list[PublishedParagraph]:
        return self.rows_by_id.get(self.kwargs["stable_id"], [])

    def editions(self, report: Report) -> list[Edition]:
        return self.known_editions


def known_paragraphs(report: Report) -> Callable:
    """The view of each paragraph of the report."""
    found = defaultdict(list)
    for row in rows_of(report.slug):
        found[row.stable_id].append(row)
    known = {"rows_by_id": found, "known_editions": editions_of(report)}
    return KnownParagraph.as_view(**known)


class KnownRecommendation(RecommendationPage):
    """The very page of the site, of which all is read once for both languages."""

    told: Told | None = None

    def tell(self) -> Told | None:
        return self.told


def known_recommendation(reference: str) -> Callable:
    return KnownRecommendation.as_view(told=tell(reference))


def pages(copy: Copy, slug: str, home: str) -> Iterator[Page]:
    """All in one language, that of the address `home`; those of what is withdrawn say
    when and why.
    """
    yield Page(copy, home)
    ever = Edition.objects.ever_published().filter(report__slug=slug)
    numbers = list(ever.order_by("number").values_list("number", flat=True))
    for number in numbers:
        yield Page(copy, f"{home}editions/{number}/")
    for old, new in combinations(numbers, 2):
        yield Page(copy, f"{home}editions/{old}/changes/{new}/")
    view = known_paragraphs(Report.objects.get(slug=slug))
    rows = PublishedParagraph.objects.filter(edition__in=ever).order_by("stable_id")
    for stable_id in rows.values_list("stable_id", flat=True).distinct():
        yield Page(copy, f"{home}paragraphs/{stable_id}/", view=view)


def recommended(slug: str) -> Iterator[str]:
    """The references of all that any of its editions ever recommended."""
    ever = Edition.objects.ever_published().filter(report__slug=slug)
    rows = PublishedRecommendation.objects.filter(edition__in=ever)
    return rows.order_by("reference").values_list("reference", flat=True).distinct()


def data(copy: Copy, slug: str) -> Iterator[tuple[str, bytes]]:
    """The name of each file and what it holds."""
    editions = Edition.objects.published().filter(report__slug=slug)
    for edition in editions.order_by("number"):
        name = f"data/reports/{slug}/{edition.number}"
        yield f"{name}.json", edition.document.encode()
        for form in edition.forms.all() if copy.has_files else []:
            with storages["editions"].open(form.stored_as) as file:
                yield f"{name}/{form.name}", file.read()
