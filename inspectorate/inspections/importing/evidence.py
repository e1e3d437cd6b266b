from datetime import datetime
from uuid import UUID

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import harden
from inspectorate.history.models import CHANGED, CREATED, record, snapshot
from inspectorate.inspections.importing.row_form import RowForm
from inspectorate.inspections.importing.sheet import Line, Sheet
from inspectorate.inspections.models import Evidence, Inspection
from inspectorate.inspections.models.access import team_cases
from inspectorate.spreadsheets import Row


class EvidenceRowForm(RowForm):
    collected_on = forms.DateField(
        label=_("Collected on"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={
            "invalid": _("This is no date of the calendar: write it as 2026-03-02.")
        },
    )

    class Meta:
        model = Evidence
        fields = ["reference", "kind", "collected_on", "summary", "marking"]


harden(EvidenceRowForm)


class EvidenceSheet(Sheet):
    """A row adds an item; one with the reference of an item changes that."""

    model = Evidence
    form = EvidenceRowForm
    kind = "evidence"
    headings = {
        "reference": "reference",
        "kind": "kind",
        "collected_on": "collected_on",
        "summary": "summary",
        "marking": "marking",
        "cyfeirnod": "reference",
        "math": "kind",
        "casglwyd": "collected_on",
        "crynodeb": "summary",
        "marc": "marking",
    }
    required = ["reference"]
    references = ["reference"]

    def cases(self) -> models.QuerySet:
        """Who directs every case only reads its evidence."""
        if self.by.is_superuser:
            return Inspection.objects.all()
        free = Inspection.objects.free_of_interest(self.by)
        return free.filter(pk__in=team_cases(self.by))

    def look_up(self) -> None:
        self.items = {item.reference: item for item in self.case.evidence.all()}

    def key_of(self, cells: dict[str, str]) -> tuple:
        return (cells["reference"].strip(),)

    def line_of(self, row: Row) -> Line:
        known = self.items.get(row.cells["reference"].strip())
        item = known or Evidence(inspection=self.case)
        before = self.state(item) if known else {}
        self.checked(item, row.cells)
        return self.difference(row.number, before, item, self.state(item))

    def store(self, line: Line, *, at: datetime | None, batch: UUID) -> None:
        item, is_new = line.row, line.row.pk is None
        item.save()
        told = {"by": self.by, "at": at, "batch": batch}
        if is_new:
            record(item, CREATED, after=snapshot(item), **told)
        else:
            record(item, CHANGED, before=line.before, after=line.after, **told)
