"""What recommendations have to say when their case is to be closed."""

from datetime import date

from django.utils.translation import ngettext

from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Reason


def lacks_to_close(case: Inspection, on: date) -> list[Reason]:
    """A case is followed up until every recommendation of it is closed."""
    still_open = case.recommendations.open()
    count = still_open.count()
    if not count:
        return []
    told = ngettext(
        "%d recommendation is still open: close or supersede it first.",
        "%d recommendations are still open: close or supersede them first.",
        count,
    )
    return [Reason(told % count, still_open.first())]
