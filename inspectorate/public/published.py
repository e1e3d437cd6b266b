"""The reports on one authority that the public reads, and what of them it no longer
does.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse

from authorities.models import Authority
from inspectorate.fields import PartialDate, Wording
from inspectorate.reports.models import Edition


class PublicReport(NamedTuple):
    """A report by its editions that can be read, the first one first.

    `compared_with` is the report before it on the same service, if there is one.
    """

    editions: list[Edition]
    compared_with: Edition | None = None

    @property
    def current(self) -> Edition:
        return self.editions[-1]

    @property
    def published_on(self) -> PartialDate | None:
        """The date of the first edition that can still be read."""
        return self.editions[0].published_on

    @property
    def corrections(self) -> list[Edition]:
        """Each with the number of the edition `before` it that can be read."""
        for before, edition in zip(self.editions, self.editions[1:], strict=False):
            edition.before = before.number
        return self.editions[1:]


class Withdrawn(NamedTuple):
    """Editions of one report that went at one moment. No word of them is told."""

    slug: str
    numbers: list[int]
    entered_at: datetime
    reason: Wording
    is_whole_report: bool

    @property
    def ways(self) -> list[tuple[int, str]]:
        return [
            (number, reverse("report-edition", args=[self.slug, number]))
            for number in self.numbers
        ]


def reports_and_withdrawals(
    authority: Authority,
) -> tuple[list[PublicReport], list[Withdrawn]]:
    """Both from the same rows: the reports of which the current edition is about the
    authority, the newest first; and what of its editions was withdrawn.
    """
    editions = Edition.objects.ever_published().for_authority(authority).for_list()
    ordered = editions.select_related("withdrawal").order_by("report", "number")
    reports, withdrawals = [], []
    for _report, its in groupby(ordered, key=lambda edition: edition.report_id):
        readable, gone = [], []
        for edition in its:
            (gone if hasattr(edition, "withdrawal") else readable).append(edition)
        withdrawals += withdrawn(gone, is_whole_report=not readable)
        if readable and readable[-1].report.current_edition_id == readable[-1].pk:
            reports.append(PublicReport(readable))
    return compared(reports), withdrawals


def withdrawn(editions: Iterable[Edition], *, is_whole_report: bool) -> list[Withdrawn]:
    at_once = groupby(editions, key=lambda edition: edition.withdrawal.entered_at)
    found = []
    for entered_at, its in at_once:
        gone = list(its)
        found.append(
            Withdrawn(
                slug=gone[0].report.slug,
                numbers=[edition.number for edition in gone],
                entered_at=entered_at,
                reason=gone[0].withdrawal.reason,
                is_whole_report=is_whole_report,
            )
        )
    return found


def compared(reports: Iterable[PublicReport]) -> list[PublicReport]:
    """The newest first, each with the one before it on the same service.

    One that no source dates is before or after none.
    """
    before: dict[int, Edition] = {}
    found = []
    for report in sorted(reports, key=lambda each: place_of(each.current)):
        edition, other = report.current, None
        if edition.sorted_on != Edition.UNDATED:
            other = before.get(edition.service_id)
            before[edition.service_id] = edition
        found.append(report._replace(compared_with=other))
    return found[::-1]


def place_of(edition: Edition) -> tuple:
    """Where an edition stands among others, the oldest first."""
    return edition.sorted_on, edition.pk
