"""Who of a council did what at the portal, and who its officers are and were."""

from collections.abc import Iterable

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst

from authorities.models import Authority, LinkOfficer
from inspectorate.history.models import Entry
from inspectorate.history.words import model_of
from inspectorate.portal.officer import OfficerPage

# As many as anybody reads; the file has all of them.
SHOWN = 200
# Their names have the title of a draft as it is called at the inspectorate by then.
OF_DRAFTS = "reports.accuracy"
NAMED_BY_PART = "reports.accuracynote"
# How people sign in is theirs, and no work for the council.
OWN = "accounts.user"


class Log(OfficerPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        people = list(officers_of(self.officer.authority))
        return self.draw(
            "log.html",
            here="log",
            people=people,
            entries=[(each, about(each)) for each in acts_of(people)[:SHOWN]],
            most=SHOWN,
        )


def officers_of(authority: Authority) -> models.QuerySet:
    return authority.link_officers.select_related("user")


def acts_of(people: Iterable[LinkOfficer]) -> models.QuerySet:
    """What they did while they acted for the council, the newest first: what they do
    for another one before or after is none of its business.
    """
    theirs = models.Q(pk=None)
    for officer in people:
        until = officer.ended_at or timezone.now()
        term = models.Q(entered_at__range=(officer.invited_at, until))
        theirs |= models.Q(actor_id=officer.user_id) & term
    return Entry.objects.filter(theirs).exclude(subject_type=OWN).order_by("-pk")


def about(entry: Entry) -> str:
    """What an act was done to, and nothing of it that was not sent to them."""
    kind = entry.subject_type
    if kind.startswith(OF_DRAFTS) and kind != NAMED_BY_PART:
        model = model_of(kind)
        return capfirst(str(model._meta.verbose_name)) if model else ""
    return entry.subject_name
