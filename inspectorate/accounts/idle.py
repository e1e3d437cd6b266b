"""Sessions end when they have not been used for SESSION_COOKIE_AGE."""

import time
from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

LAST_USE = "last_use"
# A write for each page would cost more than these ten minutes of accuracy are worth.
ACCURACY = 10 * 60


class IdleMiddleware:
    """Notes the use of a session, which begins its time anew.

    Pages that do not ask who is there, as the public ones, are no use: they stay
    without a cookie. Django's SESSION_SAVE_EVERY_REQUEST would set one on them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and SESSION_KEY in session:
            now = int(time.time())
            if now - session.get(LAST_USE, 0) >= ACCURACY:
                session[LAST_USE] = now
        return response


def begin(request: HttpRequest, **kwargs: object) -> None:
    """Receives Django's signal that somebody has signed in."""
    request.session[LAST_USE] = int(time.time())
