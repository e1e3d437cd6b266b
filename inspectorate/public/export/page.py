"""One page of the site as a file that works from any folder: links lead to files."""

import re
from html import escape, unescape
from posixpath import relpath
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

LINK = re.compile(r'\b(href|src|action)="([/?][^"]*)"')
BESIDE = {
    name: re.compile(rf'rel="{name}" href="(\?[^"]*)"') for name in ("prev", "next")
}
FILE = re.compile(r"/\w\w/reports/([^/]+)/editions/(\d+)/files/([^/]+)$")
# What lies outside the copy is read on the site itself.
OUTSIDE = ("/api/", "/admin/", "/account/")


class Page:
    """The page of a stranger at `address`, which of a list is its page `number`.

    After content() `next` is the address of the list's next page, if there is one,
    `links` are those it leads to, and `shown` the static files that it needs.
    """

    def __init__(
        self, address: str, *, number: int = 1, file: str = "", has_files: bool = True
    ) -> None:
        self.address, self.number = address, number
        self.path = urlsplit(address).path
        self.file = file or numbered(self.path, number)
        self.next = ""
        # Of editions; where the copy has none, they are read on the site.
        self.has_files = has_files
        self.links: dict[str, None] = {}
        self.shown: set[str] = set()

    def content(self) -> bytes:
        text = self.html()
        later = BESIDE["next"].search(text)
        self.next = f"{self.path}{unescape(later[1])}" if later else ""
        earlier = BESIDE["prev"].search(text)
        self.beside = {
            found[1]: numbered(self.path, number)
            for found, number in ((later, self.number + 1), (earlier, self.number - 1))
            if found
        }
        return LINK.sub(self.link, text).encode()

    def html(self) -> str:
        with translation.override(self.path.split("/")[1]):
            request = asked(self.address)
            request.resolver_match = match = resolve(self.path)
            response = match.func(request, *match.args, **match.kwargs)
            if hasattr(response, "render"):
                response.render()
        return response.content.decode()

    def link(self, found: re.Match) -> str:
        target = self.beside.get(found[2])
        target = self.relative(target) if target else self.target(unescape(found[2]))
        return f'{found[1]}="{escape(target)}"'

    def target(self, address: str) -> str:
        """Where a link leads. A list narrowed by a query is there only whole."""
        is_file = FILE.match(address)
        if address.startswith(OUTSIDE) or (is_file and not self.has_files):
            return f"{settings.SITE_ADDRESS}{address}"
        parts = urlsplit(address)
        path = parts.path or self.path
        if path.startswith(settings.STATIC_URL):
            self.shown.add(path.removeprefix(settings.STATIC_URL))
        elif not is_file:
            self.links[path] = None
        target = self.relative(file_of(path))
        is_whole = parts.fragment and not parts.query
        return f"{target}#{parts.fragment}" if is_whole else target

    def relative(self, file: str) -> str:
        return relpath(file, self.file.rpartition("/")[0] or ".")


class CopyRequest(WSGIRequest):
    """A stranger's, at the site's own address; templates know by it of the copy."""

    is_copy = True

    def get_host(self) -> str:
        return urlsplit(settings.SITE_ADDRESS).netloc


def asked(address: str) -> CopyRequest:
    is_secure = settings.SITE_ADDRESS.startswith("https:")
    return CopyRequest(RequestFactory().get(address, secure=is_secure).environ)


def numbered(path: str, number: int) -> str:
    """The file of a page of a list; all but the first have a number in their name."""
    file = file_of(path)
    return file if number == 1 else file.replace("index", f"page-{number}")


def file_of(path: str) -> str:
    """The file of an address: /en/reports/ is en/reports/index.html. A file of an
    edition stands once, with the data.
    """
    if found := FILE.match(path):
        return "data/reports/{}/{}/{}".format(*found.groups())
    return path.lstrip("/") + ("index.html" if path.endswith("/") else "")
