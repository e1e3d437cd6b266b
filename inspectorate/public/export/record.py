"""What a copy of the record holds: parts that do not depend on one another, each with
places of its own.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from authorities.models import Authority
from inspectorate.measures.models import Measure
from inspectorate.public import standing_pages
from inspectorate.public.compare.authorities import judged_areas
from inspectorate.public.export import report
from inspectorate.public.export.folder import Part
from inspectorate.public.export.page import Copy, Page
from inspectorate.public.measures.data import content as measure_content
from inspectorate.public.published import reports_and_withdrawals
from inspectorate.reports.models import Edition, RegisterEntry

LANGUAGES = [code for code, _name in settings.LANGUAGES]
LISTS = ["report-list", "authority-list", "recommendation-list", "register-list"]
# Those that are the same whatever is published, and those of one page.
FRONT = ["home", "programme", "concern-list", "measure-list", "glossary"]
FRONT += ["open-data", "codebook", *standing_pages.TEMPLATES]
VERIFY = Path(__file__).with_name("verify.py")
README = Path(__file__).with_name("README.txt")
# Links of the register in one file.
LINKS = 1000
# What writes a part, and what that is about.
Named = tuple[Callable[..., None] | str, ...]


class PagePart(Part):
    """`shown` are the static files that its pages need."""

    def __init__(self, copy: Copy) -> None:
        super().__init__(copy.root)
        self.copy = copy
        self.shown: set[str] = set()

    def put_page(self, page: Page) -> Page:
        self.put(page.file, page.content())
        self.shown |= page.shown
        return page

    def put_in_languages(
        self, name: str, *args: object, view: Callable | None = None
    ) -> None:
        for language in LANGUAGES:
            way = address(name, language, *args)
            self.put_page(Page(self.copy, way, view=view))

    def put_list(self, name: str, query: str = "") -> None:
        for language in LANGUAGES:
            way, number = address(name, language) + query, 1
            while way:
                page = self.put_page(Page(self.copy, way, number=number))
                way, number = page.next, number + 1


def front(part: PagePart) -> None:
    """With the page that begins a copy: where no server chooses a language."""
    for name in FRONT:
        part.put_in_languages(name)
    part.put_page(Page(part.copy, f"/{LANGUAGES[0]}/", file="index.html"))
    # Shown by web servers at whatever depth: so it has no link within the copy.
    missing = render_to_string(
        "public/copy_missing.html", {"site": settings.SITE_ADDRESS}
    )
    part.put("404.html", missing.encode())
    part.put("verify.py", VERIFY.read_bytes())
    part.put("README.txt", README.read_bytes())


def whole_list(part: PagePart, name: str) -> None:
    part.put_list(name)


def areas(part: PagePart) -> None:
    """How authorities compare in each area."""
    part.put_in_languages("compare-list")
    for area in judged_areas().select_related("framework"):
        part.put_in_languages("compare-area", area.framework.code, area.code)


def measures(part: PagePart) -> None:
    """The page of each measure, and its figures as a file beside it."""
    for measure in Measure.objects.select_related("measure_set"):
        part.put_in_languages("measure-detail", measure.slug)
        content = b"".join(measure_content(measure))
        for language in LANGUAGES:
            way = address("measure-data", language, measure.slug)
            part.put(way.lstrip("/"), content)


def of_authority(part: PagePart, slug: str) -> None:
    """With each report compared with the one before, and the list of recommendations,
    to which each of its reports leads.
    """
    part.put_in_languages("authority-detail", slug)
    reports, _withdrawn = reports_and_withdrawals(Authority.objects.get(slug=slug))
    for new, old in ((each.current, each.compared_with) for each in reports):
        if old:
            pair = old.report.slug, new.report.slug
            part.put_in_languages("inspection-comparison", slug, *pair)
    if Edition.objects.published().filter(authorities__slug=slug).exists():
        part.put_list("recommendation-list", f"?authority={slug}")


def of_report(part: PagePart, slug: str) -> None:
    for language in LANGUAGES:
        home = address("report-detail", language, slug)
        for page in report.pages(part.copy, slug, home):
            part.put_page(page)
    for name, content in report.data(part.copy, slug):
        part.put(name, content)
    for reference in report.recommended(slug):
        view = report.known_recommendation(reference)
        part.put_in_languages("recommendation-detail", reference, view=view)


def register(part: PagePart) -> None:
    entries = RegisterEntry.objects.published().order_by("sequence")
    entries = entries.select_related("signed_with").iterator()
    lines = (json.dumps(told(entry), ensure_ascii=False) for entry in entries)
    number = 1
    while found := list(islice(lines, LINKS)):
        part.put(f"data/register/{number:06}.jsonl", "\n".join(found).encode())
        number += 1


def made(copy: Copy, named: Named) -> PagePart:
    """Write one of the parts(), in whichever process."""
    part = PagePart(copy)
    write, *about = named
    write(part, *about)
    return part


def parts() -> list[Named]:
    return [
        (front,),
        *((whole_list, name) for name in LISTS),
        (areas,),
        (measures,),
        *((of_authority, slug) for slug in authorities()),
        *((of_report, slug) for slug in reports()),
        (register,),
    ]


def last(copy: Copy, shown: Iterable[str]) -> Part:
    """The static files that pages need."""
    part = Part(copy.root)
    for name in sorted(shown):
        path = finders.find(name) or staticfiles_storage.path(name)
        part.put(f"static/{name}", Path(path).read_bytes())
    return part


def address(name: str, language: str, *args: object) -> str:
    with translation.override(language):
        return reverse(name, args=args)


def authorities() -> Iterator[str]:
    return Authority.objects.order_by("slug").values_list("slug", flat=True).iterator()


def reports() -> Iterator[str]:
    """Those that are, or once were, public."""
    editions = Edition.objects.ever_published().order_by("report__slug")
    return editions.values_list("report__slug", flat=True).distinct().iterator()


def told(entry: RegisterEntry) -> dict[str, str]:
    return {
        "content": entry.content,
        "digest": entry.digest,
        "key": entry.signed_with.code if entry.signed_with else "",
        "signature": entry.signature,
    }
