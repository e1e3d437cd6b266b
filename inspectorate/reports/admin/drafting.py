"""The drafting screen: the whole report as it will be read, and buttons to write it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal
from inspectorate.reports.admin.arranging import Arranging
from inspectorate.reports.admin.draft_access import draft_page
from inspectorate.reports.admin.screen import screen
from inspectorate.reports.admin.texts import TextsPages
from inspectorate.reports.admin.translation import TranslationPages
from inspectorate.reports.beginning import begin
from inspectorate.reports.models import Paragraph, Report, Section
from inspectorate.reports.texts import prints_of

OPENS = ("add-paragraph", "add-wording", "add-section", "add-part")


class Drafting(TextsPages, TranslationPages):
    """Gives the admin class of reports its drafting screen."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/draft/", view(self.draft_view), name="reports_report_draft"),
            path(
                "<int:pk>/draft/arrange/",
                view(require_POST(self.arrange_view)),
                name="reports_report_arrange",
            ),
            path(
                "<int:pk>/draft/delete/<slug:stable_id>/",
                view(self.delete_paragraph_view),
                name="reports_report_delete_paragraph",
            ),
            path(
                "begin/<int:case>/",
                view(require_POST(self.begin_view)),
                name="reports_report_begin",
            ),
            *super().get_urls(),
        ]

    def draft_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.draft(request, pk)
        lacks = request.GET.get("lacks", "")
        context = self.draft_context(request, report)
        context |= screen(report, lacks if lacks in ("en", "cy") else "")
        context["open_warnings"] = len(report.open_warnings())
        context["title"] = _("Draft")
        context["subtitle"] = str(report)
        return TemplateResponse(request, "admin/reports/report/draft.html", context)

    def arrange_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.draft(request, pk)
        if closed := self.closed_page(request, report):
            return closed
        form = Arranging(request.POST, report)
        try:
            part = form.perform(request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            part = form.cleaned_data.get("paragraph") or form.cleaned_data.get(
                "section"
            )
            return HttpResponseRedirect(draft_page(report) + anchor(part))
        if form.cleaned_data["act"] in OPENS:
            return HttpResponseRedirect(texts_page(report, part))
        return HttpResponseRedirect(draft_page(report) + anchor(part))

    def delete_paragraph_view(
        self, request: HttpRequest, pk: int, stable_id: str
    ) -> HttpResponse:
        """Show what would go; by POST, delete it."""
        report = self.draft(request, pk)
        if closed := self.closed_page(request, report):
            return closed
        if not request.user.has_perm("reports.delete_paragraph"):
            raise PermissionDenied
        paragraph = report.paragraphs.filter(stable_id=stable_id).first()
        if paragraph is None:
            messages.warning(request, _("This paragraph is deleted already."))
            return HttpResponseRedirect(draft_page(report))
        if request.method != "POST":
            context = self.draft_context(request, report) | {
                "title": _("Delete a paragraph"),
                "paragraph": paragraph,
                "drawn": prints_of(paragraph.text),
            }
            template = "admin/reports/report/delete_paragraph.html"
            return TemplateResponse(request, template, context)
        try:
            delete_as_drawn(paragraph, request)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("The paragraph is deleted."))
        return HttpResponseRedirect(draft_page(report, paragraph.section))

    def begin_view(self, request: HttpRequest, case: int) -> HttpResponse:
        """Begin the report of a case, and open its drafting screen."""
        mine = Inspection.objects.editable_by(request.user)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if not mine.filter(pk=case).exists():
            readable = Inspection.objects.drafts_readable_by(request.user)
            if readable.filter(pk=case).exists():
                raise PermissionDenied
            raise Http404
        inspection = get_object_or_404(Inspection, pk=case)
        try:
            report = begin(inspection, by=request.user)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            report = inspection.reports.filter(kind__in=Report.MAIN).first()
            back = reverse("admin:inspections_inspection_change", args=[case])
            return HttpResponseRedirect(draft_page(report) if report else back)
        messages.success(request, _("The report is begun, with you as its author."))
        return HttpResponseRedirect(draft_page(report))


@transaction.atomic
def delete_as_drawn(paragraph: Paragraph, request: HttpRequest) -> None:
    """Raise Refusal when its text is not the one that the page showed."""
    stored = paragraph.report.opened().paragraphs.filter(pk=paragraph.pk).first()
    drawn = request.POST.get("drawn")
    if stored is not None and prints_of(stored.text) != drawn:
        raise Refusal(
            _(
                "Somebody has changed the paragraph since this page was shown. Nothing "
                "was deleted: read it again first."
            )
        )
    paragraph.remove(by=request.user)


def anchor(part: Section | Paragraph | None) -> str:
    if isinstance(part, Paragraph):
        return f"#paragraph-{part.stable_id}"
    return f"#section-{part.pk}" if part else ""


def texts_page(report: Report, part: Section | Paragraph) -> str:
    """Where a new part is written."""
    section = part.section_id if isinstance(part, Paragraph) else part.pk
    page = reverse("admin:reports_report_section", args=[report.pk, section])
    return page + (anchor(part) if isinstance(part, Paragraph) else "")
