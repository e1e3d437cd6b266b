"""`lang`, by which an answer has each text in one language alone.

Who does not ask for one has both: programs send Accept-Language unasked, so it chooses
the sentences of a refusal and nothing else.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions
from rest_framework.request import Request

from inspectorate.fields import Wording

LANGUAGE = "lang"
TOLD = "Every text in this language alone: its `en` or its `cy` is left out."
PARAMETER = OpenApiParameter(LANGUAGE, description=TOLD, enum=Wording._fields)
# They are written in one language, whichever that is; what staff read at the casework
# API is for them alone.
NO_TEXTS = re.compile("schema|docs|casework-.+")


def language_of(request: HttpRequest | Request) -> str:
    """en or cy, or empty for both; raises ValidationError for anything else."""
    language = request.GET.get(LANGUAGE, "")
    if language and language not in Wording._fields:
        sentence = _("“%(value)s” is not one of its values. Choose one of: {codes}.")
        told = format_lazy(sentence, codes=", ".join(Wording._fields))
        raise exceptions.ValidationError({LANGUAGE: [str(told) % {"value": language}]})
    return language


def told_in(language: str, told: dict[str, str]) -> dict[str, str]:
    """A text or an address by language, without what is not asked for."""
    return {language: told[language]} if language else told


class LanguageMiddleware:
    """Tells in which languages an answer of the API is, which is one and the same for
    whoever asks for its address; a refusal is in the language of who is refused.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/api/") and response.status_code < 400:
            match = request.resolver_match
            if match and not NO_TEXTS.fullmatch(match.url_name or ""):
                told = request.GET.get(LANGUAGE, "") or ", ".join(Wording._fields)
                response.headers["Content-Language"] = told
                drop_vary(response, "accept-language")
        return response


def drop_vary(response: HttpResponse, name: str) -> None:
    kept = [
        each
        for each in response.get("Vary", "").split(", ")
        if each and each.lower() != name
    ]
    if kept:
        response.headers["Vary"] = ", ".join(kept)
    else:
        del response.headers["Vary"]
