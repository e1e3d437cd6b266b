"""How each area of an authority was judged, from report to report."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import get_language

from inspectorate.fields import Wording
from inspectorate.frameworks.models import ScalePoint
from inspectorate.public.pictures.steps import Mark, Steps
from inspectorate.public.published import PublicReport
from inspectorate.reports.models import Edition, PublishedJudgement

# With fewer there is no step to draw.
LEAST = 2


class Judged(NamedTuple):
    edition: Edition
    judgement: PublishedJudgement


class History(NamedTuple):
    """Of areas that bear one code and are judged on one scale, by whichever version of
    a framework; the newest first. Whether two of them compare is another matter.
    """

    code: str
    name: Wording
    judged: list[Judged]
    picture: Steps | None = None


def histories(reports: Iterable[PublicReport]) -> list[History]:
    """In the order of the newest framework, the judgement that sums up before all."""
    found: dict[tuple, History] = {}
    for edition in (report.current for report in reports):
        for judgement in edition.judgements.all():
            area = judgement.area
            history = History(area.code, area.name, [])
            key = area.code, area.scale_id
            found.setdefault(key, history).judged.append(Judged(edition, judgement))
    scales = points_of({scale for _code, scale in found})
    told = [
        history._replace(picture=picture(history, scales.get(scale, [])))
        for (_code, scale), history in found.items()
    ]
    return sorted(told, key=lambda each: not each.judged[0].judgement.area.is_overall)


def points_of(scales: Iterable[int]) -> dict[int, list[ScalePoint]]:
    """Of each scale, the best first."""
    found: dict[int, list[ScalePoint]] = {}
    points = ScalePoint.objects.filter(scale__in=scales).order_by("scale", "order")
    for point in points:
        found.setdefault(point.scale_id, []).append(point)
    return found


def picture(history: History, points: list[ScalePoint]) -> Steps | None:
    """None where there are not two grades to draw in the order of their days."""
    marks = list(marks_of(history, [point.pk for point in points]))
    if len([mark for mark in marks if mark.row is not None]) < LEAST:
        return None
    words = [point.label.in_language(get_language()) for point in points]
    return Steps(f"judged-{history.code}", words, marks)


def marks_of(history: History, points: list[int]) -> Iterator[Mark]:
    """The oldest first, without what no source dates."""
    dated = [each for each in history.judged if each.edition.published_on]
    before = None
    for edition, judgement in reversed(dated):
        year = edition.published_on.year
        if year is None:
            continue
        row = points.index(judgement.point_id) if judgement.point_id else None
        begins = before is not None and before != judgement.area_id
        yield Mark(str(year), row, begins)
        before = judgement.area_id
