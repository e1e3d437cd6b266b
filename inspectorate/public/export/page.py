"""One page of the site as a file that works from any folder: links lead to files."""

import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from inspectorate.public.register import RegisterPage

LINK = re.compile(r'\b(href|src)="([/?][^"]*)"')
BESIDE = {
    name: re.compile(rf'rel="{name}" href="(\?[^"]*)"') for name in ("prev", "next")
}
FILE = re.compile(r"/\w\w/reports/([^/]+)/editions/(\d+)/files/([^/]+)$")
ENTRY = re.compile(r"entry-(\d+)$")
# What lies outside the copy is read on the site itself, and so is what goes on, or is
# made for whoever asks.
OUTSIDE = ("/api/", "/admin/", "/account/")
LIVE = re.compile(
    r"/\w\w/(?:feeds/|follow/|search/|recommendations\.(?:csv|json)|programme\.csv"
    r"|authorities/[\w-]+/committee)"
)


class Copy(NamedTuple):
    """What all pages of a copy must know of it: where it stands, whether it has the
    forms of editions, and how many `entries` the register has.
    """

    root: Path
    has_files: bool
    entries: int


class Page:
    """The page of a stranger at `address`, which of a list is its page `number`.

    After content() `next` is the address of the list's next page, if there is one,
    and `shown` the static files that it needs.
    """

    def __init__(
        self,
        copy: Copy,
        address: str,
        *,
        number: int = 1,
        file: str = "",
        view: Callable | None = None,
    ) -> None:
        """`view` draws it instead of the one at its address, where what that reads is
        known already.
        """
        self.copy, self.address, self.number, self.view = copy, address, number, view
        self.path, self.query = urlsplit(address)[2:4]
        self.file = file or numbered(file_of(address), number)
        self.up = "../" * self.file.count("/")
        self.next = ""
        self.beside: dict[str, str] = {}
        self.shown: set[str] = set()

    def content(self) -> bytes:
        text = self.html()
        for name, place in (("next", self.number + 1), ("prev", self.number - 1)):
            if found := BESIDE[name].search(text):
                self.beside[found[1]] = numbered(file_of(self.address), place)
                if name == "next":
                    self.next = f"{self.path}{unescape(found[1])}"
        return LINK.sub(self.link, text).encode()

    def html(self) -> str:
        with translation.override(self.path.split("/")[1]):
            request = asked(self.address)
            request.resolver_match = match = resolve(self.path)
            response = (self.view or match.func)(request, *match.args, **match.kwargs)
            if hasattr(response, "render"):
                response.render()
        return response.content.decode()

    def link(self, found: re.Match) -> str:
        beside = self.beside.get(found[2])
        target = self.up + beside if beside else self.target(unescape(found[2]))
        return f'{found[1]}="{escape(target)}"'

    def target(self, address: str) -> str:
        """Where a link leads."""
        is_left_out = not self.copy.has_files and FILE.match(address)
        if is_left_out or address.startswith(OUTSIDE) or LIVE.match(address):
            return f"{settings.SITE_ADDRESS}{address}"
        if address.startswith(settings.STATIC_URL):
            self.shown.add(address.removeprefix(settings.STATIC_URL))
        parts = urlsplit(address if address[0] == "/" else f"{self.path}{address}")
        number = self.number_of(parts.query, parts.fragment)
        file = numbered(file_of(parts._replace(fragment="").geturl()), number)
        return f"{self.up}{file}{parts.fragment and '#'}{parts.fragment}"

    def number_of(self, query: str, fragment: str) -> int:
        """The page of a list that a link leads to: this one in the other language, or
        the one that has an entry of the register.
        """
        if query and (found := ENTRY.match(fragment)):
            newer = self.copy.entries - int(found[1])
            return 1 + newer // RegisterPage.page_size
        return self.number if query == self.query else 1


class CopyRequest(WSGIRequest):
    """A stranger's, at the site's own address; templates know by it of the copy."""

    @property
    def copied_from(self) -> str:
        return settings.SITE_ADDRESS

    def get_host(self) -> str:
        return urlsplit(settings.SITE_ADDRESS).netloc


def asked(address: str) -> CopyRequest:
    is_secure = settings.SITE_ADDRESS.startswith("https:")
    return CopyRequest(RequestFactory().get(address, secure=is_secure).environ)


def numbered(file: str, number: int) -> str:
    """The file of a page of a list; all but the first have a number in their name."""
    if number == 1:
        return file
    return f"{file.removesuffix('index.html')}page-{number}.html"


def file_of(address: str) -> str:
    """The file of an address: /en/reports/ is en/reports/index.html, and a list of one
    authority stands below that of all, where no recommendation has its page. A file of
    an edition stands once, with the data.
    """
    if found := FILE.match(address):
        return "data/reports/{}/{}/{}".format(*found.groups())
    parts = urlsplit(address)
    folder = parts.path.lstrip("/")
    if parts.query and (named := parse_qs(parts.query).get("authority")):
        folder += f"authority/{named[0]}/"
    return f"{folder}index.html" if folder.endswith("/") else folder
