"""A body that is stored, a digest that is stored, a list and a page that are drawn."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template import engines
from django.views.generic import ListView

from inspectorate.public.authorities import AuthorityPage
from inspectorate.reports.models import Edition

__all__ = ["AuthorityPage", "PlainList", "body", "digest", "named"]

BODY = "SELECT body FROM public_storedpage WHERE path = %s"
DIGEST = "SELECT etag FROM public_storedpage WHERE path = %s"
LIST = """<!doctype html><title>Reports</title><ul>{% for edition in editions %}
<li><a href="/en/reports/{{ edition.report.slug }}/">{{ edition.title }}</a>
{% for authority in edition.authorities.all %}{{ authority.name }} {% endfor %}
{{ edition.published_on.in_words }} {{ edition.service.name }}</li>{% endfor %}</ul>"""


def body(request: HttpRequest, key: str) -> HttpResponse:
    (found,) = asked(BODY, key)
    found = bytes(found)
    told = {"Content-Encoding": "gzip", "Content-Length": str(len(found))}
    return HttpResponse(found, headers=told)


def digest(request: HttpRequest, key: str) -> HttpResponse:
    (found,) = asked(DIGEST, key)
    has_it = request.META.get("HTTP_IF_NONE_MATCH") == found
    return HttpResponseNotModified() if has_it else HttpResponse(status=500)


def named(request: HttpRequest, key: str) -> HttpResponse:
    """With what a 304 has to say (RFC 9110, 15.4.5)."""
    (found,) = asked(DIGEST, key)
    told = {"ETag": found, "Cache-Control": "public, no-cache"}
    if request.META.get("HTTP_IF_NONE_MATCH") != found:
        return HttpResponse(status=500)
    return HttpResponseNotModified(headers=told | {"Vary": "Accept-Encoding"})


def asked(sql: str, key: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(sql, [key])
        return cursor.fetchone()


class PlainList(ListView):
    """The twenty newest reports in two statements, without filters, counts or looks."""

    queryset = (
        Edition.objects.published()
        .current()
        .defer("document")
        .select_related("report", "service")
        .prefetch_related("authorities")
        .order_by("-sorted_on", "-register_entry__sequence")[:20]
    )
    template = engines["django"].from_string(LIST)

    def get(self, request: HttpRequest) -> HttpResponse:
        editions = self.get_queryset()
        return HttpResponse(self.template.render({"editions": editions}, request))
