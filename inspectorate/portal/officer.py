"""What every page for link officers has in common: who reaches it, as whom, in which
language, and that nobody keeps a copy.
"""

from datetime import datetime

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from authorities.models import LinkOfficer
from inspectorate.accounts import second_factor
from inspectorate.portal import typed
from inspectorate.portal.early import HEADERS


@method_decorator(never_cache, name="dispatch")
class OfficerPage(View):
    """The base of a page that a link officer reaches, and nobody else.

    What is not theirs answers like what does not exist. A subclass reads
    `self.officer`, and all it shows starts at the authority of that.
    """

    officer: LinkOfficer
    now: datetime
    # The form in which they find again what they typed before their session was over.
    gives_back: type[forms.Form] | None = None
    typed: dict[str, str]

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.sign_in_first()
        self.now = timezone.now()
        today = timezone.localdate(self.now)
        officer = LinkOfficer.objects.of_person(request.user, today)
        if officer is None:
            raise Http404
        if second_factor.is_missing(request.user):
            return redirect("mfa_index")
        self.officer = officer
        self.typed = typed.given_back(request) if self.gives_back else {}
        language = request.user.language
        with translation.override(language):
            response = self.answer(request, *args, **kwargs)
        for name, value in {**HEADERS, "Content-Language": language}.items():
            response.headers[name] = value
        remember_language(response, language)
        return response

    def sign_in_first(self) -> HttpResponse:
        """And then back to what they were at, with what they typed there."""
        if self.request.method != "POST":
            return redirect_to_login(self.request.get_full_path())
        form = self.gives_back
        if form is None:
            return redirect_to_login(self.way_back())
        if typed.keep(self.request, form):
            told = _("You are signed out. What you typed is kept: sign in and send it.")
            messages.info(self.request, told)
            return redirect_to_login(self.way_back())
        return typed.to_copy(self.request, form, self.request.POST, status=403)

    def way_back(self) -> str:
        """The page of a form that was posted; the first where that takes in alone."""
        return self.request.path if hasattr(self, "get") else reverse("portal-home")

    def answer(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """What they typed is forgotten once the form is taken in, or drawn with it."""
        try:
            response = super().dispatch(request, *args, **kwargs)
        except Http404:
            if not self.typed or request.method == "POST":
                raise
            return typed.to_copy(request, self.gives_back, self.typed, status=404)
        if self.gives_back and request.method == "POST":
            typed.forget(request)
        return response

    def draw(self, template: str, *, status: int = 200, **told: object) -> HttpResponse:
        context = {
            "officer": self.officer,
            "today": timezone.localdate(self.now),
        }
        if self.gives_back:
            path = told.get("action", self.request.path)
            context["typed_by"] = typed.mark(self.request.user, path)
            # Bound is one that is sent, or was too late to be.
            context["is_given_back"] = self.typed and not told["form"].is_bound
        text = render_to_string(f"portal/{template}", context | told, self.request)
        return HttpResponse(text, status=status)


class Nowhere(View):
    """Answers addresses that are none as those that are not for who asks: of who comes
    with a session it has looked who that is, so that no header tells the two apart.
    """

    def dispatch(self, request: HttpRequest, rest: str) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and request.user.is_authenticated:
            today = timezone.localdate()
            LinkOfficer.objects.of_person(request.user, today)
        raise Http404


def remember_language(response: HttpResponse, language: str) -> None:
    """For the pages of sign-in alone, which do not know yet who comes."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        path="/account/",
        max_age=365 * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
