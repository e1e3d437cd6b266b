"""Who opens the draft of a report in the admin, and who edits it there."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from inspectorate.history.closed import CLOSED
from inspectorate.inspections.admin.access import OVER
from inspectorate.reports.models import Report, Section


def draft_page(report: Report, section: Section | None = None) -> str:
    page = reverse("admin:reports_report_draft", args=[report.pk])
    return f"{page}#section-{section.pk}" if section else page


class DraftAccess(admin.ModelAdmin):
    """Asks what ReportAdmin asks: its queryset, and whether a row may be changed."""

    def draft(self, request: HttpRequest, pk: int) -> Report:
        report = self.get_object(request, str(pk))
        if report is None:
            raise Http404
        if not self.has_view_permission(request, report):
            raise PermissionDenied
        return report

    def closed_page(self, request: HttpRequest, report: Report) -> HttpResponse | None:
        """For whoever may edit it, the way back when the report is fixed."""
        if self.has_change_permission(request, report):
            return None
        if not self.is_closed(report):
            raise PermissionDenied
        messages.error(request, OVER if self.is_over(report) else CLOSED)
        return HttpResponseRedirect(draft_page(report))

    def draft_context(self, request: HttpRequest, report: Report) -> dict:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "report": report,
            "draft": draft_page(report),
            "can_edit": self.has_change_permission(request, report),
            "can_delete": request.user.has_perm("reports.delete_paragraph"),
            "closed": CLOSED if report.status in Report.FIXED else "",
        }
