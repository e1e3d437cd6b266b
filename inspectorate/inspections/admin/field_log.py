"""Findings logged in the field: one screen, which works without a mouse."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from inspectorate.inspections.admin.log_form import LogForm
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.lifecycle import locked

PAGE = "inspections_finding_log"
# What a finding of the same round most likely shares with the one before it.
KEPT = ("classification", "theme")


class FieldLog(admin.ModelAdmin):
    """Gives the admin class of inspections the screen of a case's findings."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.log_view)
        under = "<int:object_id>/findings/log/"
        return [
            path(under, view, name=PAGE),
            path(f"{under}<int:finding_id>/", view, name=PAGE),
            *super().get_urls(),
        ]

    def log_view(
        self, request: HttpRequest, object_id: int, finding_id: int | None = None
    ) -> HttpResponse:
        inspection = self.get_object(request, str(object_id))
        if inspection is None:
            raise Http404
        may = request.user.has_perms(
            ["inspections.add_finding", "inspections.change_finding"]
        )
        if not (may and self.edits(request, inspection)):
            raise PermissionDenied
        if request.method == "POST":
            return self.save_log(request, inspection, finding_id)
        finding = find(inspection, finding_id)
        offered = kept_from(request, inspection) if finding_id is None else {}
        form = LogForm(instance=finding, initial=offered, user=request.user)
        return self.log_page(request, form)

    @transaction.atomic
    def save_log(
        self, request: HttpRequest, inspection: Inspection, finding_id: int | None
    ) -> HttpResponse:
        """Store what was sent, or show it again with what stands against it.

        Under the lock of the case: whoever sends at the same time finds this done. A
        form that brings nothing new was sent twice, and is answered like the first.
        """
        locked(Inspection).get(pk=inspection.pk)
        token = token_of(request)
        finding = find(inspection, finding_id, token)
        form = LogForm(request.POST, instance=finding, user=request.user)
        if self.is_closed(inspection):
            form.add_error(None, self.closed_words)
        if not form.is_valid():
            return self.log_page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        if form.news():
            if form.stored and request.POST.get("seen") != form.digest():
                return self.log_page(request, form, HTTPStatus.CONFLICT)
            if not form.stored and not Finding.objects.filter(log_token=token):
                finding.log_token = token
            form.log()
        return self.after_log(request, finding, token)

    def after_log(
        self, request: HttpRequest, finding: Finding, token: UUID | None
    ) -> HttpResponse:
        told = {"saved": token or "", "finding": finding.pk}
        args = [finding.inspection_id]
        if "next" not in request.POST:
            args.append(finding.pk)
        page = reverse(f"admin:{PAGE}", args=args)
        return HttpResponseRedirect(f"{page}?{urlencode(told)}")

    def log_page(
        self, request: HttpRequest, form: LogForm, status: int = HTTPStatus.OK
    ) -> TemplateResponse:
        inspection, is_stale = form.inspection, status == HTTPStatus.CONFLICT
        # Seen are the words of others only when they are shown on the page.
        sent = request.POST.get("seen", "") if form.is_bound else form.digest()
        findings = inspection.findings.select_related("theme")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": inspection,
            "title": _("Log findings"),
            "subtitle": str(inspection),
            "form": form,
            "finding": form.instance,
            "seen": form.digest() if is_stale else sent,
            "token": (form.is_bound and token_of(request)) or uuid4(),
            "versions": form.versions() if is_stale else [],
            "closed_words": self.closed_words if self.is_closed(inspection) else "",
            "findings": [
                (finding, finding.lacks())
                for finding in findings.prefetch_related("evidence")
            ],
            "saved": saved(request, inspection),
            "saved_token": request.GET.get("saved", ""),
        }
        template = "admin/inspections/inspection/log.html"
        return TemplateResponse(request, template, context, status=status)


def token_of(request: HttpRequest) -> UUID | None:
    """The token that the form was made with; None for none that makes sense."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return None


def find(
    inspection: Inspection, finding_id: int | None, token: UUID | None = None
) -> Finding:
    """The finding of this address, or that which this form has made before; a new
    one where neither is there.
    """
    mine = inspection.findings.select_related("theme", "previous")
    if finding_id is None:
        found = mine.filter(log_token=token).first() if token else None
        return found or Finding(inspection=inspection)
    found = mine.filter(pk=finding_id).first()
    if found is None:
        raise Http404
    found.inspection = inspection
    return found


def number_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def saved(request: HttpRequest, inspection: Inspection) -> Finding | None:
    """The finding that was saved a moment ago, as the address of the page says."""
    number = number_of(request.GET.get("finding", ""))
    return number and inspection.findings.filter(pk=number).first()


def kept_from(request: HttpRequest, inspection: Inspection) -> dict:
    before = saved(request, inspection)
    return {name: getattr(before, name) for name in KEPT} if before else {}
