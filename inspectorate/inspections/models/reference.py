"""The reference of a case: what an address can hold, and the next one of a year."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority

# What an address can hold, which leads elsewhere when it is "." or ".."; \Z, for $
# would let a line break follow.
REFERENCE = r"\A[A-Za-z0-9][A-Za-z0-9._-]*\Z"
fits_an_address = RegexValidator(
    REFERENCE,
    _(
        "A reference stands in public addresses: begin with a letter or digit, and "
        "use only letters without accents, digits, hyphens, dots and underscores, as "
        "in PORTSMOUTH-2014-01."
    ),
)


def next_reference(
    cases: models.QuerySet, authority: Authority, year: int | None
) -> str:
    """For example PORTSMOUTH-2014-01, or …-ND-01 where the year is not known."""
    stem = f"{authority.slug.upper()}-{year or 'ND'}-"
    taken = cases.filter(reference__startswith=stem)
    known = taken.values_list("reference", flat=True)
    numbers = (reference.removeprefix(stem) for reference in known)
    last = max((int(n) for n in numbers if n.isdecimal()), default=0)
    return f"{stem}{last + 1:02}"
