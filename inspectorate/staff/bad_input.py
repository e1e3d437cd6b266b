"""What an address of the admin may not ask, before a database is asked it.

Django's admin passes on what it is given: a NUL byte, a number beyond any column or a
search of a thousand words end as a fault of the database, and differ between them.
"""

import re
from collections.abc import Callable
from datetime import MAXYEAR
from functools import wraps
from urllib.parse import unquote

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG, SEARCH_VAR
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import is_number

View = Callable[..., HttpResponse]

# What people type, in a list and in a field that looks choices up.
SEARCHES = (SEARCH_VAR, "term")
LONGEST = 200
# More digits than a number of any column has.
HUGE = re.compile(r"\d{19,}")

NUL = _(
    "This address holds a character that no record has (NUL), so nothing was looked "
    "up. Go back, and follow the link or type the search again."
)
TOO_LONG = _("Search for at most %(limit)d characters; you gave %(given)d.")
TOO_BIG = _(
    "This address asks for a number larger than any record has. Go back and choose "
    "from the list."
)
TOO_FAR = _(
    "This address asks for a day beyond the calendar. Go back and choose from the list."
)
NO_NUMBER = _(
    "What was ticked is no record of this list. Go back, and tick records of the list."
)
NOT_NARROWED = _(
    "The list could not be narrowed as that address asks, so it is not narrowed. "
    "Choose from its filters."
)


def checked(view: View) -> View:
    """Answer 400 and a sentence where `view` could only fail."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        reason = refusal(request)
        if reason:
            return render(request, "400.html", {"reason": reason}, status=400)
        if request.method == "GET" and ERROR_FLAG in request.GET:
            messages.warning(request, NOT_NARROWED)
        return view(request, *args, **kwargs)

    return answer


def refusal(request: HttpRequest) -> str | None:
    asked = [(name, each) for name, given in request.GET.lists() for each in given]
    # The admin's own addresses quote twice, as do the filters a form leads back to.
    parts = [request.path, *(part for pair in asked for part in pair)]
    if any("\x00" in part or "\x00" in unquote(part) for part in parts):
        return NUL
    if any(HUGE.search(each) for name, each in asked if name not in SEARCHES):
        return TOO_BIG
    if any(is_too_far(name, each) for name, each in asked):
        return TOO_FAR
    if not all(map(is_number, request.POST.getlist(ACTION_CHECKBOX_NAME))):
        return NO_NUMBER
    longest = max((len(each) for name, each in asked if name in SEARCHES), default=0)
    if longest > LONGEST:
        return TOO_LONG % {"limit": LONGEST, "given": longest}
    return None


def is_too_far(name: str, asked: str) -> bool:
    """A list by days goes on to the day after those that it is asked for."""
    if not name.endswith(("__year", "__month", "__day")):
        return False
    try:
        return int(asked) >= MAXYEAR
    except ValueError:
        return False  # the list says so
