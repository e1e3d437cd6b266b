"""The kinds of refusal of the API, each at an address that says what it means.

`type` of an answer (RFC 9457) leads there; the codes are for ever.
"""

from typing import NamedTuple

from django.http import Http404
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from inspectorate.api.fields import BothLanguages
from inspectorate.api.language import LANGUAGE, PARAMETER
from inspectorate.api.parameters import refuse_odd
from inspectorate.fields import Wording


class Problem(NamedTuple):
    """`status` of the answer, what happened, and what to do about it."""

    status: int
    title: Promise
    cure: Promise


PROBLEMS = {
    "invalid-parameter": Problem(
        400,
        _("A parameter was not understood"),
        _("Each entry of errors names a parameter and says what to write in it."),
    ),
    "unreadable": Problem(
        400,
        _("The request could not be read"),
        _("Send what the description of this address says; detail tells what broke."),
    ),
    "invalid-body": Problem(
        400,
        _("What was sent was not understood"),
        _("Each entry of errors points at a place in the body and says what to write."),
    ),
    "unauthenticated": Problem(
        401,
        _("Nobody is known to ask"),
        _("Send the header Authorization with Bearer and a token that is in use."),
    ),
    "forbidden": Problem(
        403,
        _("This is not allowed to you"),
        _("Ask somebody whose role allows it."),
    ),
    "wrong-scope": Problem(
        403,
        _("The token does not allow this"),
        _("Issue a token with the scope that detail names."),
    ),
    "not-found": Problem(
        404,
        _("There is nothing at this address"),
        _("Look for the thing in its list; what is not public answers the same."),
    ),
    "method-not-allowed": Problem(
        405,
        _("This address does not take that method"),
        _("Use one of those that the header Allow names."),
    ),
    "not-acceptable": Problem(
        406,
        _("The answer comes in other forms"),
        _("Accept application/json, or leave the header Accept out."),
    ),
    "refused": Problem(
        409,
        _("The rules of the record do not allow this as it stands"),
        _("detail says what is missing or in the way; put it right and ask again."),
    ),
    "withdrawn": Problem(
        410,
        _("What stood at this address has been withdrawn"),
        _("reason says why; the report may have a newer edition."),
    ),
    "stale": Problem(
        412,
        _("It has changed since you read it"),
        _("Read it again, and send your change with its new ETag if it still holds."),
    ),
    "too-large": Problem(
        413,
        _("The request is too large"),
        _("Send less at once; detail gives the limit."),
    ),
    "unsupported-media-type": Problem(
        415,
        _("The request is in a form that is not read here"),
        _("Send application/json, and say so in Content-Type."),
    ),
    "key-reused": Problem(
        422,
        _("The key has been used for another request"),
        _("Give each request an Idempotency-Key of its own; its repetition, the same."),
    ),
    "version-needed": Problem(
        428,
        _("It is not said which version is to be changed"),
        _("Send the ETag of what you have read in the header If-Match."),
    ),
    "too-many-requests": Problem(
        429,
        _("There were too many requests"),
        _("Wait as many seconds as Retry-After says."),
    ),
    "fault": Problem(
        500,
        _("Something of ours broke"),
        _("Try again later, and tell us the request_id if it stays so."),
    ),
}


@extend_schema_serializer(component_name="ProblemKind")
class KindSerializer(serializers.Serializer):
    """A kind of refusal."""

    code = serializers.CharField(help_text="The end of its address; for ever.")
    status = serializers.IntegerField(help_text="Of the answers that are so refused.")
    title = BothLanguages(help_text="What happened.")
    cure = BothLanguages(help_text="What to do about it.")


class ProblemPage(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="problems_retrieve",
        summary="See what a kind of refusal means",
        description="What happened, and what to do about it, in both languages.",
        parameters=[PARAMETER],
        responses=KindSerializer,
        tags=["problems"],
    )
    def get(self, request: Request, code: str) -> Response:
        refuse_odd(request, [LANGUAGE])
        problem = PROBLEMS.get(code)
        if problem is None:
            raise Http404
        told = {
            "code": code,
            "status": problem.status,
            "title": in_both(problem.title),
            "cure": in_both(problem.cure),
        }
        return Response(KindSerializer(told, context={"request": request}).data)


def in_both(text: Promise) -> Wording:
    found = []
    for language in Wording._fields:
        with translation.override(language):
            found.append(str(text))
    return Wording(*found)
