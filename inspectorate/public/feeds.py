"""What has happened as Atom feeds (RFC 4287), each in both languages."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.generic import View

from authorities.models import Authority
from inspectorate.frameworks.models import Theme
from inspectorate.public.happenings import Happening, Kind, Sought, newest
from inspectorate.public.happenings.concerns import decisions
from inspectorate.public.happenings.editions import editions
from inspectorate.public.happenings.interventions import steps
from inspectorate.public.happenings.programme import announcements
from inspectorate.public.happenings.recommendations import recommendations
from inspectorate.public.happenings.sources import Source, happenings
from inspectorate.public.origin import host, origin

MOST = 50
# When nothing has happened yet: a feed has to say some moment, and the same one.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
ATOM = "application/atom+xml"


class Entry(NamedTuple):
    """All that a feed tells of a happening, but for the address of the site."""

    name: str
    kind: str
    title: str
    language: str
    lines: list[tuple[str, str]]
    author: str
    path: str
    published: datetime
    updated: datetime


def entry(happening: Happening) -> Entry:
    telling = happening.tell()
    return Entry(
        name=happening.name,
        kind=str(Kind(happening.kind).label),
        title=telling.title.text,
        language=telling.title.language,
        lines=[tuple(line) for line in telling.lines],
        author=telling.author,
        path=telling.path,
        published=happening.first_at,
        updated=happening.at,
    )


class Atom(Atom1Feed):
    """With the language of each title, and with where the same is in another one."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for told in self.feed["alternates"]:
            handler.addQuickElement("link", "", {"rel": "alternate", **told})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        handler.addQuickElement("title", item["title"], {"xml:lang": item["language"]})
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        handler.startElement("author", {})
        handler.addQuickElement("name", item["author_name"])
        handler.endElement("author")
        for told in item["alternates"]:
            handler.addQuickElement("link", "", {"rel": "alternate", **told})
        handler.addQuickElement("category", "", {"term": item["kind"]})
        handler.addQuickElement("summary", item["description"], {"type": "html"})

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)


def concerns(sought: Sought) -> list[Happening]:
    """Decisions of the inspectorate and steps of ministers."""
    return [*decisions(sought), *steps(sought)]


class Feed(View):
    """The newest of what its source tells; `page` tells the same to people."""

    source = staticmethod(editions)
    page = "report-list"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        sought = self.sought(**kwargs)
        feed = self.atom(request)
        for told in map(entry, newest(self.source(sought), MOST)):
            feed.add_item(**item(request, told))
        response = HttpResponse(content_type=f"{ATOM}; charset=utf-8")
        feed.write(response, "utf-8")
        return response

    def sought(self) -> Sought:
        return Sought(most=MOST)

    def title(self) -> str:
        return _("Reports of inspections")

    def arguments(self) -> list[str]:
        return []

    def atom(self, request: HttpRequest) -> Atom:
        address = f"{origin(request)}{request.path}"
        name = _("Inspectorate")
        return Atom(
            title=f"{name}: {self.title()}",
            link=origin(request) + reverse(self.page, args=self.arguments()),
            description="",
            language=get_language(),
            author_name=name,
            feed_url=address,
            feed_guid=address,
            # Itself stands as such already.
            alternates=alternates(request, request.path, ATOM)[1:],
        )


def item(request: HttpRequest, told: Entry) -> dict:
    return {
        "title": told.title,
        "language": told.language,
        "link": "",  # those of each language stand in its place
        "alternates": alternates(request, told.path, "text/html"),
        "description": format_html_join("", "<p>{}: {}</p>", told.lines),
        "unique_id": f"tag:{host(request)},2026:{get_language()}/{told.name}",
        "pubdate": told.published,
        "updateddate": told.updated,
        "author_name": told.author,
        "kind": told.kind,
    }


def alternates(request: HttpRequest, path: str, form: str) -> list[dict[str, str]]:
    return [
        {"type": form, "hreflang": code, "href": origin(request) + way}
        for code, way in in_each_language(path)
    ]


def all_of_one(sought: Sought) -> list[Happening]:
    """All that a page of an authority tells as it happens."""
    return [*happenings(sought), *announcements(sought)]


class AuthorityFeed(Feed):
    source = staticmethod(all_of_one)
    page = "authority-detail"

    def sought(self, slug: str) -> Sought:
        self.authority = get_object_or_404(Authority, slug=slug)
        return Sought(authority=self.authority, most=MOST)

    def title(self) -> str:
        return str(self.authority)

    def arguments(self) -> list[str]:
        return [self.authority.slug]


class ThemeFeed(Feed):
    source = staticmethod(happenings)

    def sought(self, slug: str) -> Sought:
        self.theme = get_object_or_404(Theme.objects.vocabulary(), code=slug)
        return Sought(theme=self.theme, most=MOST)

    def title(self) -> str:
        return str(self.theme)


class RecommendationFeed(Feed):
    source = staticmethod(recommendations)
    page = "recommendation-list"

    def title(self) -> str:
        return _("Where recommendations stand: changes")


class ConcernFeed(Feed):
    source = staticmethod(concerns)
    page = "authority-list"

    def title(self) -> str:
        return _("Decisions about serious concerns, and steps of ministers")


class ProgrammeFeed(Feed):
    source = staticmethod(announcements)
    page = "programme"

    def title(self) -> str:
        return _("Forward programme")


def in_each_language(path: str) -> Iterator[tuple[str, str]]:
    """The page's own language first; `path` begins with it."""
    own, rest = path.split("/", 2)[1:]
    codes = [code for code, _name in settings.LANGUAGES]
    for code in sorted(codes, key=lambda code: code != own):
        yield code, f"/{code}/{rest}"


def told_in_each_language(source: Source, sought: Sought) -> list[list[Entry]]:
    """All that a feed tells, to be compared."""
    rows, told = newest(source(sought), sought.most), []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told.append([entry(each) for each in rows])
    return told
