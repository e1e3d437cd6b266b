"""Public pages drawn once and handed out until something that they show has changed;
docs/serving.md tells what is stored and what a proxy may keep.
"""

import gzip
import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_http_date

from inspectorate.public.models.stored_page import Found, StoredPage, forget
from inspectorate.public.origin import origin
from inspectorate.public.release import release
from inspectorate.public.urls import SHARED, STORED

Answer = Callable[[HttpRequest], HttpResponse]

LANGUAGES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
MISSING = (404, 410)
# With ports there may be any number of names.
HOSTS = 100
CONDITIONS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)


class StoreMiddleware:
    """Answers from the store before anything asks who is there, and stores what was
    drawn for everybody. Of a page that is not stored it tells the digest.
    """

    def __init__(self, get_response: Answer) -> None:
        if settings.DEBUG:
            raise MiddlewareNotUsed("Templates change under a developer's hands.")
        self.get_response = get_response
        self.hosts: set[str] = set()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (is_asked_plainly(request) and self.is_rightly_addressed(request)):
            return marked(request, self.get_response(request))
        etag = request.META.get("HTTP_IF_NONE_MATCH", "")
        found = StoredPage.find(request.path, etag)
        # The version was read before the page is drawn: what changes meanwhile makes
        # the page one of before, and not one that is taken for new.
        state = state_at(found.version, request)
        if found.state == state:
            return answer(request, found)
        response = self.get_response(request)
        if is_to_store(request, response):
            return store(request, response, state, found)
        if found.state and response.status_code != 200:
            forget(request.path)
        return marked(request, response)

    def is_rightly_addressed(self, request: HttpRequest) -> bool:
        """Whether it comes by https, where that is asked for, to a host that is ours;
        else the middleware that sees to it is to answer.
        """
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return False
        # To look at a name anew each time would take a twentieth of the whole.
        named = request.META.get("HTTP_HOST", "")
        if named not in self.hosts:
            try:
                request.get_host()
            except DisallowedHost:
                return False
            if len(self.hosts) < HOSTS:
                self.hosts.add(named)
        return True


def is_asked_plainly(request: HttpRequest) -> bool:
    """Whether this may be a request for a stored page."""
    return (
        request.method in ("GET", "HEAD")
        and request.path_info.startswith(LANGUAGES)
        and not request.META.get("QUERY_STRING")
    )


def state_at(version: int, request: HttpRequest) -> str:
    """Pages tell what is overdue today, so none is of another day. Where nobody has
    said under which address the site is known, they tell that which was asked.
    """
    minute = int(timezone.now().timestamp()) // 60
    state = f"{version} {day_of(minute)} {release()}"
    if settings.HAS_SITE_ADDRESS:
        return state
    return f"{state} {sha256(origin(request).encode()).hexdigest()[:16]}"


@lru_cache(maxsize=1)
def day_of(minute: int) -> str:
    """In London, of a minute since 1970: one reader a minute has it worked out."""
    here = timezone.get_default_timezone()
    return str(datetime.fromtimestamp(minute * 60, here).date())


def is_to_store(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a page is one of those that are stored, at the address that is its own:
    numbers with zeros before them would make endless addresses of one page.
    """
    match = request.resolver_match
    if not is_for_everybody(response) or not match or match.url_name not in STORED:
        return False
    own = reverse(match.url_name, args=match.args, kwargs=match.kwargs)
    return request.path == own and len(own) <= StoredPage._meta.pk.max_length


def is_for_everybody(response: HttpResponse) -> bool:
    """Whether whoever asks is given the same."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
        and not response.has_header("Cache-Control")
    )


def store(
    request: HttpRequest, response: HttpResponse, state: str, before: Found
) -> HttpResponse:
    """Keep the page, and answer as from now on. One that came out as it was before
    keeps the moment since when it has been so.
    """
    etag = mark(response)
    since = json.loads(before.headers)["Last-Modified"] if before.etag == etag else ""
    response.headers["Last-Modified"] = since or http_date()
    patch_vary_headers(response, ["Accept-Encoding"])
    del response.headers["Content-Length"]
    page = StoredPage(
        path=request.path,
        state=state,
        etag=etag,
        headers=json.dumps(dict(response.items())),
        # Of no moment, so that the same page is the same to the byte.
        body=gzip.compress(response.content, mtime=0),
    )
    page.keep(before)
    return answer(request, page)


def answer(request: HttpRequest, page: Found | StoredPage) -> HttpResponse:
    if page.body is None:
        return unchanged(page.etag)
    headers = json.loads(page.headers)
    body = bytes(page.body)
    if GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    headers["Content-Length"] = str(len(body))
    response = HttpResponse(body, headers=headers)
    if not any(name in request.META for name in CONDITIONS):
        return response
    since = parse_http_date(headers["Last-Modified"])
    return get_conditional_response(request, page.etag, since, response)


def unchanged(etag: str) -> HttpResponse:
    """For a reader who has the page by its ETag, beside which no date is told."""
    told = {"Cache-Control": cache_control(), "ETag": etag, "Vary": "Accept-Encoding"}
    return HttpResponseNotModified(headers=told)


def marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A page that is not stored, such as one of a filtered list, with its digest.

    What is not there may be published in a moment, and what is gone come out anew:
    nobody is to keep that, as caches else may (RFC 9111, 4.2.2).
    """
    if response.status_code in MISSING:
        response.headers.setdefault("Cache-Control", "no-store")
        return response
    match = request.resolver_match
    if (
        request.method not in ("GET", "HEAD")
        or not match
        or match.url_name not in SHARED
        or not is_for_everybody(response)
    ):
        return response
    return get_conditional_response(request, mark(response), None, response)


def mark(response: HttpResponse) -> str:
    """Give a page its ETag, and say who may keep it."""
    etag = response.headers["ETag"] = etag_of(response.content)
    response.headers["Cache-Control"] = cache_control()
    return etag


def etag_of(body: bytes) -> str:
    """A weak one, which is that of the page compressed and not."""
    return f'W/"{sha256(body).hexdigest()[:32]}"'


def cache_control() -> str:
    """Whoever keeps it asks each time whether it still holds, so that what is withdrawn
    is gone at once; unless a CDN may hand it out for some seconds.
    """
    if settings.CDN_SECONDS:
        return f"public, max-age=0, must-revalidate, s-maxage={settings.CDN_SECONDS}"
    return "public, no-cache"
