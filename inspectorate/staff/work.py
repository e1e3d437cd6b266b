"""The first page: the work of the person who is signed in.

Each block is one query, that of what waits for the inspectorate two; the days off, by
which cases are reckoned, are another, and so are the texts by which it is known that a
draft is to be cleared again.
"""

from collections.abc import Callable, Set
from datetime import date, timedelta
from typing import NamedTuple

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from authorities.models import Authority
from inspectorate.concerns.models import Duty, Episode
from inspectorate.concerns.models.clocks import clocks
from inspectorate.fields import PartialDate
from inspectorate.frameworks.models import DeadlineRule, NonWorkingDay
from inspectorate.inspections.models import Evidence, Finding, Inspection
from inspectorate.inspections.models.access import DIRECT, team_cases
from inspectorate.inspections.models.course import LEAD
from inspectorate.lifecycle.admin import row_address
from inspectorate.reports.models import Report
from inspectorate.reports.models.acts import PUBLISH
from inspectorate.reports.translating import TRANSLATE
from inspectorate.staff.following import to_follow_up
from inspectorate.staff.item import SHOWN, Item
from inspectorate.staff.returned import told_of, with_return
from inspectorate.staff.steps import standing
from inspectorate.staff.waiting import accuracy_checks, publications, reviews, texts
from recommendations.models import Recommendation

SOON = timedelta(days=30)


class Block(NamedTuple):
    """`empty` is what it says without items; `is_cut` when there are more of them."""

    code: str
    title: str
    empty: str
    items: list[Item]
    is_cut: bool


def blocks(user: models.Model, today: date) -> list[Block]:
    """What the person has to do, the nearest day first."""
    asked: list[tuple[str, str, str, Callable[[], list[Item]]]] = [
        (
            "cases",
            _("My cases"),
            _("You are on the team of no open case."),
            lambda: cases(user, today),
        ),
        (
            "findings",
            _("Findings that quality assurance would send back"),
            _("Every finding of your cases has what it needs."),
            lambda: findings(user),
        ),
        (
            "reviews",
            _("Waiting for me to read"),
            _("No report waits for you."),
            lambda: reviews(user),
        ),
        *(
            [
                (
                    "publications",
                    _("To be published"),
                    _("No report is signed off or scheduled."),
                    lambda: publications(user),
                )
            ]
            if user.has_perm(PUBLISH)
            else []
        ),
        (
            "accuracy",
            _("Accuracy checks"),
            _("No accuracy check waits for an answer or a decision."),
            lambda: accuracy_checks(user, today),
        ),
        (
            "recommendations",
            _("Recommendations that are due"),
            _("No recommendation of your cases is due within 30 days."),
            lambda: due_recommendations(user, today),
        ),
        (
            "following",
            _("Recommendations and plans that wait for the inspectorate"),
            _("Nothing is to be verified, judged or decided, and nobody is silent."),
            lambda: to_follow_up(user, today),
        ),
        (
            "concerns",
            _("Concerns to review"),
            _("No concern is to be reviewed within 30 days."),
            lambda: concerns(user, today),
        ),
        (
            "interventions",
            _("Days of the law"),
            _("Nothing of a notice of ministers is due within 30 days."),
            lambda: interventions(user, today),
        ),
    ]
    if user.has_perm(TRANSLATE):
        told = _("No draft waits for its translation.")
        asked.append(
            ("translations", _("To translate"), told, lambda: texts(user, today))
        )
    return [block(code, title, empty, find()) for code, title, empty, find in asked]


def block(code: str, title: str, empty: str, items: list[Item]) -> Block:
    return Block(code, title, empty, items[:SHOWN], len(items) > SHOWN)


def cases(user: models.Model, today: date) -> list[Item]:
    """The person's open cases with the next act of each, and its day."""
    rules = DeadlineRule.objects.filter(framework=models.OuterRef("framework"))
    rule = rules.filter(event=DeadlineRule.Event.PUBLICATION)
    about = Authority.objects.filter(inspections=models.OuterRef("pk"))
    main = {"inspection": models.OuterRef("pk"), "kind__in": Report.MAIN}
    name = f"name_{get_language()[:2]}"
    mine = (
        Inspection.objects.under_way()
        .filter(team__user=user)
        .annotate(
            report_pk=models.Subquery(Report.objects.filter(**main).values("pk")[:1]),
            report_status=models.Subquery(
                Report.objects.filter(**main).values("status")[:1]
            ),
            authority=models.Subquery(about.order_by(name).values(name)[:1]),
            days=models.Subquery(rule.values("days")[:1]),
            clock=models.Subquery(rule.values("clock")[:1]),
        )
    )
    off = set(NonWorkingDay.objects.values_list("day", flat=True))
    mine = with_return(mine).order_by("sorted_on", "pk")[:100]
    found = [case_item(case, today, off) for case in mine]
    return sorted(found, key=lambda item: item.due or date.max)


