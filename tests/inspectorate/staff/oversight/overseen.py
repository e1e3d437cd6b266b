"""Authorities with one of everything that oversight counts, around today."""

from datetime import date, timedelta

from django.utils import timezone

from authorities.models import Authority
from inspectorate.accounts.models import User
from inspectorate.frameworks.models import JudgementArea
from inspectorate.inspections.models import Inspection
from tests.factories import (
    make_action_plan,
    make_area,
    make_authority,
    make_decision,
    make_edition,
    make_episode,
    make_framework,
    make_inspection,
    make_intervention,
    make_judgement,
    make_point,
    make_recommendation,
    make_scale,
    make_service,
    make_step,
    make_team_member,
    stand,
)

# Reports of this day have been silent for more than six months.
MADE = "2025-01-12"


def day(back: int) -> date:
    """So many days before today."""
    return timezone.localdate() - timedelta(days=back)


def oversee(name: str, area: JudgementArea | None = None) -> Authority:
    """With one of each figure today, and other ones 40 days ago."""
    authority = make_authority(name)
    make_followed(authority)
    make_plans(authority)
    make_concerns(authority)
    make_judged(authority, area or make_judged_area())
    return authority


def make_followed(authority: Authority) -> Inspection:
    """Overdue, due soon, awaiting verification, rejected; three of them are stale."""
    case = make_inspection(authority, status="drafting")
    make_recommendation(case, timescale="3m", due_on=day(10))
    make_recommendation(case, timescale="3m", due_on=day(-10))
    done, refused = make_recommendation(case), make_recommendation(case)
    stand(done, progress="completed_reported", day=day(20))
    stand(refused, acceptance="rejected", day=day(30))
    make_edition(case, published_on=MADE)
    # Nobody was asked for what a draft recommends.
    draft = make_inspection(authority, status="drafting")
    make_recommendation(draft, timescale="3m", due_on=day(10))
    return case


def make_plans(authority: Authority) -> None:
    """Overdue, to be judged, and returned, which is overdue as well."""

    def of_case(**fields: object) -> None:
        make_action_plan(make_inspection(authority), authority=authority, **fields)

    of_case(due_on=day(5))
    of_case(due_on=day(60), status="submitted", received_on=day(50))
    of_case(due_on=day(60), status="returned", received_on=day(45), decided_on=day(15))


def make_concerns(authority: Authority) -> None:
    """Reviews past, near and not set; a notice with days of the law."""
    for back in (60, 90):
        watched = make_episode(authority, placed=False, service=make_service(str(back)))
        given = {"decided_on": day(back), "review_on": day(back - 75)}
        make_decision(watched, "raise", **given)
    make_episode(authority, service=make_service("Told by the press"))
    notice = make_intervention(authority, warned=False)
    make_step(notice, decided_on=day(45).isoformat(), comply_by=day(-5))


def make_judged_area() -> JudgementArea:
    scale = make_scale()
    framework = make_framework()
    for place, word in enumerate(("Good", "Adequate", "Poor"), start=1):
        make_point(scale, code=word.lower(), label_en=word, order=place)
    return make_area(framework, scale=scale)


def make_judged(
    authority: Authority,
    area: JudgementArea,
    grade: str | None = "good",
    lead: User | None = None,
    on: str = MADE,
) -> Inspection:
    case = make_inspection(authority, framework=area.framework, status="drafting")
    if lead is not None:
        make_team_member(case, user=lead, role="lead")
        make_team_member(case)
    point = area.scale.points.get(code=grade) if grade else None
    make_judgement(case, area=area, point=point, not_judged=point is None)
    make_edition(case, published_on=on)
    return case
