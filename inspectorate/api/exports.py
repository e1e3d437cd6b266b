"""A list as one file: every row that its filters leave, written as they are read.

`format` asks for it, or the header Accept: CSV with the columns of the open data, or
JSON Lines, each line of which is an object as the list has it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import orjson
from django.db import models
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.mixins import ListModelMixin
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from inspectorate.api.language import language_of
from inspectorate.api.rendering import CSV, FORMS, JSON
from inspectorate.opendata.extract import as_csv, at_one_moment, some_at_once
from inspectorate.opendata.table import Table


class ExportedList:
    """For views of lists, each of which is a file as well, with the columns of
    `exported`, a table of the open data; one that is none has no CSV among its forms.
    """

    exported: Table
    renderer_classes = FORMS

    @property
    def file_name(self) -> str:
        return self.exported.name

    def get_renderers(self) -> list[BaseRenderer]:
        is_list = getattr(self, "action", "") == "list"
        forms = self.renderer_classes if is_list else self.renderer_classes[:1]
        return [form() for form in forms]

    def list(self, request: Request, **kwargs: str) -> HttpResponse:
        if not is_export(request):
            return self.page(request)
        refuse_pages(request, self.paginator.of_pages)
        found = self.filter_queryset(self.get_queryset()).order_by(*self.ordering)
        language = language_of(request)
        if isinstance(request.accepted_renderer, CSV):
            chunks = as_csv(self.in_columns(found), self.exported.columns, language)
        else:
            chunks = self.as_lines(found, language)
        return file_of(self.file_name, request, chunks)

    def page(self, request: Request) -> HttpResponse:
        return ListModelMixin.list(self, request)

    def in_columns(self, found: models.QuerySet) -> models.QuerySet:
        """The rows of which the columns of `exported` are read."""
        return found

    def as_lines(self, found: models.QuerySet, language: str) -> Iterator[bytes]:
        return as_lines(found, lambda some: self.get_serializer(some, many=True).data)


def is_export(request: Request) -> bool:
    return not isinstance(request.accepted_renderer, JSON)


def refuse_pages(request: Request, parameters: Iterable[str]) -> None:
    """An export has every row, so it does not say where it begins."""
    told = _("A file has all rows. Leave this parameter out.")
    if errors := {name: [told] for name in parameters if name in request.query_params}:
        raise exceptions.ValidationError(errors)


def file_of(
    name: str, request: Request, chunks: Iterator[bytes]
) -> StreamingHttpResponse:
    form = request.accepted_renderer
    answer = StreamingHttpResponse(
        at_one_moment(chunks), content_type=f"{form.media_type}; charset=utf-8"
    )
    told = f'attachment; filename="{name}.{form.format}"'
    answer.headers["Content-Disposition"] = told
    return answer


def as_lines(
    rows: models.QuerySet, objects: Callable[[Sequence], Iterable[dict]]
) -> Iterator[bytes]:
    for some in some_at_once(rows):
        yield b"".join(
            orjson.dumps(each, option=orjson.OPT_APPEND_NEWLINE)
            for each in objects(some)
        )
