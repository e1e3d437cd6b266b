"""Lists in pages, each found by the key of the row it begins after."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from inspectorate import paging
from inspectorate.api.language import LANGUAGE, TOLD, language_of, told_in
from inspectorate.api.rendering import CSV, FORMAT, JSONLines
from inspectorate.fields import Wording
from inspectorate.opendata.package import ATTRIBUTION
from inspectorate.statements import Statement

LICENCE = settings.SPECTACULAR_SETTINGS["LICENSE"]["identifier"]
SMALLEST, USUAL, LARGEST = 1, 25, 100
SIZE = forms.IntegerField(min_value=SMALLEST, max_value=LARGEST)
# The forms of which an answer is all of a list.
FILES = {
    CSV.format: "csv with the columns of the open data",
    JSONLines.format: "jsonl with an object a line",
}


class Keyset(BasePagination):
    """Pages in the view's `ordering`, whose columns are public and together unique."""

    of_pages = ("cursor", "page_size")
    parameters = (*of_pages, LANGUAGE, FORMAT)

    def paginate_queryset(
        self,
        queryset: models.QuerySet,
        request: Request,
        view: APIView,
        kept: dict[tuple, Statement] | None = None,
    ) -> list:
        """`kept` is as paging.paginate() takes it."""
        self.request = request
        self.page = paging.paginate(
            queryset,
            order=view.ordering,
            size=page_size(request),
            cursor=request.query_params.get("cursor"),
            kept=kept,
        )
        return self.page.rows

    def get_paginated_response(self, data: list) -> Response:
        return Response(
            {
                "licence": LICENCE,
                "attribution": told_in(language_of(self.request), ATTRIBUTION),
                "next": self.address(self.page.next),
                "previous": self.address(self.page.previous),
                "results": data,
            }
        )

    def address(self, cursor: str | None) -> str | None:
        """Of the page at `cursor`, with the filters of this one."""
        if not cursor:
            return None
        here = self.request.build_absolute_uri()
        return replace_query_param(here, "cursor", cursor)

    def get_paginated_response_schema(self, schema: dict) -> dict:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["licence", "attribution", "next", "previous", "results"],
            "properties": {
                "licence": {"type": "string", "examples": [LICENCE]},
                "attribution": {
                    "$ref": "#/components/schemas/Wording",
                    "description": "What to print beside what you make of it.",
                },
                "next": {**address, "description": "Null on the last page."},
                "previous": {**address, "description": "Null on the first page."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict]:
        forms = [renderer.format for renderer in view.get_renderers()]
        files = [FILES[form] for form in forms if form in FILES]
        told = [
            {
                "name": "cursor",
                "in": "query",
                "description": "Where the page begins, as `next` and `previous` give "
                "it. Nothing to make up.",
                "schema": {"type": "string"},
            },
            {
                "name": "page_size",
                "in": "query",
                "description": "How many rows a page has.",
                "schema": {
                    "type": "integer",
                    "minimum": SMALLEST,
                    "maximum": LARGEST,
                    "default": USUAL,
                },
            },
            {
                "name": LANGUAGE,
                "in": "query",
                "description": TOLD,
                "schema": {"type": "string", "enum": list(Wording._fields)},
            },
            {
                "name": FORMAT,
                "in": "query",
                "description": f"All rows as a file: {', or '.join(files)}; json is a "
                "page of them.",
                "schema": {"type": "string", "enum": forms},
            },
        ]
        return [each for each in told if each["name"] in self.parameters]


def page_size(request: Request) -> int:
    text = request.query_params.get("page_size", USUAL)
    try:
        return SIZE.clean(text)
    except ValidationError as error:
        sentence = _(
            "“%(value)s” is not a page size. Give a number from 1 to %(largest)s."
        )
        told = sentence % {"value": text, "largest": LARGEST}
        raise exceptions.ValidationError({"page_size": [told]}) from error
