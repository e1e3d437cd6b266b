from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import models
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.append_only import ReadOnly
from inspectorate.history.admin.export import Exports
from inspectorate.history.models import Entry, record
from inspectorate.lifecycle import Refusal
from inspectorate.lists import FarChoices, GrowingTable
from inspectorate.reports import marked_up
from inspectorate.reports.admin.accuracy_forms import (
    CHECK_FORMS,
    COMMENT_FORMS,
    comment_form,
)
from inspectorate.reports.admin.comment_sheet import SheetPages
from inspectorate.reports.document import document_of
from inspectorate.reports.models import AccuracyCheck, AccuracyComment
from inspectorate.reports.models.accuracy_told import READ
from inspectorate.reports.models.acts import ASSURE
from inspectorate.reports.parts import parts_of

FOLDER = "admin/reports/accuracycheck"
PAGE = 25


@admin.register(AccuracyCheck)
class AccuracyCheckAdmin(SheetPages, ReadOnly, GrowingTable, Exports):
    """One page for a check; its rows change by acts, never by editing."""

    list_display = ["heading", "report", "sent_on", "last_day", "returned_on"]
    list_select_related = ["report"]
    list_filter = [("report__status", FarChoices)]
    search_fields = ["report__title_en", "report__title_cy", "report__slug"]
    search_help_text = _("Words of the report's title, or its address name.")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request).readable_by(request.user)
        return rows.select_related("report__inspection", "sent_by", "told_by").defer(
            "document"
        )

    def get_urls(self) -> list[URLPattern]:
        pages = {
            "import": ("<int:pk>/import/", self.import_view),
            "marked_up": ("<int:pk>/marked-up/", self.marked_up_view),
            "act": ("<int:pk>/acts/<str:verb>/", self.act_view),
            "decision": (
                "<int:pk>/comments/<int:number>/<str:verb>/",
                self.decision_view,
            ),
            "file": (
                "<int:pk>/comments/<int:number>/files/<int:file>/",
                self.file_view,
            ),
        }
        own = [
            path(
                way,
                self.admin_site.admin_view(view),
                name=f"reports_accuracycheck_{name}",
            )
            for name, (way, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            # Refused like any other row that is only read.
            return super().change_view(request, object_id, form_url, extra_context)
        check = self.get_object(request, object_id)
        if check is None:
            return self._get_obj_does_not_exist_redirect(
                request, self.opts, str(object_id)
            )
        return self.page(request, check)

    def act_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        check = self.found(request, pk)
        if verb not in CHECK_FORMS or request.method != "POST":
            raise Http404
        form = CHECK_FORMS[verb](request.POST)
        if self.done(request, form, check):
            return HttpResponseRedirect(address_of(check))
        return self.page(request, check, {verb: form})

    def decision_view(
        self, request: HttpRequest, pk: int, number: int, verb: str
    ) -> HttpResponse:
        check = self.found(request, pk)
        comment = check.comments.filter(number=number).first()
        if verb not in COMMENT_FORMS or comment is None or request.method != "POST":
            raise Http404
        comment.accuracy_check = check
        form = comment_form(verb, comment, request.POST)
        if self.done(request, form, comment):
            query = urlencode({"page": request.GET.get("page", 1)})
            where = f"{address_of(check)}?{query}#comment-{number}"
            return HttpResponseRedirect(where)
        # What is shown now has been seen, so that it can be sent again knowingly.
        fresh = check.comments.get(number=number).state()
        form.data = {**form.data.dict(), form.add_prefix("seen"): fresh}
        return self.page(request, check, {(number, verb): form})

    def file_view(
        self, request: HttpRequest, pk: int, number: int, file: int
    ) -> FileResponse:
        """What the authority sent with a comment, to be kept and never shown here."""
        comment = self.found(request, pk).comments.filter(number=number).first()
        sent = comment and comment.files.filter(pk=file).first()
        if not sent:
            raise Http404
        try:
            content = sent.open()
        except OSError as lost:
            raise Http404 from lost
        record(comment, "read file", by=request.user, after={"file": sent.name})
        return FileResponse(
            content,
            as_attachment=True,
            filename=sent.name,
            content_type=sent.media_type,
        )

    def done(self, request: HttpRequest, form: forms.Form, row: models.Model) -> bool:
        """Whether the form's verb was done; what refuses it stands on the form."""
        if not form.is_valid():
            return False
        try:
            form.do(row, by=request.user)
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error(None, str(reason))
            return False
        messages.success(request, _("Done: it is on the record."))
        return True

    def found(self, request: HttpRequest, pk: int) -> AccuracyCheck:
        """The check where the person may read it; a forged number finds none."""
        check = self.get_object(request, str(pk))
        if check is None or not self.has_view_permission(request, check):
            raise Http404
        return check

    def page(
        self, request: HttpRequest, check: AccuracyCheck, sent: dict | None = None
    ) -> TemplateResponse:
        """`sent` holds the form that was refused, by its verb."""
        sent, on = sent or {}, timezone.localdate()
        comments = in_order(check)
        listed = Paginator(comments, PAGE).get_page(request.GET.get("page"))
        works = check.is_under_way and check.is_worked_on_by(request.user)
        forms_of = partial(self.forms_of, request, check, sent) if works else no_forms
        context = {
            **self.context(request, check),
            "on": on,
            "days_left": check.days_left(on),
            "works": works,
            "tied": [] if works else check.report.bars_interest(request.user),
            "forms": {
                verb: sent.get(verb) or form() for verb, form in CHECK_FORMS.items()
            },
            "sent_verbs": sent,
            "is_over": on > check.ends_on,
            "listed": listed,
            "items": [
                (each, self.part_of(check, each), forms_of(each)) for each in listed
            ],
            "answers": check.answers.select_related("authority", "officer__user"),
            "readings": Entry.objects.about(check).filter(act=READ),
            "lacks_to_tell": check.lacks_to_tell(),
            "unsettled": sum(not each.is_settled for each in comments),
        }
        status = 409 if sent else 200
        template = f"{FOLDER}/change_form.html"
        return TemplateResponse(request, template, context, status=status)

    def part_of(self, check: AccuracyCheck, comment: AccuracyComment) -> object:
        named = (comment.part_kind, comment.part_key)
        return next((part for part in check.parts if part[:2] == named), None)

    def forms_of(
        self,
        request: HttpRequest,
        check: AccuracyCheck,
        sent: dict,
        comment: AccuracyComment,
    ) -> dict[str, forms.Form]:
        verbs = ["decide"]
        if comment.needs_review and request.user.has_perm(ASSURE):
            verbs.append("second_review")
        return {
            verb: sent.get((comment.number, verb)) or comment_form(verb, comment)
            for verb in verbs
        }

    def marked_up_view(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """What the draft says now, against what was sent."""
        check = self.found(request, pk)
        now = parts_of(document_of(check.report, number=0))
        every = marked_up.changes(check.parts, now)
        whole = "whole" in request.GET
        context = {
            **self.context(request, check),
            "title": _("What has changed since it was sent"),
            "whole": whole,
            "count": sum(change.fate != marked_up.SAME for change in every),
            "changes": [
                change for change in every if whole or change.fate != marked_up.SAME
            ],
        }
        return TemplateResponse(request, f"{FOLDER}/marked_up.html", context)

    def context(self, request: HttpRequest, check: AccuracyCheck) -> dict:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": check,
            "check": check,
            "report": check.report,
            "title": _("Check for factual accuracy"),
            "subtitle": str(check),
            "back": address_of(check),
        }

    @admin.display(description=_("accuracy check"), ordering="number")
    def heading(self, check: AccuracyCheck) -> int:
        return check.number

    @admin.display(description=_("last day"), ordering="due_on")
    def last_day(self, check: AccuracyCheck) -> object:
        return check.ends_on


def no_forms(comment: AccuracyComment) -> dict[str, forms.Form]:
    return {}


def in_order(check: AccuracyCheck) -> list[AccuracyComment]:
    """Comments in the order of what they are about, those on the whole draft first."""
    places = {part[:2]: place for place, part in enumerate(check.parts, start=1)}
    rows = check.comments.select_related("decided_by", "second_reviewer")
    comments = list(rows.prefetch_related("files"))
    for comment in comments:
        comment.accuracy_check = check
    return sorted(
        comments, key=lambda c: (places.get((c.part_kind, c.part_key), 0), c.number)
    )


def address_of(check: AccuracyCheck) -> str:
    return reverse("admin:reports_accuracycheck_change", args=[check.pk])
