"""What a draft lacks of its check for factual accuracy (domain reference, 1.4).

Nothing, where it records history: others checked it in their own way.
"""

from django.db import models
from django.utils.translation import gettext as _

from inspectorate.lifecycle import Reason


def lacks_answer(report: models.Model) -> list[Reason]:
    """Unless the last sending was answered, or its time went by without an answer."""
    check = report.accuracy_checks.first()
    if report.recorded_from or check is None or check.is_answered:
        return []
    told = _(
        "The authority has not answered: record the day of its answer, or after %s "
        "that none came."
    )
    return [Reason(told % f"{check.ends_on:%d.%m.%Y}", check)]


def lacks_decisions(report: models.Model) -> list[Reason]:
    """Of every sending: a later one takes no comment off the record."""
    if report.recorded_from:
        return []
    return [
        Reason(lacking(comment), check)
        for check in report.accuracy_checks.reverse()
        for comment in check.comments.unsettled().order_by("number")
    ]


def lacking(comment: models.Model) -> str:
    told = _("Comment %(number)s on accuracy is not decided: decide it.")
    if comment.needs_review:
        told = _(
            "Comment %(number)s touches a judgement and is refused: somebody outside "
            "the team reviews this."
        )
    return told % {"number": comment.number}
