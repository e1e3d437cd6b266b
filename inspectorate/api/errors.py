"""Every refusal of the API in one shape: a sentence, and sentences by parameter."""

from datetime import UTC

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from inspectorate.lifecycle import Refusal
from inspectorate.paging import BadCursor
from inspectorate.reports.models import Withdrawal


class Conflict(exceptions.APIException):
    """What the rules of the record do not allow as it stands."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class Missing(exceptions.NotFound):
    """The same words whatever was looked for, and whether a draft has it or not."""

    default_detail = _("There is nothing published at this address.")


class Withdrawn(exceptions.APIException):
    """What was published and is gone; the answer tells when and why beside."""

    status_code = status.HTTP_410_GONE
    default_detail = _("What stood at this address has been withdrawn.")
    default_code = "withdrawn"

    def __init__(self, withdrawal: Withdrawal) -> None:
        super().__init__()
        self.told = {
            "withdrawn_at": withdrawal.entered_at.astimezone(UTC).isoformat(),
            "reason": withdrawal.reason._asdict(),
        }


def answer(error: Exception, context: dict) -> Response | None:
    """Return the answer to an error; None for a fault of ours, which Django reports.

    REST framework calls it (EXCEPTION_HANDLER) with whatever a view raised.
    """
    error = translate(error)
    response = exception_handler(error, context)
    if response is not None:
        response.data = body(error) | getattr(error, "told", {})
    return response


def translate(error: Exception) -> Exception:
    match error:
        case Refusal():
            return Conflict(str(error))
        case BadCursor():
            return exceptions.ValidationError({"cursor": [str(error)]})
        case Http404() | exceptions.NotFound():
            return Missing()
        case PermissionDenied():
            return exceptions.PermissionDenied()
    return error


def body(error: exceptions.APIException) -> dict:
    if isinstance(error.detail, list):
        return {"detail": " ".join(error.detail), "errors": {}}
    if not isinstance(error.detail, dict):
        return {"detail": str(error.detail), "errors": {}}
    errors = {name: [str(line) for line in told] for name, told in error.detail.items()}
    lines = [f"{name}: {' '.join(told)}" for name, told in errors.items()]
    return {"detail": " ".join(lines), "errors": errors}
