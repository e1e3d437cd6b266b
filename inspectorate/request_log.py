"""The line that the log has of each request."""

from django.conf import settings
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware


class RequestLogMiddleware(RequestMiddleware):
    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """Nobody is signed in without a cookie, and to ask who it is takes as long as
        to write the line.
        """
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            RequestMiddleware.bind_user_id(request)
