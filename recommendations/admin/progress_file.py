"""Files that an authority has sent with its progress, in the admin."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path

from inspectorate.history.models import record
from recommendations.models import ProgressFile, Recommendation


class HandsOutFiles(admin.ModelAdmin):
    """Hands out the files of a recommendation to who may read them, and records it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.file_view)
        way = "<path:object_id>/files/<int:sequence>/<int:position>/"
        own = path(way, view, name="recommendations_progressfile")
        return [own, *super().get_urls()]

    def file_view(
        self, request: HttpRequest, object_id: str, sequence: int, position: int
    ) -> FileResponse:
        """To be kept and never shown by the browser, whatever it is."""
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        found = readable(row, request.user).filter(
            progress_update__sequence=sequence, position=position
        )
        file = found.first()
        if file is None:
            raise Http404
        try:
            content = file.open()
        except OSError as lost:
            raise Http404 from lost
        record(row, "read file", by=request.user, after=file.told())
        return FileResponse(
            content,
            as_attachment=True,
            filename=file.name,
            content_type=file.media_type,
        )


def readable(row: Recommendation, user: models.Model) -> models.QuerySet:
    files = ProgressFile.objects.filter(progress_update__recommendation=row)
    return files.readable_by(user)


def files_of(row: Recommendation, user: models.Model) -> dict[int, list[ProgressFile]]:
    """Those that the person may read, by the sequence of the fact they came with."""
    found: dict[int, list[ProgressFile]] = {}
    for file in readable(row, user).select_related("progress_update"):
        found.setdefault(file.progress_update.sequence, []).append(file)
    return found
