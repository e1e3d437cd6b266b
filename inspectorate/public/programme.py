"""The forward programme: which inspections are announced, and what became of them."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from inspectorate.inspections.models import ProgrammeEntry
from inspectorate.inspections.models.announcing import Said
from inspectorate.reports.models import Edition, Report

# For so long after it is over an inspection stays on the page.
KEPT = timedelta(days=366)


class Stand(models.TextChoices):
    """Where an announced inspection stands for the public, in the order of the page."""

    COMING = "coming", _("Coming")
    POSTPONED = "postponed", _("Postponed")
    AWAITED = "awaited", _("The time has passed: the report is not published yet")
    UNREPORTED = "unreported", _("The time has passed; no report is published of it")
    REPORTED = "reported", _("Report published")
    CANCELLED = "cancelled", _("Will not take place")


class Planned(NamedTuple):
    """`report` is the edition that tells what was found, None before there is one."""

    entry: ProgrammeEntry
    report: Edition | None

    def stand(self, on: date) -> Stand:
        if self.report:
            return Stand.REPORTED
        if self.entry.said == Said.CANCELLED:
            return Stand.CANCELLED
        if self.entry.said == Said.POSTPONED:
            return Stand.POSTPONED
        if self.entry.closes_on >= on:
            return Stand.COMING
        return Stand.AWAITED if self.entry.publishes else Stand.UNREPORTED

    @property
    def over_on(self) -> date | None:
        """Since when nothing more is to come of it; None before that."""
        if self.report:
            return timezone.localdate(self.report.entered_at)
        if self.entry.said == Said.CANCELLED:
            return self.entry.said_on
        return None if self.entry.publishes else self.entry.closes_on

    @property
    def place(self) -> tuple:
        names = [str(each.name) for each in self.entry.authorities.all()]
        return self.entry.opens_on, self.entry.closes_on, names


class ProgrammePage(TemplateView):
    template_name = "public/programme_page.html"

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**programme(timezone.localdate()), **kwargs)


def programme(on: date) -> dict:
    """What public/programme_body.html shows, which needs no request."""
    entries = ProgrammeEntry.objects.published().current().for_list()
    reports = reports_of([entry.inspection_id for entry in entries])
    rows = [Planned(entry, reports.get(entry.inspection_id)) for entry in entries]
    rows = [row for row in rows if row.over_on is None or on - row.over_on <= KEPT]
    rows.sort(key=lambda row: row.place)
    return {"today": on, "parts": parts(rows, lambda row: row.stand(on))}


def next_among(
    entries: Iterable[ProgrammeEntry], reported: Collection[int], on: date
) -> ProgrammeEntry | None:
    """Of one authority's entries the one that is to come first, as the newest of its
    inspection says it; None where nothing is announced but inspections of which there
    is a report (`reported`).
    """
    newest: dict[int, ProgrammeEntry] = {}
    for entry in sorted(entries, key=lambda each: each.sequence):
        newest[entry.inspection_id] = entry
    coming = [
        each
        for each in newest.values()
        if each.inspection_id not in reported
        and each.said in (Said.ANNOUNCED, Said.CHANGED)
        and each.closes_on >= on
    ]
    return min(coming, key=lambda each: (each.opens_on, each.pk), default=None)


def parts(
    rows: Collection[Planned], stand: Callable[[Planned], Stand]
) -> list[tuple[Stand, list[Planned]]]:
    """What is coming stands there even where nothing is."""
    found: dict[Stand, list[Planned]] = {each: [] for each in Stand}
    for row in rows:
        found[stand(row)].append(row)
    return [(each, its) for each, its in found.items() if its or each == Stand.COMING]


def reports_of(cases: Collection[int]) -> dict[int, Edition]:
    """By its inspection, the report or letter as it stands."""
    found = Edition.objects.published().current().defer("document")
    found = found.filter(report__inspection__in=cases, report__kind__in=Report.MAIN)
    rows = found.select_related("report")
    return {edition.report.inspection_id: edition for edition in rows}
