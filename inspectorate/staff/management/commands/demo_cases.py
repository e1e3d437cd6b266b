from datetime import date, timedelta
from itertools import cycle

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from authorities.models import Authority, Service
from inspectorate.accounts.models import User
from inspectorate.fields import PartialDate
from inspectorate.frameworks.models import Framework, Theme
from inspectorate.history.models import System
from inspectorate.inspections.models import (
    Evidence,
    Finding,
    Inspection,
    TeamMember,
)
from inspectorate.measures import sample as measures
from inspectorate.reports.models import Paragraph, Report, Section
from inspectorate.staff.demo_past import publish_past
from recommendations.models import Recommendation

BY = System("the demonstration")

# A framework that gives grades, and those that its areas get in turn.
GRADED = "ILACS-2026"
GRADES = ["good", "requires_improvement"]

# Kind, reference, what it shows; findings rest on the first so many of them.
EVIDENCE = [
    ("case_file_review", "CF-01", "Plans were reviewed on time in 9 of 12 files."),
    ("interview_staff", "INT-01", "Practitioners said that they see their managers."),
    ("observation", "OBS-01", "A strategy discussion began within the day."),
    ("performance_data", "PD-01", "Caseloads have been under 18 since April."),
]
# Classification, theme, English and Welsh text, how many items it rests on.
FINDINGS = [
    (
        *("strength", "leadership", 3),
        "Leaders know their services well and act on what they learn.",
        "Mae arweinwyr yn adnabod eu gwasanaethau'n dda ac yn dysgu ohonynt.",
    ),
    (
        *("area_for_improvement", "supervision", 2),
        "Supervision is not recorded in a quarter of the files read.",
        "Ni chofnodir goruchwyliaeth mewn chwarter y ffeiliau a ddarllenwyd.",
    ),
    (
        *("improvement_noted", "caseload", 1),
        "Caseloads have fallen for most teams since the last inspection.",
        "Mae llwythi achosion y rhan fwyaf o'r timau wedi gostwng ers yr arolygiad.",
    ),
]
PARAGRAPHS = [
    (
        "Inspectors read 12 case files and spoke with 20 members of staff.",
        "Darllenodd arolygwyr 12 o ffeiliau achos a siarad ag 20 aelod o staff.",
    ),
    (
        "Leaders know their services well. Supervision is not always recorded.",
        "Mae arweinwyr yn adnabod eu gwasanaethau. Ni chofnodir pob goruchwyliaeth.",
    ),
]


class Command(BaseCommand):
    help = "Make cases of a made-up council at three points of their course (demo)."

    @transaction.atomic
    def handle(self, **options: object) -> None:
        if not settings.DEBUG:
            msg = "These cases are made up: set DEBUG=true, on a demonstration only."
            raise CommandError(msg)
        if Authority.objects.filter(slug="exampleshire").exists():
            self.stdout.write("The made-up cases are there already.")
            return
        today = timezone.localdate()
        council = Authority.objects.create(
            slug="exampleshire",
            name_en="Exampleshire (made up)",
            name_cy="Sir Enghraifft (ffug)",
            kind=Authority.Kind.COUNTY,
        )
        person("chief_inspector").interests.create(
            authority=council, nature="A relative works there.", declared_on=today
        )
        # None is overdue, and each can go on today.
        announce(open_case(council, today, 11))
        in_field = open_case(council, today - timedelta(days=3), 3)
        take_to_fieldwork(in_field)
        drafted = open_case(council, today - timedelta(weeks=5), 2, GRADED)
        take_to_fieldwork(drafted)
        log(drafted)
        drafted.end_fieldwork(by=person("lead_inspector"))
        write(drafted).send_to_assurance(by=person("lead_inspector"))
        measures.load(measures.MADE_UP, by=BY)
        publish_past(council, today, by=BY)
        self.stdout.write(
            "Three cases of a made-up council are there to work on, and two reports."
        )


def person(code: str) -> User:
    return User.objects.get(email=f"{code}@demo.example")


def open_case(
    council: Authority, start: date, days: int, framework: str = "CIW-2023"
) -> Inspection:
    case = Inspection.objects.open_case(
        council,
        by=BY,
        year=start.year,
        kind=Inspection.Kind.PEI,
        service=Service.objects.get(code="children"),
        framework=Framework.objects.get(code=framework),
        fieldwork_start=start,
        fieldwork_end=start + timedelta(days=days),
    )
    roles = {"lead_inspector": "lead", "inspector": "inspector"}
    for code, role in roles.items():
        TeamMember.objects.create(inspection=case, user=person(code), role=role)
    return case


def announce(case: Inspection) -> None:
    """To the month, as an inspectorate would."""
    case.announce(
        by=BY,
        window_from=PartialDate.parse(f"{case.fieldwork_start.earliest:%Y-%m}"),
        note_en="Inspectors will look first at how families ask for help.",
        note_cy="Edrychir gyntaf ar sut mae teuluoedd yn gofyn am help.",
    )


def take_to_fieldwork(case: Inspection) -> None:
    lead = person("lead_inspector")
    case.begin_scoping(by=lead)
    case.notify(by=lead, notified_on=case.fieldwork_start.earliest)
    case.begin_fieldwork(by=lead)
    for kind, reference, summary in EVIDENCE:
        Evidence.objects.create(
            inspection=case, kind=kind, reference=reference, summary=summary
        )


def log(case: Inspection) -> None:
    """Findings, a recommendation from one, and a grade for each area."""
    items = list(case.evidence.all())
    for position, (kind, theme, count, english, welsh) in enumerate(FINDINGS, start=1):
        finding = Finding.objects.create(
            inspection=case,
            position=position,
            classification=kind,
            theme=Theme.objects.get(framework=None, code=theme),
            text_en=english,
            text_cy=welsh,
        )
        finding.evidence.set(items[:count])
    recommendation = Recommendation.objects.create(
        inspection=case,
        position=1,
        number="R1",
        reference=f"{case.reference}-R1",
        text_en="See that supervision is recorded within five working days.",
        text_cy="Sicrhau y cofnodir goruchwyliaeth o fewn pum diwrnod gwaith.",
    )
    recommendation.findings.set(case.findings.filter(position=2))
    grades = cycle(GRADES)
    for area in case.framework.areas.all():
        case.judgements.create(
            area=area, point=area.scale.points.get(code=next(grades))
        )


def write(case: Inspection) -> Report:
    report = Report.objects.create(
        inspection=case,
        slug=case.reference.lower(),
        title_en="Inspection of children's services in Exampleshire",
        title_cy="Arolygiad o wasanaethau plant yn Sir Enghraifft",
        author=person("lead_inspector"),
    )
    section = Section.objects.create(
        report=report,
        position=1,
        heading_en="What we found",
        heading_cy="Ein canfyddiadau",
    )
    for position, (english, welsh) in enumerate(PARAGRAPHS, start=1):
        Paragraph.objects.create(
            report=report,
            section=section,
            position=position,
            text_en=english,
            text_cy=welsh,
        )
    return report
