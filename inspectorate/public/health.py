"""Whether this process lives, and whether it can serve; for machines, in English."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from inspectorate import schema
from inspectorate.history import migrating

Answer = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)


class HealthMiddleware:
    """Answers questions of health before anything asks for host or TLS."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.answers = {"/healthz/live": live, "/healthz/ready": ready}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answers.get(request.path_info, self.get_response)(request)


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer without looking at anything: a process that cannot is to be restarted."""
    return sentence("The process answers.")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when requests can be served here, else 503 and why."""
    try:
        waiting = schema.waiting_migrations(connection)
        missing = [] if waiting else migrating.missing_triggers(connection)
    except DatabaseError:
        logger.exception("The database does not answer")
        return sentence("The database does not answer.", status=503)
    if waiting:
        return sentence(f"{waiting} migrations wait to be applied.", status=503)
    if missing:
        logger.error("Triggers are missing: %s", ", ".join(missing))
        told = f"{len(missing)} triggers are missing: run ./run manage migrate again."
        return sentence(told, status=503)
    return sentence("The database answers and is up to date.")


def sentence(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(
        f"{text}\n", status=status, content_type="text/plain; charset=utf-8"
    )
