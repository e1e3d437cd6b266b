"""Why something was decided, and why what was recorded of it was corrected."""

from collections.abc import Sequence

from inspectorate.concerns.models import BoardDecision, Decision, MinistersStep


def tell_reasons(rows: Sequence[Decision | MinistersStep | BoardDecision]) -> None:
    """Give each `stated_reason`, and `why_corrected` where it is a correction; either
    may be empty.

    `rows` are what the public may read. A correction has the reason of what it
    corrects, where that is among them: its own tells what was wrong with the record.
    """
    by_key = {each.pk: each for each in rows}
    for row in rows:
        of = row
        while of is not None and of.corrects_id:
            of = by_key.get(of.corrects_id)
        row.stated_reason = of.reason if of else ""
        row.why_corrected = row.reason if row.corrects_id else ""
