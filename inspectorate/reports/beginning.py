"""Beginning the report of a case: its first draft, with the sections it is to have."""

from collections.abc import Iterator
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from inspectorate.fields import Wording
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.inspections.models import Inspection, Interest, TeamMember
from inspectorate.lifecycle import Refusal, locked
from inspectorate.reports.models import Report
from inspectorate.reports.reminders.authorship import tell_of_authorship

INTRODUCTION = Wording("Introduction", "Cyflwyniad")
RECOMMENDATIONS = Wording("Recommendations", "Argymhellion")
METHOD = Wording("How we inspected", "Sut y gwnaethom arolygu")


@transaction.atomic
def begin(
    inspection: Inspection,
    *,
    by: models.Model | System,
    at: datetime | None = None,
) -> Report:
    """Make the draft of a case, with its lead author as author_of() says.

    Its sections: an introduction, one for each area that the framework judges, or
    for each of its themes where it judges none, recommendations, and the method.
    Raises Refusal where the case has its report or letter, or is to have none.
    """
    case = locked(Inspection).get(pk=inspection.pk)
    check(case, by)
    title = title_of(case)
    report = Report.objects.create(
        inspection=case,
        slug=free_slug(case),
        title_en=title.en,
        title_cy=title.cy,
        author=author_of(case, by),
    )
    record(report, CREATED, by=by, at=at, after=snapshot(report))
    tell_of_authorship(report, by=by)
    for position, heading in enumerate(headings(case), start=1):
        section = report.sections.create(
            position=position, heading_en=heading.en, heading_cy=heading.cy
        )
        record(section, CREATED, by=by, at=at, after=snapshot(section))
    return report


def check(case: Inspection, by: models.Model | System) -> None:
    if not case.publishes:
        raise Refusal(_("This inspection is marked as one that publishes no report."))
    if case.status in Inspection.OVER:
        raise Refusal(_("This case is over: no report is begun for it any more."))
    if case.reports.filter(kind__in=Report.MAIN).exists():
        raise Refusal(_("The report of this case is begun already: edit that one."))
    standing = Interest.objects.standing(on=timezone.localdate())
    if standing.filter(user=by.pk, authority__in=case.authorities.all()).exists():
        told = _(
            "You have declared an interest in the authority: somebody else writes the "
            "report."
        )
        raise Refusal(told)


def author_of(case: Inspection, by: models.Model | System) -> models.Model | None:
    """Who begins it, where they are on the team; else the lead inspector, so that a
    head who begins it for them may sign it off.
    """
    team = case.team.select_related("user")
    member = (
        team.filter(user=by.pk).first()
        or team.filter(role=TeamMember.Role.LEAD).first()
    )
    return member and member.user


def title_of(case: Inspection) -> Wording:
    """What was done and of what, such as “Monitoring visit: Children's services”; where
    is told beside the title wherever it is read.
    """
    told = {}
    for code in ("en", "cy"):
        with translation.override(code):
            service = str(case.service_title) or str(case.service)
            told[code] = f"{case.get_kind_display()}: {service}"[:300]
    return Wording(**told)


def free_slug(case: Inspection) -> str:
    """The reference in lower case, which is an address name but for its dots."""
    stem = slugify(case.reference.replace(".", "-"))[:110] or "report"
    taken = set(Report.objects.filter(slug__startswith=stem).values_list("slug"))
    others = (f"{stem}-{count}" for count in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *others) if (slug,) not in taken)


def headings(case: Inspection) -> Iterator[Wording]:
    framework = case.framework
    yield INTRODUCTION
    for subject in list(framework.areas.all()) or list(framework.themes.all()):
        yield subject.name
    yield RECOMMENDATIONS
    yield METHOD
