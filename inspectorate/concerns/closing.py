"""What concerns have to say when the case they rest on is to be closed."""

from datetime import date

from django.utils.translation import gettext as _

from inspectorate.concerns.models import Decision, Episode
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Reason


def lacks_to_close(case: Inspection, on: date) -> list[Reason]:
    """No concern in force may rest on a case that is closed; what was corrected rests
    on none.
    """
    standing = Decision.objects.filter(basis=case, corrections=None)
    resting = Episode.objects.filter(is_open=True, decisions__in=standing).distinct()
    told = _("A concern in force rests on it: %s. Decide on the concern first.")
    return [Reason(told % episode, episode) for episode in resting]
