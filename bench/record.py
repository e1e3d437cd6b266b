# ruff: noqa: E501 - the statements of a copy stand in one line each
"""A made-up record of a size of one's choice, which bench/admin.py asks for pages.

Imported when Django is set up: it is made of the models.
"""

import sys
import time
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice

from copies import RARE, multiply
from django.apps import apps
from django.db import connection

from authorities.models import Authority, Service
from inspectorate import searching
from inspectorate.accounts.models import User
from inspectorate.frameworks.models import Framework
from inspectorate.history.models import Entry
from inspectorate.inspections.models import (
    Evidence,
    Finding,
    Inspection,
    Judgement,
    TeamMember,
)
from inspectorate.reports.models import Paragraph, Report, Section
from recommendations.models import Recommendation

PEOPLE = 61
FINDINGS, EVIDENCE, RECOMMENDATIONS, PARAGRAPHS, ENTRIES = 20, 5, 4, 20, 20
CASES = 500
# A case under way, with a large team and a report of many sections.
DRAFT = 1
BATCH = 4000
ABSENT, COMMON = "zyzzyva", "children"
WORDS = [
    "children",
    "families",
    "plans",
    "reviews",
    "social",
    "workers",
    "supervision",
    "thresholds",
    "leaders",
    "partners",
    "visits",
    "records",
    "timely",
    "consistent",
    "decisions",
    "health",
    "housing",
    "schools",
    "carers",
    "voices",
    "safety",
    "neglect",
    "support",
    "outcomes",
    "practice",
    "assessments",
]


