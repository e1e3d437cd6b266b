"""Which cases are a person's own, and which are about an authority they are tied to."""

from django.db import models
from django.http import HttpRequest

from inspectorate.inspections.models import Inspection
from inspectorate.inspections.models.access import team_cases


def own_cases(request: HttpRequest) -> models.QuerySet:
    """Those of whose team the person is, and free of an interest of theirs: who
    directs every case is on few teams.
    """
    free = free_cases(request)
    if request.user.is_superuser:
        return free
    return free.filter(pk__in=team_cases(request.user))


def free_cases(request: HttpRequest) -> models.QuerySet:
    """Those in whose authorities no interest of the person stands."""
    return Inspection.objects.free_of_interest(request.user)


def is_own(request: HttpRequest, case: int) -> bool:
    return standing(request, case)[1]


def is_free(request: HttpRequest, case: int) -> bool:
    return standing(request, case)[0]


def standing(request: HttpRequest, case: int) -> tuple[bool, bool]:
    """Whether a case is free of an interest of the person, and whether it is their own.

    Asked once a request for each case: a page asks for every button and row.
    """
    known = request.__dict__.setdefault("_standing", {})
    if case not in known:
        asked = [
            models.Exists(cases.filter(pk=models.OuterRef("pk")))
            for cases in (free_cases(request), own_cases(request))
        ]
        rows = Inspection.objects.filter(pk=case).values_list(*asked)
        known[case] = next(iter(rows), (False, False))
    return known[case]
