"""What an officer has typed in a form that came too late: their session was over, or
they have signed in anew since it was opened. It waits in the session until they are
back at the form, so that nobody types anything twice.
"""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse

from inspectorate.accounts.limits import is_too_often

KEPT = "portal-typed"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
# In letters, of all fields together: five of the longest.
MOST = 100_000
# By one address and hour: a council has one for all its desks.
OFTEN = 60


def keep(request: HttpRequest) -> None:
    """The text of a form; its files have to be chosen again."""
    said = {name: text for name, text in request.POST.items() if name != TOKEN}
    if not said or sum(map(len, said.values())) > MOST:
        return
    if not is_too_often(request, KEPT, OFTEN):
        request.session[KEPT] = {"path": request.path, "said": said}


def given_back(request: HttpRequest) -> dict[str, str]:
    """What was typed at this address and is not sent yet."""
    kept = request.session.get(KEPT) or {}
    return kept["said"] if kept.get("path") == request.path else {}


def forget(request: HttpRequest) -> None:
    """What was typed here has been sent again, or is on its way back to its form."""
    if given_back(request):
        del request.session[KEPT]


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """And then back to what they were at."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    keep(request)
    return redirect_to_login(way_back(request))


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answers a form whose token is none, for the whole site.

    One of the portal comes back as it was typed. Another site could fill it in like
    that, too, were it not asked that the browser says where the form comes from.
    """
    is_ours = "HTTP_ORIGIN" in request.META and not reason.startswith("Origin")
    # A browser that keeps no cookies would be led round and round.
    keeps_cookies = reason != REASON_NO_CSRF_COOKIE
    if is_ours and keeps_cookies and request.path.startswith(reverse("portal-home")):
        keep(request)
        return HttpResponseRedirect(way_back(request))
    return render(request, "403_csrf.html", status=403)


def way_back(request: HttpRequest) -> str:
    """The page of the form; the first one where that only takes something in."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return reverse("portal-home")
    page = getattr(view, "view_class", None)
    return request.path if hasattr(page, "get") else reverse("portal-home")
