from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from inspectorate.inspections.models import Inspection


class ReturnsToCase:
    """Makes an admin class whose rows are saved lead back to the screen of the case,
    and not to the rows of all cases. What is saved to go on editing stays on its form.
    """

    def response_post_save_add(
        self, request: HttpRequest, obj: models.Model
    ) -> HttpResponse:
        return to_case(obj)

    def response_post_save_change(
        self, request: HttpRequest, obj: models.Model
    ) -> HttpResponse:
        return to_case(obj)


def to_case(row: models.Model) -> HttpResponseRedirect:
    case = row if isinstance(row, Inspection) else row.inspection
    return HttpResponseRedirect(reverse("admin:case", args=[case.reference]))
