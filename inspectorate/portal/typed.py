"""What an officer has typed in a form that came too late: their session was over, or
they have signed in anew since it was opened. It waits in the session until they are
back at the form, so that nobody types anything twice.

A form has a mark of the officer whom it was shown to. Only a form with one is kept,
and it comes back to that officer alone, whoever signs in on the same browser.
"""

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from inspectorate.accounts.limits import HOUR, is_too_often
from inspectorate.portal.early import HEADERS

KEPT = "portal-typed"
MARK = "typed_by"
# In letters, of all fields of a form together: five of the longest.
MOST = 100_000
# Forms that wait in one session: people write in several tabs.
MANY = 5
# By one address and hour: a council has one for all its desks.
OFTEN = 60


def mark(user: AbstractBaseUser, path: str) -> str:
    """That the form at this address was shown to this officer."""
    return signer(path).sign(str(user.pk))


def signer(path: str) -> Signer:
    return Signer(salt=f"{KEPT}:{path}")


def marked_for(request: HttpRequest) -> int | None:
    """The key of the officer to whom the form was shown; None where that is unknown."""
    try:
        return int(signer(request.path).unsign(request.POST.get(MARK, "")))
    except BadSignature:
        return None


def keep(request: HttpRequest, form: type[forms.Form]) -> bool:
    """Whether the text of a form waits now for whom it was shown to; its files have to
    be chosen again.
    """
    person = marked_for(request)
    if person is None or request.user.pk not in (None, person):
        return False
    own = form.base_fields
    said = {name: text for name, text in request.POST.items() if name in own}
    kept = {"path": request.path, "person": person, "said": said}
    others = [each for each in waiting(request) if each != kept]
    # Of two tabs with one address, the second would take the place of the first.
    is_taken = any(is_at(each, request, person) for each in others)
    is_much = sum(map(len, said.values())) > MOST or len(others) >= MANY
    if is_taken or is_much or is_too_often(request, KEPT, OFTEN):
        return False
    request.session[KEPT] = [*others, kept]
    if not request.user.is_authenticated:
        request.session.set_expiry(HOUR)
    return True


def waiting(request: HttpRequest) -> list[dict]:
    return request.session.get(KEPT, [])


def is_at(kept: dict, request: HttpRequest, person: int) -> bool:
    return (kept["path"], kept["person"]) == (request.path, person)


def given_back(request: HttpRequest) -> dict[str, str]:
    """What who asks has typed at this address and not sent yet."""
    own = (each for each in waiting(request) if is_at(each, request, request.user.pk))
    return next(own, {"said": {}})["said"]


def forget(request: HttpRequest) -> None:
    """What was typed here has been sent again, or is on its way back to its form."""
    kept = waiting(request)
    rest = [each for each in kept if not is_at(each, request, request.user.pk)]
    if rest != kept:
        request.session[KEPT] = rest


def arrive(request: HttpRequest, user: AbstractBaseUser, **kwargs: object) -> None:
    """Receives Django's signal that somebody has signed in: what others have typed on
    the same browser goes, and the session lasts as any does.
    """
    if KEPT in request.session:
        own = [each for each in waiting(request) if each["person"] == user.pk]
        request.session[KEPT] = own
        request.session.set_expiry(None)


def stale_form(request: HttpRequest, reason: str) -> HttpResponse | None:
    """Answers a form of the portal whose token is none: it comes back as it was typed.
    None for one that gives nothing back.

    Another site could fill it in like that, too, were it not asked that the browser
    says where the form comes from.
    """
    page = getattr(request.resolver_match.func, "view_class", None)
    form = getattr(page, "gives_back", None)
    is_ours = "HTTP_ORIGIN" in request.META and not reason.startswith("Origin")
    if form is None or not is_ours:
        return None
    # A browser that keeps no cookies would be led round and round.
    if reason != REASON_NO_CSRF_COOKIE and keep(request, form):
        return HttpResponseRedirect(request.path)
    return to_copy(request, form, request.POST, status=403)


def to_copy(
    request: HttpRequest, form: type[forms.Form], said: dict[str, str], *, status: int
) -> HttpResponse:
    """A page with what was typed, where nothing else can be done with it: 403 where it
    cannot be kept, 404 where its form is gone. A browser that goes back asks for the
    form anew, and shows it empty.
    """
    told = {
        "texts": [
            (field.label, said[name])
            for name, field in form.base_fields.items()
            if isinstance(field.widget, forms.Textarea) and said.get(name)
        ],
        "is_gone": status == 404,
        "path": request.path,
        "exception": "",  # it is an error page, and tells no address of its own
    }
    text = render_to_string("portal/typed.html", told, request)
    response = HttpResponse(text, status=status, headers=HEADERS)
    add_never_cache_headers(response)
    return response
