"""How authorities were judged in one area, as a file: a line for each authority."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from inspectorate.frameworks.models import JudgementArea
from inspectorate.opendata.tables import TABLES
from inspectorate.public.compare.authorities import judged_areas, newest_in
from inspectorate.public.list_file import AUTHORITY, as_file, authority, lines_of

JUDGEMENTS = TABLES["judgements"]


@require_safe
def area_data(request: HttpRequest, framework: str, area: str) -> HttpResponse:
    asked = {"framework__code": framework, "code": area}
    found = get_object_or_404(judged_areas(), **asked)
    columns = [*AUTHORITY, *JUDGEMENTS.names]
    return as_file(f"{framework}-{area}", lines_of(columns, lines(found)))


def lines(area: JudgementArea) -> Iterator[tuple]:
    """By name; a judgement that is about several authorities stands with each."""
    newest = newest_in(area)
    keys = {row.judgement.pk for row in newest}
    paths = [column.path for column in JUDGEMENTS.columns]
    rows = JUDGEMENTS.public().filter(pk__in=keys).values_list("pk", *paths)
    told = {key: cells for key, *cells in rows}
    for row in newest:
        yield *authority(row.authority), *told[row.judgement.pk]
