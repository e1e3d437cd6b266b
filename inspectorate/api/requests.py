"""The number under which the log has a request, for who asks about it."""

import structlog
from django.http import HttpRequest, HttpResponse


def tell_id(request: HttpRequest, response: HttpResponse, **extra: object) -> None:
    """Of the API alone: pages are stored and served to many."""
    if request.path.startswith("/api/"):
        known = structlog.contextvars.get_contextvars()
        response.headers["X-Request-ID"] = known["request_id"]
