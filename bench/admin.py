# ruff: noqa: E501 - addresses and rows of a fill stand in one line each
"""Time and statements of the admin's lists and forms, of a small and of a large record.

    .venv/bin/python bench/admin.py [--findings 10000 1000000] [--runs 7] [--as ROLE]

Fills a new database for each size, with an inspection to 20 findings, asks for each
page through Django's test client, without a network, and prints the median of each,
the ratio of the two and how many statements it took. SQLite in a temporary folder; on
PostgreSQL: `.ci/postgres` before the command. The large one takes some minutes.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import batched
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
FINDINGS, EVIDENCE, RECOMMENDATIONS, PARAGRAPHS, ENTRIES = 20, 5, 4, 20, 20
CASES = 500
BATCH = 4000
RARE, ABSENT, COMMON = "quixotic", "zyzzyva", "children"
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
Bench = dict[str, tuple[float, int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--findings", nargs="+", type=int, default=[10_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--as", dest="role", default="superuser")
    parser.add_argument("--keep", type=Path, help="keep, or find, the databases here")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.runs, options.role)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        found = [run(size, folder, options) for size in options.findings]
    tell(options.findings, found)


def run(findings: int, folder: Path, options: argparse.Namespace) -> Bench:
    """In a process of its own, as Django knows one database a process."""
    home = folder / str(findings)
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, __file__, "--one", str(findings)]
    command += ["--runs", str(options.runs), "--as", options.role]
    done = subprocess.run(
        command, env=environment(home), cwd=ROOT, stdout=subprocess.PIPE, check=False
    )
    if done.returncode:
        sys.exit(done.returncode)
    return json.loads(done.stdout.splitlines()[-1])


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


def measure(findings: int, runs: int, role: str) -> Bench:
    import django  # noqa: PLC0415 - each process sets Django up for its own database
    from django.conf import settings  # noqa: PLC0415

    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    django.setup()
    from django.contrib.auth.models import Group  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

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
    return {name: timed(client, way, runs) for name, way in pages().items()}


def timed(client: object, way: str, runs: int) -> tuple[float, int]:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as made:
        answer = client.get(way)
    statements = [query["sql"] for query in made.captured_queries]
    if answer.status_code != 200:
        sys.exit(f"{way}: {answer.status_code}")
    seconds = []
    for _run in range(runs):
        began = time.perf_counter()
        client.get(way)
        seconds.append(time.perf_counter() - began)
    return 1000 * statistics.median(seconds), len(statements)


def pages() -> dict[str, str]:
    from inspectorate.inspections.models import Finding, Inspection  # noqa: PLC0415
    from inspectorate.reports.models import Paragraph, Report  # noqa: PLC0415

    case = Inspection.objects.order_by("pk").first()
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
            ["not_judged__exact=1", f"area__framework__id__exact={case.framework_id}"],
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
            ["report_status=drafting", "report_status=published"],
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
            kept = field.max_length - 3
            told.append(f'substr("{field.column}", 1, {kept}) || copies.n')
        else:
            told.append(f'"{field.column}"')
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    copies = "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < %s)"
    table = model._meta.db_table
    chosen = f'SELECT {", ".join(told)} FROM copies CROSS JOIN "{table}"'
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({columns}) {copies} {chosen} WHERE "{table}".id <= %s ORDER BY 1',
            [times - 1, counts[model]],
        )


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
        for n in range(60)
    ]
    User.objects.bulk_create(people)
    authorities, services = list(Authority.objects.all()), list(Service.objects.all())
    frameworks = [f for f in Framework.objects.all() if f.areas.exists()]
    areas = {f.pk: list(f.areas.select_related("scale")[:2]) for f in frameworks}

    def case(n: int) -> Inspection:
        day = date(2010, 1, 4) + timedelta(days=n * 5800 // cases)
        return Inspection(
            reference=f"{authorities[n % len(authorities)].slug.upper()}-{day.year}-{n:05}",
            kind="JOINT" if n % 500 == 0 else Inspection.Kind.values[n % 5],
            # The newest are under way.
            status="planned" if n == cases - 1 or n % 300 == 0 else "closed",
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
                kind="survey" if n % 400 == 0 else Evidence.Kind.values[(n + k) % 8],
                marking="official" if n % 300 == 0 else "official_sensitive",
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
                if (n * FINDINGS + k) % 5000 == 7
                else Finding.Classification.values[(n + k) % 5],
                change="new" if k % 3 else "",
                immediacy="accelerated" if (n * FINDINGS + k) % 3000 == 1 else "normal",
                is_public=(n * FINDINGS + k) % 2000 != 3,
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
                priority=n % 700 == 0,
                timescale="12m",
                due_on=c.sorted_on + timedelta(days=400),
                progress="completed_reported" if n % 7 else "in_progress",
                lifecycle="closed" if n % 50 else "open",
                closed_reason="no_longer_relevant" if n % 50 else "",
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
                title_en=f"Inspection {c.reference}",
                author=people[n % 60],
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
            for k in range(26 if n == 0 else 1)
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
                if (n * ENTRIES + k) % 9000 == 5
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
    """26 of the first case; then four each, the person who is timed in few cases."""
    if n == 0:
        return list(range(26))
    return [1] * (n % 2000 == 0) + [2 + (n + k * 7) % (people - 2) for k in range(4)]


def text(n: int, k: int, length: int) -> str:
    """Words that repeat; each row has one of its own, and one in 25,000 a rare one."""
    start = n * 7 + k * 3
    words = [WORDS[(start + each * (1 + k % 5)) % len(WORDS)] for each in range(length)]
    number = n * FINDINGS + k
    rare = RARE if number % 25_000 == 11 else f"matter{number}"
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


def tell(sizes: list[int], found: list[Bench]) -> None:
    print("| page | " + " | ".join(f"{s:,}" for s in sizes) + " | ratio | statements |")
    print("|---|" + "---|" * (len(sizes) + 2))
    for name, (first, _made) in found[0].items():
        times = " | ".join(f"{each[name][0]:.0f} ms" for each in found)
        last, made = found[-1][name]
        print(f"| {name} | {times} | {last / first:.2f} | {made} |")


if __name__ == "__main__":
    main()
