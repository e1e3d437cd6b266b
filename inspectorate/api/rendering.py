"""The forms of an answer, and which of them is asked for: JSON, and of lists CSV and
JSON Lines, which inspectorate/api/exports.py writes.
"""

import orjson
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

FORMAT = "format"
# What programs accept that do not care.
ANY = "*/*"
ONE_FORM = _("This comes as JSON alone: leave format out.")


class JSON(JSONRenderer):
    """As REST framework writes it, in less time; a moment or day as ISO 8601 has it."""

    def render(
        self,
        data: object,
        accepted_media_type: str | None = None,
        renderer_context: dict | None = None,
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=plain)


def plain(value: object) -> str:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(value)


class CSV(BaseRenderer):
    media_type, format = "text/csv", "csv"


class JSONLines(BaseRenderer):
    media_type, format = "application/jsonl", "jsonl"


FORMS = (JSON, CSV, JSONLines)


class Negotiation(DefaultContentNegotiation):
    """By `format`, whatever the header Accept says; else by that."""

    def select_renderer(
        self, request: Request, renderers: list, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        asked = request.query_params.get(FORMAT)
        if not asked and request.headers.get("Accept", ANY) == ANY:
            return renderers[0], renderers[0].media_type
        if not asked:
            return super().select_renderer(request, renderers, format_suffix)
        for renderer in renderers:
            if renderer.format == asked:
                return renderer, renderer.media_type
        if len(renderers) == 1:
            raise exceptions.ValidationError({FORMAT: [ONE_FORM]})
        codes = ", ".join(renderer.format for renderer in renderers)
        sentence = _("“%(value)s” is not one of its values. Choose one of: {codes}.")
        told = str(format_lazy(sentence, codes=codes)) % {"value": asked}
        raise exceptions.ValidationError({FORMAT: [told]})
