"""What of the API goes one day: told in every answer that it gives, long before.

The headers are those of RFC 9745 (Deprecation) and RFC 8594 (Sunset). docs/api.md has
the policy. A view is marked by `@deprecated(Deprecation(since, until))`.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.utils.http import http_date
from drf_spectacular.openapi import AutoSchema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

NOTICE = timedelta(days=365)


class TooSoon(ValueError):  # noqa: N818 - a mistake of ours, found as the view loads
    """It would be gone with less notice than is promised."""


class Deprecation(NamedTuple):
    """Discouraged `since` one day and gone `until` another.

    With `parameters` it is these that go, and only an answer to one of them tells it.
    """

    since: date
    until: date
    parameters: Iterable[str] = ()

    def concerns(self, request: Request) -> bool:
        used = set(self.parameters) & set(request.query_params)
        return bool(used) or not self.parameters

    def headers(self, request: Request) -> dict[str, str]:
        told = reverse("api:docs", request=request)
        links = [f'<{told}>; rel="{kind}"' for kind in ("deprecation", "sunset")]
        return {
            "Deprecation": f"@{moment(self.since)}",
            "Sunset": http_date(moment(self.until)),
            "Link": ", ".join(f'{link}; type="text/html"' for link in links),
        }


def moment(day: date) -> int:
    """Its first second in UTC, since 1970."""
    return int(datetime.combine(day, time(), UTC).timestamp())


def deprecated(deprecation: Deprecation) -> Callable[[type], type]:
    """Mark a view; raises TooSoon where the notice is too short."""
    if deprecation.until - deprecation.since < NOTICE:
        raise TooSoon(deprecation)

    def mark(view: type[APIView]) -> type[APIView]:
        own = {"deprecation": deprecation, "__doc__": view.__doc__}
        return type(view.__name__, (Deprecated, view), own)

    return mark


class Deprecated:
    deprecation: Deprecation

    def finalize_response(
        self, request: Request, response: Response, *args: object, **kwargs: object
    ) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.deprecation.concerns(self.request):
            for name, value in self.deprecation.headers(self.request).items():
                response.headers[name] = value
        return response


class Schema(AutoSchema):
    """Tells programs that read the description what goes."""

    def is_deprecated(self) -> bool:
        found = getattr(self.view, "deprecation", None)
        return super().is_deprecated() or bool(found and not found.parameters)

    def _get_parameters(self) -> list[dict]:
        found = getattr(self.view, "deprecation", None)
        told = super()._get_parameters()
        for parameter in told:
            if found and parameter["name"] in found.parameters:
                parameter["deprecated"] = True
        return told
