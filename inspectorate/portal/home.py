"""What the inspectorate asks of a council, and until when."""

from django.conf import settings
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from inspectorate.history.models import record
from inspectorate.inspections.models import Inspection
from inspectorate.portal.made import made_to
from inspectorate.portal.officer import OfficerPage, remember_language
from inspectorate.portal.plans import cases_of
from inspectorate.portal.requests import drafts
from recommendations.models import Recommendation

# Announced to the authority, and not yet written about.
ANNOUNCED = [Inspection.Status.NOTIFIED, Inspection.Status.FIELDWORK]

TO_ANSWER = models.Q(
    recommendation__acceptance=Recommendation.Acceptance.AWAITING,
    recommendation__lifecycle=Recommendation.Lifecycle.OPEN,
)


class Home(OfficerPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        asked = drafts(self.officer, self.now)
        announced = self.officer.authority.inspections.filter(status__in=ANNOUNCED)
        return self.draw(
            "home.html",
            here="home",
            awaited=[each for each in asked if each.is_awaited],
            past=[each for each in asked if not each.is_awaited],
            announced=announced.order_by("reference"),
            to_answer=made_to(self.officer).filter(TO_ANSWER).count(),
            plans=[case for case in cases_of(self.officer) if case.is_awaited],
        )


class Language(OfficerPage):
    """The language a person prefers, from now on and wherever they sign in."""

    def post(self, request: HttpRequest) -> HttpResponse:
        language = request.POST.get("language")
        response = HttpResponseRedirect(back(request))
        user = request.user
        if language in dict(settings.LANGUAGES) and language != user.language:
            before, user.language = user.language, language
            user.save(update_fields=["language"])
            told = {"before": {"language": before}, "after": {"language": language}}
            record(user, "changed", by=user, **told)
            with translation.override(language):
                messages.success(
                    request, _("From now on the portal is in this language.")
                )
        remember_language(response, user.language)
        return response


def back(request: HttpRequest) -> str:
    """The page they were on, where it is one of the portal's."""
    path, home = request.POST.get("next", ""), reverse("portal-home")
    return path if path.startswith(home) and "\\" not in path else home
