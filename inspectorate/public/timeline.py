"""All that is public of one authority, in the order of time, the newest first.

What happened on a day that is only known coarsely stands under the first day it can
be, and is shown as it is stated; what no source dates stands last.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models import (
    Board,
    BoardDecision,
    Decision,
    Episode,
    Intervention,
    MinistersStep,
)
from inspectorate.fields import PartialDate
from inspectorate.inspections.models import Inspection, ProgrammeEntry
from inspectorate.public.progress import Milestone
from inspectorate.public.published import PublicReport, Withdrawn
from inspectorate.reports.models import Edition, Response


class Kind(models.TextChoices):
    """What an entry tells of; of one day, the later ones happen after the earlier."""

    PROGRAMME = "programme", _("Forward programme")
    INSPECTION = "inspection", _("Activity")
    REPORT = "report", _("Report")
    CONCERN = "concern", _("Serious concern")
    INTERVENTION = "intervention", _("Ministers")
    BOARD = "board", _("Oversight board")
    RESPONSE = "response", _("Statement")
    RECOMMENDATIONS = "recommendations", _("Recommendations")
    CORRECTION = "correction", _("Correction")
    WITHDRAWAL = "withdrawal", _("Withdrawal")


class Entry(NamedTuple):
    """`about` is what public/timeline_<kind>.html shows; `sequence` its place among
    those of its kind that have the same day, or none.
    """

    kind: Kind
    on: PartialDate | None
    about: object
    sequence: int = 0

    @property
    def template(self) -> str:
        return f"public/timeline_{self.kind.value}.html"

    @property
    def place(self) -> tuple:
        first = self.on.earliest if self.on else None
        return first or date.min, list(Kind).index(self.kind), self.sequence


class Year(NamedTuple):
    """None holds what no source dates to a year."""

    number: int | None
    entries: list[Entry]


class Decided(NamedTuple):
    """A decision about a concern; `after` is the last known day before it, where its
    own is not stated.
    """

    episode: Episode
    decision: Decision
    after: PartialDate | None


class Stepped(NamedTuple):
    """A step of ministers."""

    intervention: Intervention
    step: MinistersStep


class BoardDecided(NamedTuple):
    """What became of a board; `decision` None where only its dates are recorded."""

    board: Board
    act: BoardDecision.Act
    decision: BoardDecision | None


def by_year(entries: Iterable[Entry]) -> list[Year]:
    """The newest first."""
    ordered = sorted(entries, key=lambda entry: entry.place, reverse=True)
    grouped = groupby(ordered, key=lambda entry: entry.on.year if entry.on else None)
    return [Year(number, list(its)) for number, its in grouped]


def of_programme(entries: Iterable[ProgrammeEntry]) -> Iterator[Entry]:
    """On the day on which each was said, not when the inspection is to be."""
    for entry in entries:
        on = PartialDate.of(entry.said_on)
        yield Entry(Kind.PROGRAMME, on, entry, entry.sequence)


def of_reports(reports: Iterable[PublicReport]) -> Iterator[Entry]:
    """When inspectors were there, when a report came out, and each correction."""
    for report in reports:
        fieldwork = fieldwork_of(report.current)
        if fieldwork:
            yield Entry(Kind.INSPECTION, fieldwork, report.current)
        yield Entry(Kind.REPORT, report.published_on, report)
        for correction in report.corrections:
            entered = PartialDate.of(timezone.localdate(correction.entered_at))
            yield Entry(Kind.CORRECTION, entered, correction, correction.number)


def fieldwork_of(row: Edition | Inspection) -> PartialDate | None:
    """The first day known of it, where its year is known."""
    days = [day for day in (row.fieldwork_start, row.fieldwork_end) if day]
    return next((day for day in days if day.year), None)


def of_withdrawals(withdrawals: Iterable[Withdrawn]) -> Iterator[Entry]:
    for each in withdrawals:
        entered = PartialDate.of(timezone.localdate(each.entered_at))
        yield Entry(Kind.WITHDRAWAL, entered, each)


def of_inspections(inspections: Iterable[Inspection]) -> Iterator[Entry]:
    """Those that have no report here."""
    for inspection in inspections:
        on = fieldwork_of(inspection) or inspection.fieldwork_start
        yield Entry(Kind.INSPECTION, on, inspection)


def of_concerns(episodes: Iterable[Episode]) -> Iterator[Entry]:
    for episode in episodes:
        known = None
        for decision in episode.announced:
            on = decision.decided_on
            about = Decided(episode, decision, None if on else known)
            yield Entry(Kind.CONCERN, on, about, decision.sequence)
            known = on or known


def of_interventions(interventions: Iterable[Intervention]) -> Iterator[Entry]:
    """The steps of ministers whose statement is public."""
    for intervention in interventions:
        for step in intervention.told:
            about = Stepped(intervention, step)
            yield Entry(Kind.INTERVENTION, step.decided_on, about, step.sequence)


def of_boards(boards: Iterable[Board]) -> Iterator[Entry]:
    """Its decisions; and its first and last day, which no decision may tell of."""
    act = BoardDecision.Act
    for board in boards:
        for decision in board.announced_decisions:
            about = BoardDecided(board, act(decision.act), decision)
            yield Entry(Kind.BOARD, decision.decided_on, about, decision.sequence)
        told = {decision.act for decision in board.told}
        if board.established_on and act.ESTABLISH not in told:
            about = BoardDecided(board, act.ESTABLISH, None)
            yield Entry(Kind.BOARD, board.established_on, about)
        if board.stood_down_on and act.STAND_DOWN not in told:
            about = BoardDecided(board, act.STAND_DOWN, None)
            last = len(board.announced_decisions) + 1
            yield Entry(Kind.BOARD, board.stood_down_on, about, last)


def of_responses(responses: Iterable[Response]) -> Iterator[Entry]:
    for response in responses:
        yield Entry(Kind.RESPONSE, response.said_on, response)


def of_recommendations(milestones: Iterable[Milestone]) -> Iterator[Entry]:
    for milestone in milestones:
        on = PartialDate.of(milestone.on) if milestone.on else None
        yield Entry(Kind.RECOMMENDATIONS, on, milestone)
