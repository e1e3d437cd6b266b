"""Themes by their codes, as programs name them."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _

from inspectorate.api.errors import InvalidBody
from inspectorate.frameworks.models import Theme


def theme_codes(themes: Iterable[Theme]) -> list[str]:
    return sorted(theme.code for theme in themes)


def numbers_of(codes: list[str], framework: int, place: str) -> list[int]:
    """The numbers of themes of a framework, or of the stable vocabulary where it has
    none of that code; raises InvalidBody, at `place` with the number of the code.
    """
    known = models.Q(framework=framework) | models.Q(framework=None)
    found = Theme.objects.filter(known, code__in=codes)
    # Those of the framework last, so that they are kept.
    own_last = found.order_by(models.F("framework").asc(nulls_first=True))
    numbers = dict(own_last.values_list("code", "pk"))
    told = _("There is no theme “%s” in this framework or the stable vocabulary.")
    faults = [
        (place % at if "%" in place else place, told % code)
        for at, code in enumerate(codes)
        if code not in numbers
    ]
    if faults:
        raise InvalidBody(faults)
    return [numbers[code] for code in codes]
