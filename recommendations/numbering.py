"""The number of the next recommendation of a case."""

import re

from inspectorate.inspections.models import Inspection
from recommendations.models import Recommendation

NUMBERED = re.compile(r"R(\d{1,4})\Z")


def next_number(case: Inspection) -> int:
    """7 where R6 is the last that is printed, or …-R6 the last public reference."""
    stem = f"{case.reference}-"
    own = case.recommendations.values_list("number", flat=True)
    named = Recommendation.objects.filter(reference__startswith=stem)
    references = named.values_list("reference", flat=True)
    names = [*own, *(reference.removeprefix(stem) for reference in references)]
    found = (NUMBERED.match(name) for name in names)
    return max((int(each[1]) for each in found if each), default=0) + 1
