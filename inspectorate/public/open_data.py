"""The tables of the public record as files, and what their columns mean."""

import logging

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from inspectorate.opendata.files import media_type_of
from inspectorate.opendata.models import Snapshot, SnapshotFile
from inspectorate.opendata.tables import TABLES

logger = logging.getLogger(__name__)

LATEST = "latest"
# Beside the tables, in this order.
ABOUT = [
    *("datapackage.json", "dictionary.csv", "CHANGES.md", "LICENCE.txt"),
    "SHA256SUMS",
]
# A year of nights, and the nights before on request.
MOST_SHOWN = 366


class OpenData(TemplateView):
    """What there is for programs, and the newest snapshot to take away."""

    template_name = "public/open_data_page.html"

    def get_context_data(self, **kwargs: object) -> dict:
        newest = Snapshot.objects.first()
        files = {file.name: file for file in newest.files.all()} if newest else {}
        return super().get_context_data(
            snapshot=newest,
            about=[files[name] for name in ABOUT if name in files],
            tables=[
                (table, files[f"{name}.csv"], files[f"{name}.jsonl"])
                for name, table in TABLES.items()
                if f"{name}.csv" in files
            ],
            earlier=Snapshot.objects.all()[1:MOST_SHOWN],
            **kwargs,
        )


class Codebook(TemplateView):
    """Every column of every table: its type, what it means, and its codes."""

    template_name = "public/codebook_page.html"
    extra_context = {"tables": list(TABLES.values())}


@require_safe
def snapshot_file(request: HttpRequest, snapshot: str, name: str) -> HttpResponse:
    """A file of a snapshot by its name, or of the newest one, which is asked for anew
    each time.
    """
    rows = SnapshotFile.objects.filter(name=name)
    if snapshot == LATEST:
        file = rows.filter(snapshot=Snapshot.objects.first()).first()
    else:
        file = rows.filter(snapshot__name=snapshot).first()
    if file is None:
        raise Http404
    etag = f'"{file.sha256}"'
    answer = get_conditional_response(request, etag=etag) or handed_out(file)
    answer.headers["ETag"] = etag
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


def handed_out(file: SnapshotFile) -> FileResponse:
    try:
        content = storages["opendata"].open(file.stored_as)
    except OSError as error:
        logger.exception("File of a snapshot lost: %s", file.stored_as)
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=True,
        filename=file.name,
        content_type=media_type_of(file.name),
    )
