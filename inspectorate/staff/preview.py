"""A draft on the public's own page, for those who may read it."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import Report
from inspectorate.reports.reading import draft_document, reading


def show(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """Draw it with the templates of the public door, in either language.

    What the public page tells of editions and responses is not there yet.
    """
    report = site.get_model_admin(Report).draft(request, pk)
    draft = reverse("admin:reports_report_draft", args=[report.pk])
    language = "cy" if request.GET.get("language") == "cy" else "en"
    try:
        document = draft_document(report, timezone.localdate())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(draft)
    with translation.override(language):
        context = reading(document) | {
            "report": report,
            "draft": draft,
            "language": language,
            "lacking": report.missing_texts(),
        }
        page = render_to_string("admin/reports/report/preview.html", context, request)
    return HttpResponse(page, headers={"Content-Language": language})
