from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from inspectorate.lifecycle import Refusal
from inspectorate.reports import comment_sheet
from inspectorate.reports.admin.accuracy_forms import SheetForm
from inspectorate.reports.models import AccuracyCheck
from inspectorate.spreadsheets import Unreadable


class SheetPages:
    """Makes an admin class one that takes comments from a file: it is read and shown
    first, and logged when that is confirmed.
    """

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        check = self.found(request, pk)
        if request.method != "POST":
            return self.sheet_page(request, check, SheetForm())
        try:
            # Asked first, so that nobody prepares a file in vain.
            check.check_open_to(request.user)
            if "sealed" in request.POST:
                return self.log_sheet(request, check)
            return self.show_sheet(request, check)
        except (Refusal, Unreadable) as refusal:
            form = SheetForm(request.POST, request.FILES)
            return self.sheet_page(request, check, form, refusal.reasons)

    def show_sheet(self, request: HttpRequest, check: AccuracyCheck) -> HttpResponse:
        form = SheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.sheet_page(request, check, form)
        said = form.said(timezone.now())
        comments = comment_sheet.read_comments(check, **said)
        sealed = comment_sheet.sealed(comments, by=request.user.pk)
        return self.sheet_page(request, check, form, comments=comments, sealed=sealed)

    def log_sheet(self, request: HttpRequest, check: AccuracyCheck) -> HttpResponse:
        by = request.user
        said = comment_sheet.opened(check, request.POST["sealed"], by=by.pk)
        logged = check.log_all(said, by=by, batch=uuid4())
        told = ngettext("%s comment is logged.", "%s comments are logged.", len(logged))
        messages.success(request, told % len(logged))
        where = reverse("admin:reports_accuracycheck_change", args=[check.pk])
        return HttpResponseRedirect(where)

    def sheet_page(
        self,
        request: HttpRequest,
        check: AccuracyCheck,
        form: SheetForm,
        reasons: list[str] | None = None,
        **shown: object,
    ) -> TemplateResponse:
        context = {
            **self.context(request, check),
            "title": gettext("Import comments"),
            "form": form,
            "reasons": reasons,
            **shown,
        }
        template = "admin/reports/accuracycheck/import.html"
        status = 409 if reasons else 200
        return TemplateResponse(request, template, context, status=status)
