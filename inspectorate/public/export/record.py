"""What a copy of the record holds: groups of files, each in places of its own."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import translation

from authorities.models import Authority
from inspectorate.public.export.page import Page, file_of
from inspectorate.reports.models import Edition, RegisterEntry

LANGUAGES = [code for code, _name in settings.LANGUAGES]
LISTS = ["report-list", "authority-list", "recommendation-list", "register-list"]
VERIFY = Path(__file__).with_name("verify.py")
# Links of the register in one file.
LINKS = 1000


class File(NamedTuple):
    name: str
    content: bytes


class Group(NamedTuple):
    """`trees` and `flat` are the folders that it fills: see Folder.close_group."""

    files: Iterator[File]
    trees: tuple[str, ...] = ()
    flat: tuple[str, ...] = ()


class Record:
    """Pages tell which static files they show; those come last."""

    def __init__(self, *, has_files: bool) -> None:
        """`has_files` says whether the forms of editions are copied, too."""
        self.has_files = has_files
        self.shown: set[str] = set()

    def groups(self) -> Iterator[Group]:
        yield Group(self.front(), flat=("", *LANGUAGES))
        for name in LISTS:
            yield Group(self.pages_of_list(name), flat=places(name))
        for slug in Authority.objects.order_by("slug").values_list("slug", flat=True):
            name = "authority-detail"
            yield Group(self.in_languages(name, slug), trees=places(name, slug))
        for slug in slugs():
            trees = (*places("report-detail", slug), f"data/reports/{slug}")
            yield Group(self.report(slug), trees=trees)
        yield Group(register(), trees=("data/register",))
        yield Group(self.static(), trees=("static",))

    def page(self, page: Page) -> File:
        content = page.content()
        self.shown |= page.shown
        return File(page.file, content)

    def in_languages(self, name: str, *args: object) -> Iterator[File]:
        for language in LANGUAGES:
            yield self.page(Page(address(name, language, *args)))

    def front(self) -> Iterator[File]:
        """With the page that begins a copy: where no server chooses a language."""
        yield from self.in_languages("home")
        yield self.page(Page(f"/{LANGUAGES[0]}/", file="index.html"))
        yield File("verify.py", VERIFY.read_bytes())

    def pages_of_list(self, name: str) -> Iterator[File]:
        for language in LANGUAGES:
            way, number = address(name, language), 1
            while way:
                page = Page(way, number=number)
                yield self.page(page)
                way, number = page.next, number + 1

    def report(self, slug: str) -> Iterator[File]:
        """Every edition with its data, and the pages of the report that lead on: what
        has changed between two, each paragraph.
        """
        editions = Edition.objects.ever_published().filter(report__slug=slug)
        numbers = list(editions.order_by("number").values_list("number", flat=True))
        for language in LANGUAGES:
            home = address("report-detail", language, slug)
            found = [home, *(f"{home}editions/{number}/" for number in numbers)]
            for way in found:  # which grows meanwhile
                page = Page(way, has_files=self.has_files)
                yield self.page(page)
                within = (each for each in page.links if each.startswith(home))
                found += [each for each in within if each not in found]
        for edition in editions.published():
            name = f"data/reports/{slug}/{edition.number}"
            yield File(f"{name}.json", edition.document.encode())
            for form in edition.forms.all() if self.has_files else []:
                with storages["editions"].open(form.stored_as) as file:
                    yield File(f"{name}/{form.name}", file.read())

    def static(self) -> Iterator[File]:
        for name in sorted(self.shown):
            path = finders.find(name) or staticfiles_storage.path(name)
            yield File(f"static/{name}", Path(path).read_bytes())


def address(name: str, language: str, *args: object) -> str:
    with translation.override(language):
        return reverse(name, args=args)


def places(name: str, *args: object) -> tuple[str, ...]:
    """The folder of a page in each language."""
    files = [file_of(address(name, language, *args)) for language in LANGUAGES]
    return tuple(file.rpartition("/")[0] for file in files)


def slugs() -> Iterator[str]:
    """Of the reports that are, or once were, public."""
    editions = Edition.objects.ever_published().order_by("report__slug")
    return editions.values_list("report__slug", flat=True).distinct().iterator()


def register() -> Iterator[File]:
    entries = RegisterEntry.objects.published().order_by("sequence")
    entries = entries.select_related("signed_with").iterator()
    lines = (json.dumps(told(entry), ensure_ascii=False) for entry in entries)
    number = 1
    while part := list(islice(lines, LINKS)):
        yield File(f"data/register/{number:06}.jsonl", "\n".join(part).encode())
        number += 1


def told(entry: RegisterEntry) -> dict[str, str]:
    return {
        "content": entry.content,
        "digest": entry.digest,
        "key": entry.signed_with.code if entry.signed_with else "",
        "signature": entry.signature,
    }
