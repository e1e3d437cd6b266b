"""A final report for one named reader, before it is published."""

from datetime import datetime

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import PreReleaseReader
from inspectorate.reports.reading import reading

HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    # Not no-referrer: with that, browsers send a form from "null", which the
    # protection of forms refuses. No other site is told the address by either.
    "Referrer-Policy": "same-origin",
}


@method_decorator(never_cache, name="dispatch")
class EarlyReport(View):
    """Tells by GET the conditions alone, so that a program which opens the links of
    e-mails reads nothing, and records nothing; by POST it shows the report.

    A link that is not known, closed, over or not open yet answers like an address
    that does not exist; once the report is out, it leads there.
    """

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        reader = find(token, timezone.now())
        if reader.is_led_on():
            return to_public(reader)
        language = chosen(request.GET.get("language"), reader)
        return page(request, "portal/early_conditions.html", reader, language)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        now = timezone.now()
        reader = find(token, now)
        if reader.is_led_on():
            return to_public(reader)
        language = chosen(request.POST.get("language"), reader)
        try:
            document = reader.read(language=language, at=now)
        except Refusal as refusal:
            raise Http404 from refusal
        return page(request, "portal/early_report.html", reader, language, document)


def find(token: str, at: datetime) -> PreReleaseReader:
    reader = PreReleaseReader.objects.by_token(token)
    if reader is None or not (reader.is_led_on() or reader.is_open(at)):
        raise Http404
    return reader


def chosen(language: str | None, reader: PreReleaseReader) -> str:
    return language if language in PreReleaseReader.Language else reader.language


def to_public(reader: PreReleaseReader) -> HttpResponse:
    with translation.override(reader.language):
        address = reverse("report-detail", args=[reader.report.slug])
    return HttpResponseRedirect(address, headers=HEADERS)


def page(
    request: HttpRequest,
    template: str,
    reader: PreReleaseReader,
    language: str,
    document: dict | None = None,
) -> HttpResponse:
    with translation.override(language):
        told = reading(document) if document else {}
        told |= {"reader": reader, "report": reader.report, "language": language}
        text = render_to_string(template, told, request)
    return HttpResponse(text, headers={**HEADERS, "Content-Language": language})
