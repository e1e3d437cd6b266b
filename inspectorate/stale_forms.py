"""The answer of the whole site to a form whose token is none."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from inspectorate.portal import typed


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """One of the portal may come back as it was typed; for any other, the cure."""
    if request.path.startswith(reverse("portal-home")):
        answer = typed.stale_form(request, reason)
        if answer is not None:
            return answer
    # As the pages of other errors, it tells machines nothing, and no address in print.
    return render(request, "403_csrf.html", {"exception": ""}, status=403)