def fill_to(findings: int) -> None:
    """Fill an empty database; `migrate` lays the search indexes afterwards."""
    without_words()
    fill(CASES)
    copied = [
        *(Inspection, Inspection.authorities.through, TeamMember, Evidence),
        *(Judgement, Finding, Recommendation, Report, Section, Paragraph, Entry),
    ]
    multiply(copied, findings // (CASES * FINDINGS))


def without_words() -> None:
    """Take the search indexes away, which migrate lays again: faster so."""
    models = [
        m for app in apps.get_app_configs() for m in searching.searched_models(app)
    ]
    with connection.cursor() as cursor:
        for model in models:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP INDEX {searching.index_name(model)}")
            else:
                for name in searching.triggers(model):
                    cursor.execute(f"DROP TRIGGER {name}")


def fill(cases: int) -> None:
    people = add_people()
    made = add_cases(cases, people)
    add_findings(made)
    add_recommendations(made)
    add_reports(made, people)
    add_history(cases, people)


def add_people() -> list[User]:
    return User.objects.bulk_create(
        User(
            email=f"member-{n}@inspectorate.example", name=f"Person {n}", is_staff=True
        )
        for n in range(PEOPLE)
    )


def add_cases(cases: int, people: list[User]) -> list[Inspection]:
    """With their teams, evidence and judgements."""
    authorities, services = list(Authority.objects.all()), list(Service.objects.all())
    frameworks = [f for f in Framework.objects.all() if f.areas.exists()][:3]
    areas = {f.pk: list(f.areas.select_related("scale")[:2]) for f in frameworks}

    def case(n: int) -> Inspection:
        day = date(2018, 1, 1) + timedelta(days=n * 1095 // cases)
        return Inspection(
            reference=f"{authorities[n % len(authorities)].slug.upper()}-{day.year}-{n:05}",
            kind="JOINT" if n % 12 == 0 else Inspection.Kind.values[n % 5],
            status="planned" if n % 12 == 1 else "closed",
            service=services[n % len(services)],
            framework=frameworks[n % len(frameworks)],
            fieldwork_start=day,
            sorted_on=day,
        )

    made = add(Inspection, (case(n) for n in range(cases)))
    through = Inspection.authorities.through
    add(
        through,
        (
            through(inspection=c, authority=authorities[n % len(authorities)])
            for n, c in enumerate(made)
        ),
    )
    add(
        TeamMember,
        (
            TeamMember(
                inspection=c, user=people[p], role="lead" if k == 0 else "inspector"
            )
            for n, c in enumerate(made)
            for k, p in enumerate(team(n))
        ),
    )
    add(
        Evidence,
        (
            Evidence(
                inspection=c,
                reference=f"CF-{k}",
                kind="survey" if n % 12 == 2 else Evidence.Kind.values[(n + k) % 8],
                marking="official" if n % 12 == 3 else "official_sensitive",
                summary=text(n, k, 20),
                collected_on=c.sorted_on,
            )
            for n, c in enumerate(made)
            for k in range(EVIDENCE)
        ),
    )
    add(
        Judgement,
        (
            Judgement(inspection=c, area=a, point=None, not_judged=True)
            for c in made
            for a in areas[c.framework_id]
        ),
    )
    return made


def add_findings(made: list[Inspection]) -> None:
    add(
        Finding,
        (
            Finding(
                inspection=c,
                position=k + 1,
                text_en=text(n, k, 60),
                classification="non_compliance"
                if (n * FINDINGS + k) % 250 == 7
                else Finding.Classification.values[(n + k) % 5],
                change="new" if k % 3 else "",
                immediacy="accelerated" if (n * FINDINGS + k) % 250 == 1 else "normal",
                is_public=(n * FINDINGS + k) % 250 != 3,
            )
            for n, c in enumerate(made)
            for k in range(FINDINGS)
        ),
    )


def add_recommendations(made: list[Inspection]) -> None:
    add(
        Recommendation,
        (
            Recommendation(
                inspection=c,
                position=k + 1,
                number=f"R{k + 1}",
                reference=f"{c.reference}-R{k + 1}",
                text_en=text(n, k, 30),
                priority=n % 50 == 0,
                timescale="12m",
                due_on=c.sorted_on + timedelta(days=400),
                progress="completed_reported" if n % 7 else "in_progress",
                lifecycle="closed" if n % 4 else "open",
                closed_reason="no_longer_relevant" if n % 4 else "",
            )
            for n, c in enumerate(made)
            for k in range(RECOMMENDATIONS)
        ),
    )


def add_reports(made: list[Inspection], people: list[User]) -> None:
    """With their sections and paragraphs."""
    reports = add(
        Report,
        (
            Report(
                inspection=c,
                kind="report",
                slug=c.reference.lower(),
                title_en=f"Report {n}",
                author=people[n % 59],
                status="drafting" if c.status == "planned" else "published",
            )
            for n, c in enumerate(made)
        ),
    )
    sections = add(
        Section,
        (
            Section(report=r, position=k + 1, heading_en=f"Part {k + 1}")
            for n, r in enumerate(reports)
            for k in range(26 if n == DRAFT else 1)
        ),
    )
    first = {s.report_id: s for s in sections if s.position == 1}
    add(
        Paragraph,
        (
            Paragraph(
                report=r, section=first[r.pk], position=k + 1, text_en=text(n, k, 60)
            )
            for n, r in enumerate(reports)
            for k in range(PARAGRAPHS)
        ),
    )


def add_history(cases: int, people: list[User]) -> None:
    add(
        Entry,
        (
            Entry(
                subject_type="concerns.board"
                if (n * ENTRIES + k) % 250 == 5
                else "inspections.finding",
                subject_id=str(n * ENTRIES + k),
                subject_name=text(n, k, 6),
                act="changed",
                actor_id=people[k].pk,
                actor_name=people[k].name,
                after={"position": k},
            )
            for n in range(cases)
            for k in range(ENTRIES)
        ),
    )


def team(n: int) -> list[int]:
    """26 of a case under way; four each of others, and the person who is timed."""
    if n == DRAFT:
        return list(range(26))
    return [1] * (n % 5 == 0) + [2 + (n + k * 7) % (PEOPLE - 3) for k in range(4)]


def text(n: int, k: int, length: int) -> str:
    """Words that repeat; each row has one of its own, and one in 250 a rare one."""
    start = n * 7 + k * 3
    words = [WORDS[(start + each * (1 + k % 5)) % len(WORDS)] for each in range(length)]
    number = n * FINDINGS + k
    rare = RARE if number % 250 == 11 else f"matter{number}"
    return " ".join([rare, *words]).capitalize() + "."


def add(model: type, rows: Iterable) -> list:
    """Store rows as they come; returns those that others refer to."""
    kept = []
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        stored = model.objects.bulk_create(batch)
        if model.__name__ in ("Inspection", "Report", "Section"):
            kept += stored
    print(model.__name__, time.strftime("%X"), file=sys.stderr)
    return kept
