"""The sitemap: an index, and under it what the public can read, in each language with
the address of the other.
"""

from urllib.parse import urlsplit

from django.contrib.sitemaps import Sitemap, views
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from authorities.models import Authority
from inspectorate.measures.models import Measure
from inspectorate.public import standing_pages
from inspectorate.public.origin import origin
from inspectorate.reports.models import Edition, PublishedRecommendation
from inspectorate.reports.models.edition import EditionQuerySet

PAGES = [
    *("home", "report-list", "authority-list", "recommendation-list", "programme"),
    *("concern-list", "compare-list", "measure-list", "glossary", "register-list"),
    *("follow", "open-data", "codebook", *standing_pages.TEMPLATES),
]


class InLanguages(Sitemap):
    i18n = alternates = x_default = True
    # Of addresses; each has both languages and the neutral one beside it.
    limit = 10_000


class Pages(InLanguages):
    def items(self) -> list[str]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class Authorities(InLanguages):
    def items(self) -> QuerySet:
        read = Q(editions__in=Edition.objects.published())
        newest = Max("editions__entered_at", filter=read)
        return Authority.objects.annotate(newest=newest).order_by("slug")

    def lastmod(self, item: Authority) -> object:
        return item.newest


def slim(editions: EditionQuerySet) -> EditionQuerySet:
    columns = ("report__slug", "number", "entered_at")
    return editions.select_related("report").only(*columns).order_by("report__slug")


class Reports(InLanguages):
    """Each as it stands; its editions have addresses of their own."""

    def items(self) -> EditionQuerySet:
        return slim(Edition.objects.published().current())

    def location(self, item: Edition) -> str:
        return reverse("report-detail", args=[item.report.slug])

    def lastmod(self, item: Edition) -> object:
        return item.entered_at


class Editions(InLanguages):
    def items(self) -> EditionQuerySet:
        rows = slim(Edition.objects.published())
        return rows.order_by("report__slug", "number")

    def lastmod(self, item: Edition) -> object:
        return item.entered_at


class Recommendations(InLanguages):
    def items(self) -> QuerySet:
        rows = PublishedRecommendation.objects.published().current()
        return rows.order_by("reference").values_list("reference", flat=True).distinct()

    def location(self, item: str) -> str:
        return reverse("recommendation-detail", args=[item])


class Measures(InLanguages):
    def items(self) -> QuerySet:
        return Measure.objects.order_by("slug")


SECTIONS = {
    "pages": Pages,
    "authorities": Authorities,
    "measures": Measures,
    "reports": Reports,
    "editions": Editions,
    "recommendations": Recommendations,
}


def at_home(request: HttpRequest) -> dict[str, Sitemap]:
    """The sections, each under the address by which this site is known."""
    site = urlsplit(origin(request))
    made = {}
    for name, section in SECTIONS.items():
        made[name] = section()
        made[name].protocol = site.scheme
        made[name].get_domain = lambda site=None, domain=site.netloc: domain
    return made


def index(request: HttpRequest) -> TemplateResponse:
    response = views.index(request, at_home(request), sitemap_url_name="sitemap")
    for item in response.context_data["sitemaps"]:
        parts = urlsplit(item.location)
        item.location = origin(request) + parts._replace(scheme="", netloc="").geturl()
    return response


def section(request: HttpRequest, section: str) -> TemplateResponse:
    return views.sitemap(request, at_home(request), section)