def case_item(case: Inspection, today: date, off: Set[date]) -> Item:
    due = deadline(case, off)
    status = case.report_status
    report = Report(status=status, inspection=case) if status else None
    address = reverse("admin:case", args=[case.reference])
    name = f"{case.authority or '–'} ({case.reference})"
    is_overdue = due is not None and due < today
    back = told_of(status, case.came_from, case.return_reason, case.open_threads)
    return Item(address, name, next_step(case, report), due, is_overdue, back)


def next_step(case: Inspection, report: Report | None) -> str:
    """The label of the team's act that leads on, or where the case waits."""
    row = report if standing(case, report) != case.status else case
    if row is case and case.status == case.Status.DRAFTING and case.publishes:
        return _("Draft the report") if report else _("Begin the report")
    # Not next_acts(), which looks up for each case what others may do.
    acts = [act for act in row.ACTS if act.who == LEAD and row.status in act.begins]
    if acts:
        return str(acts[0].label)
    return _("Waits at “%s”") % row.get_status_display()


def deadline(case: Inspection, off: Set[date]) -> date | None:
    """The first day of fieldwork until it begins, its last day while it is done, and
    then the day by which the framework wants the report published.
    """
    if case.status == case.Status.FIELDWORK:
        return last_day(case.fieldwork_end)
    if case.status != case.Status.DRAFTING:
        return case.fieldwork_start and case.fieldwork_start.earliest
    ended = last_day(case.fieldwork_end)
    if ended is None or case.days is None or not case.publishes:
        return None
    return DeadlineRule(days=case.days, clock=case.clock).due(ended, off)


def last_day(day: PartialDate | None) -> date | None:
    return day.latest if day else None


def findings(user: models.Model) -> list[Item]:
    """Findings of the person's cases that lack theme, text or evidence."""
    no_text = models.Q(text_en="", text_cy="")
    sources = Evidence.objects.filter(findings=models.OuterRef("pk"))
    lacking = (
        models.Q(theme=None)
        | models.Q(classification="")
        | no_text
        | ~models.Exists(sources)
    )
    open_cases = Inspection.objects.under_way().filter(team__user=user)
    found = Finding.objects.filter(lacking, recorded_from="", inspection__in=open_cases)
    found = found.select_related("inspection").order_by("inspection__sorted_on", "pk")
    return [
        Item(row_address(each), str(each), str(each.inspection), None, False)
        for each in found[: SHOWN + 1]
    ]


def due_recommendations(user: models.Model, today: date) -> list[Item]:
    """Overdue ones and those due soon, of the person's cases or of all they direct."""
    due = Recommendation.objects.due_soon(today) | Recommendation.objects.overdue(today)
    if not user.has_perm(DIRECT):
        due = due.filter(inspection__in=team_cases(user))
    return [
        Item(
            row_address(each),
            each.reference,
            str(each.text)[:80],
            each.due_on,
            each.due_on < today,
        )
        for each in due.order_by("due_on", "pk")[: SHOWN + 1]
    ]


def concerns(user: models.Model, today: date) -> list[Item]:
    """Open episodes whose review is past or near, and those without a day of review:
    none lapses silently.
    """
    if not user.has_perm("concerns.view_episode"):
        return []
    found = Episode.objects.work(until=today + SOON)
    return [
        Item(
            row_address(each),
            str(each),
            _("Review the protocol")
            if each.review_on
            else _("No day of review is set"),
            each.review_on,
            each.review_on is not None and each.review_on < today,
        )
        for each in found[: SHOWN + 1]
    ]


def interventions(user: models.Model, today: date) -> list[Item]:
    """What a notice of ministers sets a day for and nobody recorded as done."""
    if not user.has_perm("concerns.view_intervention"):
        return []
    return [
        Item(
            row_address(each.step.intervention),
            str(each.step.intervention),
            f"{each.step.get_act_display()}: {Duty.Kind(each.kind).label}",
            each.day,
            each.day < today,
        )
        for each in clocks(until=today + SOON)[: SHOWN + 1]
    ]
