"""The way in: a link that opens once, and leads to where a password is set."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from authorities.models import LinkOfficer
from inspectorate.accounts.letters import reset_path
from inspectorate.lifecycle import Refusal
from inspectorate.portal.early import HEADERS
from inspectorate.portal.officer import remember_language


@method_decorator(never_cache, name="dispatch")
class Invitation(View):
    """Tells by GET what it is, so that a program which opens the links of e-mails does
    not use it up; by POST it is used. One that was used, is too old or never was is
    answered the same: what can be done now.
    """

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        officer = find(token)
        if officer is None:
            return gone(request)
        with translation.override(officer.user.language):
            told = {"officer": officer}
            text = render_to_string("portal/invitation.html", told, request)
        language = {"Content-Language": officer.user.language}
        return HttpResponse(text, headers={**HEADERS, **language})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        officer = find(token)
        if officer is None:
            return gone(request)
        try:
            user = officer.accept()
        except Refusal:
            return gone(request)
        response = HttpResponseRedirect(reset_path(user), headers=HEADERS)
        remember_language(response, user.language)
        return response


def find(token: str) -> LinkOfficer | None:
    return LinkOfficer.objects.by_token(token, timezone.now())


def gone(request: HttpRequest) -> HttpResponse:
    text = render_to_string("portal/invitation_gone.html", {}, request)
    return HttpResponse(text, status=404, headers=HEADERS)
