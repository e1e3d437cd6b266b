"""Which version of a thing a program has read, so that it overwrites nothing unseen."""

import hashlib
from http import HTTPStatus

from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from inspectorate.api.errors import Stale, VersionNeeded

BARE = _(
    "This If-Match names no version: an ETag stands in quotation marks, which are a "
    "part of it. Nothing is stored."
)


def version_of(told: dict) -> str:
    """The ETag of what is told of a thing, which tells all that can be changed."""
    return f'"{hashlib.sha256(JSONRenderer().render(told)).hexdigest()[:32]}"'


def need_version(request: Request) -> None:
    if "If-Match" not in request.headers:
        raise VersionNeeded


def check_version(request: Request, now: str) -> None:
    """Raise Stale unless If-Match, where it is sent, names the version of `now`.

    To be asked of the stored row, under its lock.
    """
    if "If-Match" not in request.headers:
        return
    named = parse_etags(request.headers["If-Match"])
    if not named:
        raise Stale(BARE)
    if named != ["*"] and now not in named:
        raise Stale


def answer(request: Request, told: dict, status: int = 200) -> HttpResponseBase:
    """With the version that it tells of itself, or 304 to who has read that."""
    etag = told["etag"]
    if request.method in ("GET", "HEAD"):
        held = get_conditional_response(request._request, etag=etag)
        if held is not None and held.status_code == HTTPStatus.NOT_MODIFIED:
            held.headers["ETag"] = etag
            return held
    return Response(told, status=status, headers={"ETag": etag})
