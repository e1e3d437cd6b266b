"""A request with an Idempotency-Key is carried out once, however often it comes."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from inspectorate.accounts.models import Token
from inspectorate.api.errors import KeyReused, Unseen
from inspectorate.api.models import FirstAnswer
from inspectorate.inspections.upload import digest
from inspectorate.lifecycle import locked

HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
LONGEST = 255
TOLD_AGAIN = ("ETag", "Location")


def carry_out(view: APIView, do: Callable[[], Response]) -> HttpResponse:
    """What `do` answers, in one transaction; or what it answered to the same request
    before. `do` leaves the case in view.inspection.

    Raises KeyReused where the key came with another request.
    """
    key = key_of(view.request)
    # What is sent is read before anything is locked: a poor connection sends slowly.
    asked = digest_of(view.request)
    with transaction.atomic():
        if key is None:
            return do()
        # Of two that come at once, the second waits here and finds the first answered.
        token = locked(Token).get(pk=view.request.auth.pk)
        now = timezone.now()
        first = FirstAnswer.objects.of(token, key, now)
        if first is not None:
            return again(view, first, asked)
        response = do()
        keep(view, response, token, key, now, digest=asked)
    return response


def key_of(request: Request) -> str | None:
    key = request.headers.get(HEADER)
    if key is not None and not (key.isprintable() and 0 < len(key) <= LONGEST):
        told = _("Idempotency-Key has from 1 to %d signs that can be seen.")
        raise ParseError(told % LONGEST)
    return key


def digest_of(request: Request) -> str:
    """Of what was understood: a repetition may order its keys anew, and a form is
    parted by other words each time.
    """
    data = request.data
    if isinstance(data, QueryDict):
        data = {
            name: [digest(v) if isinstance(v, File) else v for v in values]
            for name, values in sorted(data.lists())
        }
    told = JSONRenderer().render([request.method, request.path, in_order(data)])
    return hashlib.sha256(told).hexdigest()


def in_order(data: object) -> object:
    if isinstance(data, dict):
        return [[key, in_order(data[key])] for key in sorted(data)]
    return [in_order(each) for each in data] if isinstance(data, list) else data


def again(view: APIView, first: FirstAnswer, asked: str) -> HttpResponse:
    if first.digest != asked:
        raise KeyReused
    if not view.may_still_read(first.inspection):
        raise Unseen
    response = HttpResponse(first.body, "application/json", first.status)
    for name, value in {**first.headers, REPLAYED: "true"}.items():
        response.headers[name] = value
    return response


def keep(
    view: APIView,
    response: Response,
    token: Token,
    key: str,
    now: datetime,
    **told: object,
) -> None:
    headers = {n: response.headers[n] for n in TOLD_AGAIN if n in response.headers}
    FirstAnswer.objects.keep(
        token,
        key,
        now,
        inspection=view.inspection,
        status=response.status_code,
        headers=headers,
        body=JSONRenderer().render(response.data).decode(),
        **told,
    )
