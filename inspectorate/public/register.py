"""The public register, for people; programs read it from the API."""

import json
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.views.generic import ListView

from inspectorate.paging import Cursor
from inspectorate.public.listing import Paged
from inspectorate.reports.models import Edition, RegisterEntry
from inspectorate.reports.models.register import RegisterQuerySet


class Link(NamedTuple):
    """A link of the chain and what its content tells; docs/register.md has the keys.

    `edition` is what it names, None where that is withdrawn and for a key: a report
    that nobody may read any more is not named by its title.
    """

    entry: RegisterEntry
    told: dict
    entered_at: datetime
    edition: Edition | None = None


def link(entry: RegisterEntry) -> Link:
    told = json.loads(entry.content)
    return Link(entry, told, datetime.fromisoformat(told["entered_at"]))


def named(links: list[Link]) -> list[Link]:
    """Each with the edition that it names."""
    slugs = {each.told["report"] for each in links if "report" in each.told}
    rows = Edition.objects.published().filter(report__slug__in=slugs).defer("document")
    rows = rows.select_related("report").prefetch_related("authorities")
    known = {(row.report.slug, row.number): row for row in rows}
    places = [(each.told.get("report"), each.told.get("edition")) for each in links]
    return [
        each._replace(edition=known.get(place))
        for each, place in zip(links, places, strict=True)
    ]


class RegisterPage(Paged, ListView):
    """Newest first. All it says of an entry is what stands in it, to the byte, but for
    the name of the report, which is there to find it by.
    """

    queryset = RegisterEntry.objects.published().select_related("signed_with")
    order = ("-sequence",)
    page_size = 50
    template_name = "public/register_list.html"

    def get_context_data(self, **kwargs: object) -> dict:
        context = super().get_context_data(**kwargs)
        links = named([link(entry) for entry in context["page"].rows])
        return context | {"links": links, "keys": [link(entry) for entry in keys()]}


def keys() -> RegisterQuerySet:
    """The entries that made a key known, in their order."""
    kind = RegisterEntry.Kind.KEY
    return RegisterEntry.objects.published().filter(kind=kind).order_by("sequence")


def address_of(entry: RegisterEntry) -> str:
    """The page of the register that begins with an entry."""
    cursor = Cursor([entry.sequence + 1], before=False).encode()
    return f"{reverse('register-list')}?cursor={cursor}#entry-{entry.sequence}"
