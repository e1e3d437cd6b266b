"""The files of editions: what they are, and whether they could be made."""

import logging

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.storage import storages
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from inspectorate.history.admin.append_only import AppendOnlyAdmin
from inspectorate.history.models import Entry
from inspectorate.reports.forming import FAILED
from inspectorate.reports.models import Edition, EditionForm

logger = logging.getLogger(__name__)
LOST = _(
    "The storage does not hold this file. Tell an administrator, who finds every lost "
    "file by ./run manage verify_register."
)


@admin.register(EditionForm)
class EditionFormAdmin(AppendOnlyAdmin):
    list_display = ["name", "form", "language", "size", "made_at"]
    list_select_related = ["edition"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A file in which an edition is kept. It is made once, after "
                    "publication, and the register holds its digest."
                ),
                "fields": [
                    ("edition", "name"),
                    ("form", "language"),
                    ("sha256", "size"),
                    ("made_at", "made_with"),
                ],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        readable = Edition.objects.readable_by(request.user)
        rows = super().get_queryset(request).defer("edition__document")
        return rows.filter(edition__in=readable.values("pk"))


class FormsOfEdition(admin.ModelAdmin):
    """For the page of an edition: its files, and the reason where there are none."""

    @admin.display(description=_("files"))
    def files(self, edition: Edition) -> str:
        forms = edition.forms.all()
        if not forms:
            return self.reason(edition)
        rows = [
            (
                reverse("admin:reports_edition_file", args=[edition.pk, form.name]),
                form.name,
                filesizeformat(form.size),
            )
            for form in forms
        ]
        items = format_html_join("", '<li><a href="{}">{}</a> ({})</li>', rows)
        return format_html("<ul>{}</ul>", items)

    def reason(self, edition: Edition) -> str:
        failures = Entry.objects.about(edition).filter(act=FAILED)
        if last := failures.last():
            return last.reason
        return gettext(
            "Not made yet: the worker makes them once the edition stands, and those of "
            "imported reports are made by ./run manage make_forms."
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_GET(self.file_view))
        way = "<int:pk>/files/<str:name>"
        return [path(way, view, name="reports_edition_file"), *super().get_urls()]

    def file_view(
        self, request: HttpRequest, pk: int, name: str
    ) -> FileResponse | HttpResponse:
        edition = self.get_object(request, str(pk))
        if edition is None:
            raise Http404
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        form = get_object_or_404(edition.forms, name=name)
        try:
            content = storages["editions"].open(form.stored_as)
        except OSError:
            logger.exception("File of an edition lost: %s", form.name)
            messages.error(request, LOST)
            return redirect("admin:reports_edition_change", edition.pk)
        return handed_out(form, content)


def handed_out(form: EditionForm, content: File) -> FileResponse:
    answer = FileResponse(
        content, as_attachment=True, filename=form.name, content_type=form.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
