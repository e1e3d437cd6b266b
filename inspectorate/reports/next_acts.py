"""What can be done with a case now: the acts that every door offers, from one place."""

from typing import NamedTuple

from django.db import models
from django.utils import timezone

from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Act, Reason
from inspectorate.reports.models import Report


class NextAct(NamedTuple):
    """An act of a case or of its report, `row`. `barred` tells why the person is not
    the one to do it, `missing` what has to be there first.
    """

    act: Act
    row: models.Model
    barred: list[Reason]
    missing: list[Reason]


def main_report(case: Inspection) -> Report | None:
    """The one that the course of the case goes by; None before it is begun."""
    return case.reports.filter(kind__in=Report.MAIN).first()


def next_acts(
    case: Inspection, report: Report | None, user: models.Model
) -> list[NextAct]:
    """Those of the report that is drafted, then those of the inspection; last what
    somebody else has to do.
    """
    today = timezone.localdate()
    rows = [case] if report is None else [report, case]
    found = [
        NextAct(act, row, row.bars(act, user), row.lacks_before(act, today))
        for row in rows
        for act in row.next_acts()
    ]
    return sorted(found, key=lambda each: bool(each.barred))
