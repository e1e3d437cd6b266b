"""Under which address this site is known, for what is read away from its pages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def origin(request: HttpRequest) -> str:
    """SITE_ADDRESS where it is set, whichever of its names was asked; else the one
    that was.
    """
    if settings.HAS_SITE_ADDRESS:
        return settings.SITE_ADDRESS
    return f"{request.scheme}://{request.get_host()}"


def host(request: HttpRequest) -> str:
    return urlsplit(origin(request)).hostname or ""
