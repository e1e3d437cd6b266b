from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.append_only import AppendOnlyAdmin, ReadOnly
from inspectorate.history.admin.export import Exports
from inspectorate.inspections.models import Evidence
from inspectorate.lifecycle import Act, Reason, Refusal
from inspectorate.lists import GrowingTable
from inspectorate.reports import queue
from inspectorate.reports.admin.assurance_page import AssurancePage
from inspectorate.reports.admin.assurance_threads import Offer
from inspectorate.reports.models import ChecklistAnswer, Clearance, Comment, Report


class AssuringAdmin(admin.ModelAdmin):
    """Gives reports their queue and their page of quality assurance."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("assurance/", view(self.queue_view), name="reports_report_queue"),
            path(
                "<path:object_id>/assurance/",
                view(self.assurance_view),
                name="reports_report_assurance",
            ),
            *super().get_urls(),
        ]

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        reports = queue.waiting(queue.readable_by(request.user))
        page = Paginator(reports, 25).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Queue of quality assurance"),
            "page": page,
            "rows": queue.described(list(page)),
        }
        return TemplateResponse(request, "admin/reports/report/queue.html", context)

    def assurance_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The draft with all that is said of it; by POST, one of its forms."""
        report = self.get_object(request, unquote(object_id))
        if report is None:
            raise Http404
        readable = queue.readable_by(request.user).filter(pk=report.pk)
        if not self.has_view_permission(request, report) or not readable.exists():
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        page = AssurancePage(report, request.user, sent)
        if sent is None:
            return self.assurance_page(request, page)
        if page.chosen is None:
            told = _(
                "Nothing was stored: what you wrote on is not part of this report any "
                "more, or you cannot write there now. The page is loaded again."
            )
            messages.error(request, told)
            return self.assurance_page(request, page, status=409)
        return self.receive(request, page, page.chosen)

    def receive(
        self, request: HttpRequest, page: AssurancePage, offer: Offer
    ) -> HttpResponse:
        if not offer.form.is_valid():
            return self.assurance_page(request, page, status=422)
        try:
            offer.do()
        except Refusal as refusal:
            offer.form.add_error(None, [str(each) for each in refusal.reasons])
            return self.assurance_page(request, page, status=409)
        messages.success(request, _("Stored: “%s”.") % offer.button)
        address = reverse("admin:reports_report_assurance", args=[page.report.pk])
        return HttpResponseRedirect(f"{address}#{anchor_of(page, offer)}")

    def assurance_page(
        self, request: HttpRequest, page: AssurancePage, status: int = 200
    ) -> TemplateResponse:
        # The admin class of evidence is stricter than permissions.
        evidence = self.admin_site.get_model_admin(Evidence)
        case = page.report.inspection
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": page.report,
            "title": _("Quality assurance"),
            "subtitle": str(page.report),
            "page": page,
            "report": page.report,
            "may_read_evidence": evidence.may_read_case(request, case),
            "lacking": page.report.unassured(),
        }
        template = "admin/reports/report/assurance.html"
        return TemplateResponse(request, template, context, status=status)

    def warnings(self, row: models.Model, act: Act) -> list[str]:
        told = super().warnings(row, act)
        refused = row.answers.filter(answer=ChecklistAnswer.Answer.NO).count()
        if act.verb == "send_for_accuracy" and refused:
            sentence = _(
                "Questions of the checklist answered “No”: %d. Read why first."
            )
            told = [*told, sentence % refused]
        return told

    def link_of(self, reason: Reason) -> str:
        """What a draft in quality assurance lacks is mended on its assurance page."""
        row = reason.about
        if isinstance(row, Report) and row.status == Report.Status.QUALITY_ASSURANCE:
            return reverse("admin:reports_report_assurance", args=[row.pk])
        return super().link_of(reason)


def anchor_of(page: AssurancePage, offer: Offer) -> str:
    """Where the reader was: a thread, what they wrote on, or a part of the page."""
    kind, _sign, number = offer.key.partition("-")
    if kind in ("answer", "resolve", "reopen"):
        return f"thread-{number}"
    return f"at-{offer.key}"


class OfAssurance(ReadOnly, GrowingTable):
    """Rows that are made on the assurance page, and read by who reads that."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        readable = queue.readable_by(request.user).values("pk")
        return super().get_queryset(request).filter(report__in=readable)


@admin.register(Comment)
class CommentAdmin(OfAssurance, Exports):
    """Finds what was said; it is said on the assurance page of its report."""

    list_display = ["text", "place", "report", "by", "at", "resolved_at"]
    list_select_related = ["report", "by"]
    search_fields = ["report__slug", "=paragraph__stable_id", "text"]
    search_help_text = _("The report's address name, a stable id, or words.")
    fields = [
        *("report", "parent", "place", "text", "by", "at"),
        *("resolved_by", "resolved_at", "how"),
    ]


@admin.register(ChecklistAnswer)
class ChecklistAnswerAdmin(OfAssurance, Exports):
    list_display = ["item", "answer", "note", "report", "by", "at"]
    list_select_related = ["item", "report", "by"]
    list_filter = ["answer"]
    search_fields = ["report__slug", "note"]
    search_help_text = _("The report's address name, or words of the note.")
    fields = ["report", "item", "answer", "note", "by", "at"]


@admin.register(Clearance)
class ClearanceAdmin(OfAssurance, AppendOnlyAdmin):
    list_display = ["kind", "place", "report", "reason", "cleared_by", "cleared_at"]
    list_select_related = ["report", "cleared_by"]
    list_filter = ["kind"]
    search_fields = ["report__slug", "reason"]
    search_help_text = _("The report's address name, or words of the reason.")
    fields = [
        *("report", "kind", "place", "language", "excerpt"),
        *("reason", "cleared_by", "cleared_at", "segment", "start", "digest"),
    ]
