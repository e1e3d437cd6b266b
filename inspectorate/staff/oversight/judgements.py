"""How the areas of one framework were judged, authority by authority and by lead
inspector: counts alone. A grade is a word and no quantity, so nothing is averaged.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from inspectorate.accounts.models import User
from inspectorate.frameworks.models import Framework, JudgementArea, ScalePoint
from inspectorate.inspections.models import TeamMember
from inspectorate.reports.judged import LEAST, NOT_JUDGED, Judged
from inspectorate.reports.models import PublishedJudgement
from inspectorate.staff.oversight.table import Counting

TEAM = "edition__report__inspection__team"


class Cell(NamedTuple):
    label: str
    count: int
    address: str


class Judgements(NamedTuple):
    """Those of one area, or by one lead inspector: on each grade of the scale, the best
    first, and `total` of them all.
    """

    name: str
    cells: list[Cell]
    total: Cell
    area: JudgementArea | None = None


class Grades(NamedTuple):
    """Areas that are judged on one scale stand in one table."""

    labels: list[str]
    lines: list[Judgements]


class Consistency:
    """Of one framework."""

    def __init__(self, counting: Counting, framework: Framework) -> None:
        self.counting, self.framework = counting, framework
        rows = counting.shown(PublishedJudgement)
        self.rows = rows.filter(edition__framework=framework)

    def by_area(self) -> list[Grades]:
        found = self.counting.among(Judged.NEWEST, self.rows)
        counted = found.values_list("area", "point").annotate(count=models.Count("pk"))
        counts = {(area, point): count for area, point, count in counted}
        judged = {area for area, _point in counts}
        areas = JudgementArea.objects.filter(pk__in=judged).select_related("scale")
        ordered = sorted(areas, key=lambda each: (each.scale_id, each.order, each.pk))
        points = self.points_of(ordered)
        return [
            self.grades(list(its), points[scale], counts)
            for scale, its in groupby(ordered, key=lambda area: area.scale_id)
        ]

    def points_of(self, areas: Iterable[JudgementArea]) -> dict[int, list[ScalePoint]]:
        """By scale, the best point first."""
        scales = {area.scale_id for area in areas}
        found: dict[int, list[ScalePoint]] = {scale: [] for scale in scales}
        for point in ScalePoint.objects.filter(scale__in=scales).order_by("order"):
            found[point.scale_id].append(point)
        return found

    def grades(
        self,
        areas: list[JudgementArea],
        points: list[ScalePoint],
        counts: dict[tuple[int, int | None], int],
    ) -> Grades:
        offered = columns(points, [point for _area, point in counts])
        lines = [
            self.line(
                str(area),
                offered,
                {point: counts.get((area.pk, point), 0) for point, _label in offered},
                {"judged": Judged.NEWEST.value, "in_area": str(area.pk)},
                area,
            )
            for area in areas
        ]
        return Grades([label for _point, label in offered], lines)

    def by_lead(self, area: JudgementArea) -> Grades:
        """Every published judgement of an area, by who has the lead role on the team
        now; first all of them. Who has fewer than LEAST with a grade is left out.
        """
        every = self.counting.among(Judged.EVERY, self.rows.filter(area=area))
        per_point = every.values_list("point").annotate(count=models.Count("pk"))
        whole = dict(per_point)
        led: dict[int, Counter] = {}
        leads = every.filter(**{f"{TEAM}__role": TeamMember.Role.LEAD})
        for lead, point, count in leads.values_list(f"{TEAM}__user", "point").annotate(
            count=models.Count("pk")
        ):
            led.setdefault(lead, Counter())[point] = count
        enough = [lead for lead, its in led.items() if its.total() - its[None] >= LEAST]
        people = User.objects.filter(pk__in=enough).order_by("name", "pk")
        offered = columns(self.points_of([area])[area.scale_id], whole)
        asked = {"judged": Judged.EVERY.value, "in_area": str(area.pk)}
        lines = [self.line(_("All of this area"), offered, whole, asked)]
        for person in people:
            own = {**asked, "lead": str(person.pk)}
            lines.append(self.line(str(person), offered, led[person.pk], own))
        return Grades([label for _point, label in offered], lines)

    def line(
        self,
        name: str,
        offered: list[tuple[int | None, str]],
        counts: dict[int | None, int],
        asked: dict[str, str],
        area: JudgementArea | None = None,
    ) -> Judgements:
        asked = {"edition__framework__id__exact": str(self.framework.pk), **asked}
        cells = [
            self.cell(
                label,
                counts.get(point, 0),
                {**asked, "grade": NOT_JUDGED if point is None else str(point)},
            )
            for point, label in offered
        ]
        total = self.cell(_("Judgements"), sum(each.count for each in cells), asked)
        return Judgements(name, cells, total, area)

    def cell(self, label: str, count: int, asked: dict[str, str]) -> Cell:
        return Cell(label, count, self.counting.address(PublishedJudgement, asked))


def columns(
    points: list[ScalePoint], judged: Iterable[int | None]
) -> list[tuple[int | None, str]]:
    """Each grade of the scale, also one that nobody has; what was not judged, last and
    only where there is such.
    """
    offered: list[tuple[int | None, str]] = [(each.pk, str(each)) for each in points]
    return [*offered, (None, _("Not judged"))] if None in judged else offered
