"""The page of a search: reports by their words, each with its best passages."""

import json
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from authorities.models import Authority
from inspectorate.fields import Wording
from inspectorate.public.listing import (
    Choices,
    Chosen,
    Label,
    authorities,
    language_if_other,
    services,
    years,
)
from inspectorate.public.looked_up import looked_up
from inspectorate.public.opening import opening
from inspectorate.reports.models import Edition
from inspectorate.reports.search.finding import Counted, Found, Hit, readable, search
from inspectorate.reports.search.index import NOT_STATED
from inspectorate.reports.search.passages import (
    Marker,
    Passage,
    Segment,
    passages_of,
)
from inspectorate.reports.search.query import Narrowing, shown
from inspectorate.reports.search.terms import LANGUAGES

PARTS = {
    "title": gettext_lazy("Title"),
    "recommendations": gettext_lazy("Recommendations"),
    "findings": gettext_lazy("Findings"),
}
NAMES = {"en": gettext_lazy("English"), "cy": gettext_lazy("Welsh")}
LABELS = {
    "part": gettext_lazy("Where the words are"),
    "authority": gettext_lazy("Authority"),
    "service": gettext_lazy("Service"),
    "year": gettext_lazy("Year published"),
    "language": gettext_lazy("Language"),
}
# The kind of passage that has a name of its own.
NAMED = "recommendation"
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?(\d[A-Z]{2})?", re.IGNORECASE)
# So many choices stand open, and the others behind a line.
OPEN = 8


class Facet(NamedTuple):
    name: str
    label: str
    open: list["Choice"]
    folded: list["Choice"]


class Choice(NamedTuple):
    address: str
    label: str
    language: str
    count: int


class Quoted(NamedTuple):
    """A passage; `opening` names the recommendation it is from, None of all else."""

    passage: Passage
    opening: Wording | None

    @property
    def is_named_by_itself(self) -> bool:
        """Whether the passage begins with the first words, and so tells them."""
        return self.opening is not None and self.passage.is_from_the_start


class Result(NamedTuple):
    """A report that was found: `title` with the words marked, in `language`; `count`
    passages hold as many of the words as those that are shown.
    """

    edition: Edition
    title: list[Segment]
    language: str
    passages: list[Quoted]
    count: int


class SearchPage(TemplateView):
    template_name = "public/search_page.html"
    page_size = 10

    def get_context_data(self, **kwargs: object) -> dict:
        asked = self.request.GET
        narrowing, chosen, refused = narrowed(asked)
        text = asked.get("q", "")
        context = {"text": shown(text), "chosen": chosen, "refused": refused}
        if context["text"]:
            context["looked_up"] = looked_up(context["text"])
        if context["text"] and not refused:
            context |= self.found(search(text, narrowing), narrowing)
        return super().get_context_data(**context, **kwargs)

    def found(self, found: Found, narrowing: Narrowing) -> dict:
        page = Paginator(found.hits, self.page_size).get_page(
            self.request.GET.get("page")
        )
        return {
            "found": found,
            "is_postcode": POSTCODE.fullmatch(shown(self.request.GET.get("q", ""))),
            "count": len(found.hits),
            "page": page,
            "results": results(list(page), found, narrowing),
            "facets": facets(found, self.request.GET),
            "councils": by_name(found.authorities),
            "unreported": [] if found.hits else unreported(found.authorities),
        }


def narrowed(asked: QueryDict) -> tuple[Narrowing, list[Chosen], list[str]]:
    """What is asked for, in words as well; and of what is no choice, a sentence."""
    offered: dict[str, Callable[[], Choices]] = {
        "part": lambda: list(PARTS.items()),
        "authority": authorities,
        "service": services,
        "year": years,
        "language": lambda: list(NAMES.items()),
    }
    given = {name: asked[name] for name in offered if asked.get(name)}
    chosen, refused = [], []
    for name, value in given.items():
        label = dict(offered[name]()).get(value)
        if label is None:
            told = {"filter": LABELS[name], "value": value[:40]}
            refused.append(
                _("%(filter)s: “%(value)s” is not one of the choices.") % told
            )
        else:
            told = LABELS[name], label, "", language_if_other(label)
            chosen.append(Chosen(*told, without(asked, name)))
    return Narrowing(**given), chosen, refused


def without(asked: QueryDict, *names: str) -> str:
    """The query of the search without these, from its first page."""
    wider = asked.copy()
    for name in (*names, "page"):
        wider.pop(name, None)
    return wider.urlencode()


def results(hits: list[Hit], found: Found, narrowing: Narrowing) -> list[Result]:
    editions = readable([hit.edition for hit in hits]).prefetch_related("authorities")
    editions = {row.pk: row for row in editions.select_related("report", "service")}
    here = get_language()
    order = [here, *(each for each in LANGUAGES if each != here)]
    markers = {each: Marker(found.query.units, each) for each in order}
    searched = {
        language: marker
        for language, marker in markers.items()
        if narrowing.language in ("", language)
    }
    told = []
    for hit in hits:
        edition = editions[hit.edition]
        title, language = edition.title.in_language(here)
        document = json.loads(edition.document)
        passages, count = passages_of(document, searched, narrowing.part)
        marked = markers[language].marked(title)
        told.append(
            Result(edition, marked, language, quoted(passages, document), count)
        )
    return told


def quoted(passages: list[Passage], document: dict) -> list[Quoted]:
    texts = {each["reference"]: each["text"] for each in document["recommendations"]}
    return [
        Quoted(
            each,
            opening(Wording(**texts[each.anchor])) if each.kind == NAMED else None,
        )
        for each in passages
    ]


def unreported(rows: list[Authority]) -> list[Authority]:
    """Those on which no report is published."""
    current = Edition.objects.published().current()
    known = set(
        current.filter(authorities__in=rows).values_list("authorities", flat=True)
    )
    return by_name([each for each in rows if each.pk not in known])


def by_name(rows: list[Authority]) -> list[Authority]:
    return sorted(rows, key=lambda each: Label.of(each.name).casefold())


def facets(found: Found, asked: QueryDict) -> list[Facet]:
    """Those that are not chosen yet."""
    told = []
    for name, label in LABELS.items():
        choices = [choice_of(name, each, asked) for each in found.facets.get(name, [])]
        if name != "year":
            choices.sort(key=lambda each: (-each.count, each.label.casefold()))
        if choices and not asked.get(name):
            told.append(Facet(name, label, choices[:OPEN], choices[OPEN:]))
    return told


def choice_of(name: str, counted: Counted, asked: QueryDict) -> Choice:
    if counted.row is not None:
        label = Label.of(counted.row.name)
    else:
        known = {**PARTS, **NAMES, NOT_STATED: _("Date not stated")}
        label = str(known.get(counted.value, counted.value))
    address = f"?{without(asked, name)}&{urlencode({name: counted.value})}"
    return Choice(address, label, language_if_other(label), counted.count)
