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


def in_language(address: str, code: str) -> str:
    """The same page's in another language; of those that stand in none, itself.

    It is asked twice on every page, and Django's translate_url would look through all
    patterns each time: ours differ in nothing but the language before them.
    """
    _start, language, *place = address.split("/", 2)
    is_in_one = language in dict(settings.LANGUAGES)
    return "/".join(["", code, *place]) if is_in_one else address


def host(request: HttpRequest) -> str:
    return urlsplit(origin(request)).hostname or ""
