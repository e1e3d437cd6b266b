"""What a report states, and in which of its sections it speaks of it."""

from typing import NamedTuple

from django.db import models

from inspectorate.reports.models import Report


class Statement(NamedTuple):
    """`name` is its list in a document, `place` its place there, from 1."""

    name: str
    place: int
    row: models.Model

    @property
    def kind(self) -> str:
        return self.row._meta.model_name


def statements(report: Report) -> list[Statement]:
    """The judgements, findings and recommendations of its document, in that order."""
    case = report.inspection
    lists = {
        "judgements": report.stated(case.judgements),
        "findings": [row for row in report.stated(case.findings) if row.is_public],
        "recommendations": report.stated(case.recommendations),
    }
    return [
        Statement(name, place, row)
        for name, rows in lists.items()
        for place, row in enumerate(rows, start=1)
    ]


def stated_in(report: Report) -> dict[int | None, list[Statement]]:
    """By section; under None what is placed in none."""
    sections = {
        (kind, number): section.pk
        for section in report.sections.all()
        for placement in section.placements.all()
        for kind in ("judgement", "finding", "recommendation")
        if (number := getattr(placement, f"{kind}_id"))
    }
    found: dict[int | None, list[Statement]] = {}
    for each in statements(report):
        section = sections.get((each.kind, each.row.pk))
        found.setdefault(section, []).append(each)
    return found


def places(report: Report) -> dict[int, list[dict]]:
    """What a document says of it: for a section, the entries of its lists."""
    return {
        section: [{"list": each.name, "place": each.place} for each in placed]
        for section, placed in stated_in(report).items()
        if section is not None
    }
