from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.narrowing import Chosen


class AuthorityFilter(Chosen):
    """By the address name of an authority, to which `way` leads from a row."""

    title = _("authority")
    parameter_name = "authority"
    way = "authority"

    def name_of(self, code: str) -> str | None:
        found = Authority.objects.filter(slug=code).first()
        return None if found is None else str(found)

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet:
        return queryset.filter(**{f"{self.way}__slug": self.value()})
