"""What became of the findings of the inspection before, and what is to be revisited."""

from typing import NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inspectorate.inspections import carrying
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.lifecycle import Reason, Refusal
from inspectorate.lifecycle.admin import row_address

PAGE = "inspections_inspection_comparison"


class Part(NamedTuple):
    """One kind of row on the page: how many wait, and those to be revisited."""

    label: str
    waiting: int
    carried: list[tuple[models.Model, str]]


class Comparison(admin.ModelAdmin):
    """Gives the admin class of inspections the page that compares with last time."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.comparison_view)
        own = path("<int:object_id>/comparison/", view, name=PAGE)
        return [own, *super().get_urls()]

    def comparison_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Tell what changed; by POST, carry forward what the earlier one left open."""
        inspection = self.get_object(request, str(object_id))
        if inspection is None:
            raise Http404
        readable = Inspection.objects.workings_readable_by(request.user)
        if not (
            self.has_view_permission(request, inspection)
            and readable.filter(pk=inspection.pk).exists()
        ):
            raise PermissionDenied
        if request.method == "POST":
            return self.carry(request, inspection)
        return self.comparison_page(request, inspection)

    def carry(self, request: HttpRequest, inspection: Inspection) -> HttpResponse:
        if not self.edits(request, inspection):
            raise PermissionDenied
        try:
            count = carrying.carry_forward(inspection, by=request.user)
        except Refusal as refusal:
            reasons = refusal.reasons
            return self.comparison_page(request, inspection, reasons, status=409)
        told = ngettext(
            "%d record was carried forward: it is to be revisited now.",
            "%d records were carried forward: they are to be revisited now.",
            count,
        )
        messages.success(request, told % count)
        page = reverse(f"admin:{PAGE}", args=[inspection.pk])
        return HttpResponseRedirect(page)

    def comparison_page(
        self,
        request: HttpRequest,
        inspection: Inspection,
        reasons: list[Reason] | None = None,
        status: int = 200,
    ) -> TemplateResponse:
        reasons = reasons or carrying.objections(inspection, request.user)
        parts = [part(carrier, inspection) for carrier in carrying.carriers()]
        counts = inspection.findings.by_change()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": inspection,
            "title": _("Comparison with the inspection before"),
            "subtitle": str(inspection),
            "earlier": inspection.follows,
            "counts": [
                (Finding.Change(change).label, counts[change]) for change in counts
            ],
            "parts": parts,
            "waiting": sum(part.waiting for part in parts),
            "reasons": reasons,
        }
        template = "admin/inspections/inspection/comparison.html"
        return TemplateResponse(request, template, context, status=status)


def part(carrier: carrying.Carrier, inspection: Inspection) -> Part:
    waiting = carrier.waiting(inspection).count() if inspection.follows_id else 0
    carried = [(row, address(row)) for row in carrier.carried(inspection)]
    return Part(carrier.label, waiting, carried)


def address(row: models.Model) -> str:
    """Where the row is gone on with: a finding on the screen it is logged on."""
    if isinstance(row, Finding):
        args = [row.inspection_id, row.pk]
        return reverse("admin:inspections_finding_log", args=args)
    return row_address(row)
