"""The way of a case as one line: the states of its inspection, then of its report."""

from typing import NamedTuple

from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Report

BEFORE = [
    Inspection.Status.PLANNED,
    Inspection.Status.SCOPING,
    Inspection.Status.NOTIFIED,
    Inspection.Status.FIELDWORK,
    Inspection.Status.DRAFTING,
]
WITH_REPORT = [
    Report.Status.QUALITY_ASSURANCE,
    Report.Status.ACCURACY_CHECK,
    Report.Status.REVISION,
    Report.Status.AWAITING_SIGN_OFF,
    Report.Status.SIGN_OFF,
]


class Step(NamedTuple):
    label: str
    is_done: bool
    is_now: bool


def steps(case: Inspection, report: Report | None) -> list[Step]:
    """From plan to closure. Empty for a case that is deferred or cancelled: it stands
    beside the way.
    """
    way = [
        *(state for state in BEFORE if case.announced or state != "notified"),
        *([*WITH_REPORT, *last_steps(report)] if case.publishes else []),
        Inspection.Status.CLOSED,
    ]
    now = standing(case, report)
    if now not in way:
        return []
    here = way.index(now)
    return [
        Step(state.label, place < here, place == here)
        for place, state in enumerate(way)
    ]


def last_steps(report: Report | None) -> list[str]:
    """Publication, where it was not issued or withdrawn; its moment, once chosen."""
    status = report.status if report else ""
    if status in Report.ENDED:
        return [Report.Status(status)]
    if status == Report.Status.SCHEDULED:
        return [Report.Status.SCHEDULED, Report.Status.PUBLISHED]
    return [Report.Status.PUBLISHED]


def standing(case: Inspection, report: Report | None) -> str:
    """While it is drafted, a case stands where its report stands."""
    if case.status != Inspection.Status.DRAFTING or report is None:
        return case.status
    return report.status
