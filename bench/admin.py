# ruff: noqa: E501 - addresses and rows of a fill stand in one line each
"""Time and statements of the admin's lists and forms, of a small and of a large record.

    .venv/bin/python bench/admin.py [--findings 10000 1000000] [--runs 7] [--as ROLE]

Fills a new database for each size, with an inspection to 20 findings, asks for each
page through Django's test client, without a network, of one database and the other in
turn, and prints the shortest time of each, which other programs have disturbed least,
the ratio of the two and how many statements it took. What is common fills a page in
either, and what is rare is as much in both, and the oldest: a page holds as many rows,
so the ratio is that of finding them. SQLite in a temporary folder; on PostgreSQL:
`.ci/postgres` before the command. The large one takes some minutes to fill.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import batched
from pathlib import Path
from typing import NamedTuple

import psycopg

ROOT = Path(__file__).resolve().parent.parent
FINDINGS, EVIDENCE, RECOMMENDATIONS, PARAGRAPHS, ENTRIES = 20, 5, 4, 20, 20
CASES = 500
# A case under way, with a large team and a report of many sections.
DRAFT = 1
BATCH = 4000
RARE, ABSENT, COMMON, PLAIN = "quixotic", "zyzzyva", "children", "Ordinary"
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
# What is rare in the first part of a record, and what stands for it in the others.
ORDINARY = {
    "inspections_finding.classification": ("non_compliance", "strength"),
    "inspections_finding.immediacy": ("accelerated", "normal"),
    "inspections_finding.is_public": ("FALSE", "TRUE"),
    "inspections_finding.text_en": (RARE.capitalize(), PLAIN),
    "inspections_inspection.kind": ("JOINT", "PEI"),
    "inspections_inspection.status": ("planned", "closed"),
    # The person who is timed.
    "inspections_teammember.user": ("2", "61"),
    "inspections_evidence.kind": ("survey", "observation"),
    "inspections_evidence.marking": ("official", "official_sensitive"),
    "inspections_evidence.summary": (RARE.capitalize(), PLAIN),
    "recommendations_recommendation.priority": ("TRUE", "FALSE"),
    "recommendations_recommendation.text_en": (RARE.capitalize(), PLAIN),
    "reports_report.status": ("drafting", "published"),
    "reports_paragraph.text_en": (RARE.capitalize(), PLAIN),
    "history_entry.subject_type": ("concerns.board", "inspections.finding"),
    "history_entry.subject_name": (RARE.capitalize(), PLAIN),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--findings", nargs="+", type=int, default=[10_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--as", dest="role", default="superuser")
    parser.add_argument("--only", default="", help="pages whose names hold this")
    parser.add_argument("--keep", type=Path, help="keep, or find, the databases here")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        serve(options.one, options.role)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        sides = [start(size, folder, options.role) for size in options.findings]
        names = [each for each in sides[0].names if options.only in each]
        print(
            "| page | "
            + " | ".join(f"{s:,}" for s in options.findings)
            + " | ratio | statements |"
        )
        print("|---|" + "---|" * (len(sides) + 2))
        for each in names:
            if None not in (first := [side.ask(each) for side in sides]):
                tell(each, first, sides, options.runs)
        for side in sides:
            side.process.stdin.close()
            side.process.wait()


class Side(NamedTuple):
    """One database, and a process of its own: Django knows one database a process."""

    process: subprocess.Popen
    names: list[str]

    def ask(self, name: str) -> list | None:
        """Milliseconds and statements, None for a page that the role may not see."""
        print(name, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())


def start(findings: int, folder: Path, role: str) -> Side:
    home = folder / str(findings)
    home.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, __file__, "--one", str(findings), "--as", role],
        env=environment(home),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline()
    if not line:
        sys.exit(process.wait())
    return Side(process, json.loads(line))


def tell(name: str, first: list[list], sides: list[Side], runs: int) -> None:
    """One line of the table; what was asked first has warmed what is kept in memory."""
    rounds = [[side.ask(name)[0] for side in sides] for _run in range(runs)]
    best = [min(each) for each in zip(*rounds, strict=True)]
    times = " | ".join(f"{each:.0f} ms" for each in best)
    made = " / ".join(str(n) for n in sorted({made for _time, made in first}))
    print(f"| {name} | {times} | {best[-1] / best[0]:.2f} | {made} |", flush=True)


def environment(home: Path) -> dict[str, str]:
    found = {
        **os.environ,
        "SECRET_KEY": "only-for-measuring-" + "x" * 32,
        "DATA_DIR": str(home),
        "DJANGO_SETTINGS_MODULE": "inspectorate.settings",
        "PYTHONPATH": str(ROOT),
        "HTTPS": "false",
        "LOG_LEVEL": "ERROR",
        "ALLOWED_HOSTS": "testserver",
    }
    address = found.get("DATABASE_URL")
    if address:
        name = f"bench_{home.name}"
        with psycopg.connect(address, autocommit=True) as connection:
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(known, [name]).fetchone():
                connection.execute(f'CREATE DATABASE "{name}"')
        found["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{name}"
    return found


def serve(findings: int, role: str) -> None:
    """Fill the database if it is empty, then answer with the time of each page."""
    import django  # noqa: PLC0415 - each process sets Django up for its own database
    from django.conf import settings  # noqa: PLC0415

    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    django.setup()
    from django.contrib.auth.models import Group  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from inspectorate.accounts.models import User  # noqa: PLC0415
    from inspectorate.inspections.models import Finding  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if not Finding.objects.exists():
        began = time.perf_counter()
        without_words()
        fill(CASES)
        multiply(findings // (CASES * FINDINGS))
        call_command("migrate", verbosity=0)
        if connection.vendor == "postgresql":  # as its autovacuum does
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        print(f"filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    person = User.objects.get(email="member-1@inspectorate.example")
    person.is_superuser = role == "superuser"
    person.save()
    if role != "superuser":
        person.groups.set([Group.objects.get(name=role)])
    factors = person.authenticator_set
    factors.get_or_create(type="totp", defaults={"data": {"secret": ""}})
    client = Client()
    client.force_login(person, "inspectorate.accounts.permissions.Backend")
    ways = pages()
    # SQLite works within the process, so nothing but its own work is timed.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    print(json.dumps(list(ways)), flush=True)
    for line in sys.stdin:
        with CaptureQueriesContext(connection) as made:
            began = clock()
            answer = client.get(ways[line.strip()])
            took = 1000 * (clock() - began)
        if answer.status_code not in (200, 403):
            sys.exit(f"{line.strip()}: {answer.status_code}")
        told = [took, len(made)] if answer.status_code == 200 else None
        print(json.dumps(told), flush=True)


def pages() -> dict[str, str]:
    from inspectorate.inspections.models import Finding, Inspection  # noqa: PLC0415
    from inspectorate.reports.models import Paragraph, Report  # noqa: PLC0415

    case = Inspection.objects.order_by("pk")[DRAFT]
    reference = Inspection.objects.order_by("pk")[400].reference
    report = Report.objects.get(inspection=case)
    lists = {
        "findings": (
            "inspections_finding",
            [
                "classification__exact=non_compliance",
                "classification__exact=strength",
                "change__exact=resolved",
                "immediacy__exact=accelerated",
                "is_public__exact=0",
            ],
        ),
        "inspections": (
            "inspections_inspection",
            [
                "status__exact=planned",
                "status__exact=closed",
                "year=2019",
                "kind__exact=JOINT",
                f"framework__id__exact={case.framework_id}",
            ],
        ),
        "evidence": (
            "inspections_evidence",
            ["kind__exact=survey", "marking__exact=official"],
        ),
        "judgements": (
            "inspections_judgement",
            [
                "not_judged__exact=1",
                "not_judged__exact=0",
                f"inspection__framework__id__exact={case.framework_id}",
            ],
        ),
        "recommendations": (
            "recommendations_recommendation",
            [
                "standing=overdue",
                "standing=due_soon",
                "standing=awaiting",
                "lifecycle__exact=open",
                "priority__exact=1",
            ],
        ),
        "history": (
            "history_entry",
            [
                "kind=inspections.finding",
                "kind=concerns.board",
                "entered_at__gte=2019-01-01+00:00:00%2B00:00",
            ],
        ),
        "reports": (
            "reports_report",
            [
                "status__exact=drafting",
                "status__exact=published",
                f"inspection__framework__id__exact={case.framework_id}",
            ],
        ),
        "paragraphs": (
            "reports_paragraph",
            ["report__status__exact=drafting", "report__status__exact=published"],
        ),
    }
    found = {}
    for name, (label, filters) in lists.items():
        way = f"/admin/{label.replace('_', '/')}/"
        found[name] = way
        found |= {f"{name}, {each.split('+')[0]}": f"{way}?{each}" for each in filters}
        for search in (COMMON, RARE, ABSENT, reference):
            found[f"{name}, search {search}"] = f"{way}?q={search}"
        found[f"{name}, page 5"] = f"{way}?p=5"
    found |= {
        "form: inspection with a team of 26": f"/admin/inspections/inspection/{case.pk}/change/",
        "form: report with 26 sections": f"/admin/reports/report/{report.pk}/change/",
        "form: finding": f"/admin/inspections/finding/{Finding.objects.latest('pk').pk}/change/",
        "form: paragraph": f"/admin/reports/paragraph/{Paragraph.objects.latest('pk').pk}/change/",
        "choices: an inspection": f"/admin/autocomplete/?term={reference[:6]}&app_label=inspections&model_name=finding&field_name=inspection",
        "choices: a finding": "/admin/autocomplete/?term=child&app_label=recommendations&model_name=recommendation&field_name=findings",
    }
    return found


# The fill


def without_words() -> None:
    """Take the search indexes away, which migrate lays again: faster so."""
    from django.apps import apps  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from inspectorate import searching  # noqa: PLC0415

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


def multiply(times: int) -> None:
    """Copy what fill() made, in the database: the copies follow their originals."""
    from inspectorate.history.models import Entry  # noqa: PLC0415
    from inspectorate.inspections import models as inspections  # noqa: PLC0415
    from inspectorate.reports import models as reports  # noqa: PLC0415
    from recommendations.models import Recommendation  # noqa: PLC0415

    case = inspections.Inspection
    copied = [
        *(case, case.authorities.through, inspections.TeamMember, inspections.Evidence),
        *(inspections.Judgement, inspections.Finding, Recommendation),
        *(reports.Report, reports.Section, reports.Paragraph, Entry),
    ]
    counts = {model: model._base_manager.count() for model in copied}
    for model in copied if times > 1 else []:
        copy(model, counts, times)
        print(model.__name__, time.strftime("%X"), file=sys.stderr)


def copy(model: type, counts: dict[type, int], times: int) -> None:
    from django.db import connection  # noqa: PLC0415

    told = []
    for field in model._meta.concrete_fields:
        followed = model if field.primary_key else field.related_model
        if followed in counts:
            told.append(f'"{field.column}" + copies.n * {counts[followed]}')
        elif field.unique and not field.null:
            # Each copy has words of its own, also where a part bears a case's reference.
            own = f"replace(\"{field.column}\", '-R', 'Z' || copies.n || '-R')"
            told.append(f"substr({own}, 1, {field.max_length - 3}) || 'Z' || copies.n")
        else:
            told.append(ordinary(f"{model._meta.db_table}.{field.name}", field.column))
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    copies = "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < %s)"
    table = model._meta.db_table
    chosen = f'SELECT {", ".join(told)} FROM copies CROSS JOIN "{table}"'
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({columns}) {copies} {chosen} WHERE "{table}".id <= %s ORDER BY 1',
            [times - 1, counts[model]],
        )


def ordinary(name: str, column: str) -> str:
    """What a copy has in a column."""
    rare, plain = ORDINARY.get(name, ("", ""))
    if not rare:
        return f'"{column}"'
    if plain in ("TRUE", "FALSE"):
        return plain
    if rare == RARE.capitalize():
        return f"replace(\"{column}\", '{rare}', '{plain}')"
    return f"CASE WHEN \"{column}\" = '{rare}' THEN '{plain}' ELSE \"{column}\" END"


def fill(cases: int) -> None:
    from authorities.models import Authority, Service  # noqa: PLC0415
    from inspectorate.accounts.models import User  # noqa: PLC0415
    from inspectorate.frameworks.models import Framework  # noqa: PLC0415
    from inspectorate.history.models import Entry  # noqa: PLC0415
    from inspectorate.inspections.models import (  # noqa: PLC0415
        Evidence,
        Finding,
        Inspection,
        Judgement,
        TeamMember,
    )
    from inspectorate.reports.models import Paragraph, Report, Section  # noqa: PLC0415
    from recommendations.models import Recommendation  # noqa: PLC0415

    people = [
        User(
            email=f"member-{n}@inspectorate.example", name=f"Person {n}", is_staff=True
        )
        for n in range(61)
    ]
    User.objects.bulk_create(people)
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
            for k, p in enumerate(team(n, len(people)))
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


def team(n: int, people: int) -> list[int]:
    """26 of a case under way; four each of others, and the person who is timed."""
    if n == DRAFT:
        return list(range(26))
    return [1] * (n % 5 == 0) + [2 + (n + k * 7) % (people - 3) for k in range(4)]


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
    for batch in batched(rows, BATCH):
        stored = model.objects.bulk_create(batch)
        if model.__name__ in ("Inspection", "Report", "Section"):
            kept += stored
    print(model.__name__, time.strftime("%X"), file=sys.stderr)
    return kept


if __name__ == "__main__":
    main()
