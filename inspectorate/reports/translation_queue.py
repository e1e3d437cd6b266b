"""The drafts that have something to translate, and by when they are to be published."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db import models

from inspectorate.accounts.models import User
from inspectorate.frameworks.models import DeadlineRule, NonWorkingDay
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Report
from inspectorate.reports.models.pair import State
from inspectorate.reports.models.parity import former_sources
from inspectorate.reports.queue import readable_by

# So many reports at once: their texts are asked for by number.
AT_ONCE = 50


class Work(NamedTuple):
    """`due` is the day by which the report is to be published, None without a rule."""

    report: Report
    due: date | None
    missing: int
    stale: int


def works(user: User) -> list[Work]:
    """Those that `user` reads, whose text can be edited and whose framework asks for
    the language they are translated into; the nearest day first.
    """
    rows = drafts().filter(pk__in=readable_by(user).values("pk"))
    free = Inspection.objects.free_of_interest(user)
    rows = iter(rows.filter(inspection__in=free.values("pk")))
    off = set(NonWorkingDay.objects.values_list("day", flat=True))
    found = []
    while some := list(islice(rows, AT_ONCE)):
        found += described(some, off)
    return sorted(found, key=lambda work: (work.due or date.max, work.report.pk))


def drafts() -> models.QuerySet:
    languages = "inspection__framework__languages"
    # A framework that asks for one language asks for a translation where a report is
    # written in the other.
    asked = ~models.Q((languages, models.F("written_in")))
    rule = DeadlineRule.objects.filter(event=DeadlineRule.Event.PUBLICATION)
    return (
        Report.objects.filter(asked, recorded_from="")
        .exclude(status__in=Report.FIXED)
        .exclude(inspection__status=Inspection.Status.CANCELLED)
        .select_related("inspection__framework")
        .prefetch_related(
            "sections",
            "paragraphs",
            "inspection__authorities",
            "inspection__findings",
            "inspection__judgements__area",
            "inspection__recommendations",
            models.Prefetch(
                "inspection__framework__deadlines", rule, to_attr="publication_rules"
            ),
        )
        .order_by("pk")
    )


def described(reports: list[Report], off: set[date]) -> Iterator[Work]:
    known = former_sources(each for report in reports for each in report.segments())
    for report in reports:
        asked = report.to_translate(report.pairs(known))
        stale = sum(pair.state == State.STALE for pair in asked)
        if asked:
            yield Work(report, due(report, off), len(asked) - stale, stale)


def due(report: Report, off: set[date]) -> date | None:
    """By the rule of its framework; None until fieldwork has ended."""
    case = report.inspection
    ended = case.fieldwork_end.latest if case.fieldwork_end else None
    rules = case.framework.publication_rules
    return rules[0].due(ended, off) if rules and ended else None
