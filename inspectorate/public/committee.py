"""All open recommendations to a council, as scrutiny committees take them into a
meeting: a page that prints, a PDF and a workbook.
"""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from authorities.models import Authority
from inspectorate.fields import Told
from inspectorate.inspections import office
from inspectorate.markup import to_words
from inspectorate.public import committee_pdf
from inspectorate.public.last_said import LASTLY, Last, last_said
from inspectorate.public.opening import opening
from inspectorate.public.origin import origin
from inspectorate.public.recommendation import Place, places
from inspectorate.public.standing import Standing, standing_of
from inspectorate.reports.models import Edition, PublishedRecommendation
from inspectorate.spreadsheets.writing import Line, workbook
from recommendations.models import Recommendation

HOUR = 60 * 60
TYPES = {"pdf": "application/pdf", "xlsx": office.XLSX}


class Item(NamedTuple):
    """A recommendation with where it stands, what was last said of that, and the
    sections that print it.
    """

    row: PublishedRecommendation
    standing: Standing
    said: list[Last]
    places: list[Place]


class Group(NamedTuple):
    """What one report recommends and is open."""

    edition: Edition
    items: list[Item]


def sheet_of(authority: Authority, on: date) -> list[Group]:
    """The newest report first; each as its current edition prints it."""
    rows = PublishedRecommendation.objects.published().current()
    found = (
        rows.filter(
            edition__authorities=authority,
            recommendation__lifecycle=Recommendation.Lifecycle.OPEN,
        )
        .select_related("recommendation", "edition__report")
        .prefetch_related(*LASTLY)
        .order_by("-edition__sorted_on", "-edition__pk", "position")
    )
    groups: dict[int, Group] = {}
    documents: dict[int, dict] = {}
    for row in found:
        edition = row.edition
        group = groups.setdefault(edition.pk, Group(edition, []))
        if edition.pk not in documents:
            documents[edition.pk] = json.loads(edition.document)
        document = documents[edition.pk]
        printed = places(document, "recommendations", row.position)
        standing = standing_of(row, on)
        group.items.append(Item(row, standing, last_said(row, standing), printed))
    return list(groups.values())


class CommitteePage(DetailView):
    model = Authority
    template_name = "public/committee_page.html"

    def get_context_data(self, **kwargs: object) -> dict:
        today = timezone.localdate()
        groups = sheet_of(self.object, today)
        count = sum(len(group.items) for group in groups)
        return super().get_context_data(
            groups=groups, count=count, today=today, **kwargs
        )


@require_safe
def committee_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The same as a file, which is made once for what it says on a day and kept for an
    hour.
    """
    authority = get_object_or_404(Authority, slug=slug)
    today, site = timezone.localdate(), origin(request)
    groups = sheet_of(authority, today)
    told = data_of(authority, groups, today, site)
    digest = sha256(json.dumps([form, told]).encode()).hexdigest()
    answer = get_conditional_response(request, etag=f'"{digest}"')
    if answer is None:
        key = f"committee-{digest}"
        file = cache.get(key)
        if file is None:
            file = made(form, groups, told, today)
            cache.set(key, file, HOUR)
        answer = HttpResponse(file, content_type=TYPES[form])
        name = f"{slug}-{today}.{form}"
        shown = "inline" if form == "pdf" else "attachment"
        answer.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    answer.headers["ETag"] = f'"{digest}"'
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


def made(form: str, groups: list[Group], told: dict[str, object], on: date) -> bytes:
    if form == "pdf":
        return committee_pdf.typeset(told, on)
    with workbook(lines(groups, told["site"])) as book:
        return book.read()


def lines(groups: list[Group], site: str) -> Iterator[Line]:
    yield [
        *(_("Report"), _("Published"), _("Number"), _("Recommendation")),
        *(_("To be done by"), _("Overdue")),
        *(_("The authority's answer"), _("Answered on"), _("Answer in words")),
        *(_("The authority reports"), _("Reported on"), _("Report in words")),
        *(_("Inspectors confirmed"), _("Confirmed on"), _("What inspectors saw")),
        *(_("Reference"), _("Address")),
    ]
    for group in groups:
        for row, standing, said, _places in group.items:
            yield [
                words(group.edition.title).text,
                str(group.edition.published_on or ""),
                row.number,
                prose(row.text).text,
                row.due_on or "",
                _("Yes") if standing.is_overdue else _("No"),
                *(
                    cell
                    for last in said
                    for cell in (last.stated, last.day or "", prose(last.words).text)
                ),
                row.reference,
                site + reverse("recommendation-detail", args=[row.reference]),
            ]


def words(text: object) -> Told:
    return text.in_language(get_language())


def prose(text: object) -> Told:
    """Of what may have marks of Markdown, which a sheet would show."""
    told = words(text)
    return told._replace(text=to_words(told.text).strip())


def data_of(
    authority: Authority, groups: list[Group], on: date, site: str
) -> dict[str, object]:
    """What the typesetter is given: texts with their languages, and nothing else."""
    return {
        "language": get_language(),
        "site": site,
        "title": _("Open recommendations"),
        "council": words(authority.name)._asdict(),
        "as_at": _("As recorded on %s") % date_format(on, "j F Y"),
        "none": _("No recommendation is open."),
        "overdue": _("overdue"),
        "groups": [
            {
                "title": words(group.edition.title)._asdict(),
                "items": [item_data(each, site) for each in group.items],
            }
            for group in groups
        ],
    }


def item_data(item: Item, site: str) -> dict[str, object]:
    row = item.row
    edition = site + row.edition.get_absolute_url()
    due = date_format(row.due_on, "j F Y") if row.due_on else _("not stated")
    head, whole = words(opening(row.text)), prose(row.text)
    facts = [(_("To be done by"), due, None)]
    for last in item.said:
        value = last.stated
        if last.day:
            value = f"{value}, {date_format(last.day, 'j F Y')}"
        said = prose(last.words)._asdict() if last.words else None
        facts.append((str(last.question), value, said))
    return {
        "number": row.number,
        "opening": head._asdict(),
        # What a heading tells whole is not told again below it.
        "text": whole._asdict() if whole != head else None,
        "is_overdue": item.standing.is_overdue,
        "facts": facts,
        "reference": row.reference,
        "address": site + reverse("recommendation-detail", args=[row.reference]),
        "places": [
            {
                "name": f"{_('Section')} {place.number}".strip(),
                "address": f"{edition}#{place.anchor}",
            }
            for place in item.places
        ]
        or [{"name": _("In the report"), "address": f"{edition}#recommendations"}],
    }
