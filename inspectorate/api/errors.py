"""Every refusal of the API in one shape: a problem of RFC 9457.

`detail` is in sentences; `errors` has those about each parameter or field by itself.
"""

from collections.abc import Iterator

import structlog
from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
)
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from inspectorate.api.problems import PROBLEMS
from inspectorate.api.rendering import JSON
from inspectorate.api.reworded import sentence_of
from inspectorate.lifecycle import Refusal
from inspectorate.opendata.column import cell
from inspectorate.paging import BadCursor
from inspectorate.reports.models import Withdrawal

MEDIA_TYPE = "application/problem+json"


class Conflict(exceptions.APIException):
    """What the rules of the record do not allow as it stands."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "refused"


class Missing(exceptions.NotFound):
    """The same words whatever was looked for, and whether a draft has it or not."""

    default_detail = _("There is nothing published at this address.")


class Unseen(Missing):
    """At the casework API: the same whether it is there for others or for nobody."""

    default_detail = _("There is nothing at this address that you may see.")


class InvalidBody(exceptions.APIException):
    """What was sent and does not fit, each fault by its place as RFC 6901 points."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "invalid-body"

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__()
        self.faults = faults


class WrongScope(exceptions.PermissionDenied):
    """The token allows less than this."""

    default_code = "wrong-scope"


class Stale(exceptions.APIException):
    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = _("Somebody has changed it since you read it; nothing is stored.")
    default_code = "stale"


class VersionNeeded(exceptions.APIException):
    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = _("Send If-Match with the ETag of what you have read.")
    default_code = "version-needed"


class KeyReused(exceptions.APIException):
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = _("This Idempotency-Key came with another request before.")
    default_code = "key-reused"


class Withdrawn(exceptions.APIException):
    """What was published and is gone; the answer tells when and why beside."""

    status_code = status.HTTP_410_GONE
    default_detail = _("What stood at this address has been withdrawn.")
    default_code = "withdrawn"

    def __init__(self, withdrawal: Withdrawal) -> None:
        super().__init__()
        self.told = {
            "withdrawn_at": cell(withdrawal.entered_at),
            "reason": withdrawal.reason._asdict(),
        }


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("The request is larger than this address takes.")


def answer(error: Exception, context: dict) -> Response | None:
    """Return the answer to an error; None for a fault of ours, which Django reports.

    REST framework calls it (EXCEPTION_HANDLER) with whatever a view raised.
    """
    error = translate(error)
    if isinstance(error, exceptions.APIException):
        told = sentence_of(error, context.get("view"))
        error.detail = told or error.detail
    response = exception_handler(error, context)
    if response is not None:
        # Also where a file was asked for.
        request = context["request"]
        request.accepted_renderer = JSON()
        request.accepted_media_type = JSON.media_type
        response.data = {
            **problem(request, code_of(error), response.status_code),
            "detail": detail(error),
            "errors": list(by_name(error)),
            **getattr(error, "told", {}),
        }
        response.content_type = MEDIA_TYPE
    return response


def translate(error: Exception) -> Exception:
    match error:
        case Missing():
            return error
        case Refusal():
            return Conflict(str(error))
        case BadCursor():
            return exceptions.ValidationError({"cursor": [str(error)]})
        case Http404() | exceptions.NotFound():
            return Missing()
        case PermissionDenied():
            return exceptions.PermissionDenied(*error.args)
        case RequestDataTooBig():
            return TooLarge()
    return error


def code_of(error: exceptions.APIException) -> str:
    """Which kind of refusal it is: those of one status are told apart by their code."""
    if isinstance(error, exceptions.ParseError):
        return "unreadable"
    if error.default_code in PROBLEMS:
        return error.default_code
    return next(
        code for code, kind in PROBLEMS.items() if kind.status == error.status_code
    )


def problem(request: HttpRequest, code: str, answered: int) -> dict:
    return {
        "type": address_of(request, code),
        "title": str(PROBLEMS[code].title),
        "status": answered,
        "request_id": structlog.contextvars.get_contextvars().get("request_id", ""),
    }


def address_of(request: HttpRequest, code: str) -> str:
    path = reverse("api:problem", args=[code])
    try:
        return request.build_absolute_uri(path)
    except DisallowedHost:
        return f"{settings.SITE_ADDRESS}{path}"


def detail(error: exceptions.APIException) -> str:
    lines = [
        f"{each['name']}: {each['detail']}" if each["name"] else each["detail"]
        for each in by_name(error)
    ]
    return " ".join(lines) or str(error.detail)


def by_name(error: exceptions.APIException) -> Iterator[dict]:
    """Each sentence with what it is about; with nothing where it is about the whole."""
    if isinstance(error, InvalidBody):
        for pointer, sentence in error.faults:
            name = pointer.strip("/").replace("/", ".")
            yield {"name": name, "detail": str(sentence), "pointer": pointer}
        return
    told = error.detail
    if isinstance(told, list):
        told = {"": told}
    if isinstance(told, dict):
        for name, lines in told.items():
            for line in lines:
                yield {"name": name, "detail": str(line)}


def fault(request: HttpRequest) -> JsonResponse:
    """What Django answers to a fault of ours at an address of the API."""
    return outside_of_views(request, "fault")


def unread(request: HttpRequest) -> JsonResponse:
    """What Django answers to a request that gets to no view: for another host, say."""
    return outside_of_views(request, "unreadable")


def outside_of_views(request: HttpRequest, code: str) -> JsonResponse:
    kind = PROBLEMS[code]
    told = problem(request, code, kind.status)
    told |= {"detail": str(kind.cure), "errors": []}
    return JsonResponse(told, status=kind.status, content_type=MEDIA_TYPE)
