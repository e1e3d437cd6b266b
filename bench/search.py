"""Time of the SQL of a search in a record of 1,000,000 published paragraphs.

    .venv/bin/python bench/search.py [--paragraphs 1000000] [--runs 5]

Fills a new database below the rules with editions of 67 paragraphs, of whose 1,300
different words some stand in each edition, in one of two, of twenty, of a hundred, of a
thousand, and in five of all. Then it asks for the page of each word, carries each of
its statements out once more by itself, rows read included, and prints the shortest of
the runs; of SQLite the time of the processor, for it works within the process. SQLite
in a temporary folder; on PostgreSQL: `.ci/postgres` before the command.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
PARAGRAPHS = 67
COMMON, OTHERS, BATCH = 2_000, 60_000, 500
# In one of so many editions; the last in five of all.
SHARES = {"every": 1, "half": 2, "twentieth": 20, "hundredth": 100, "thousandth": 1000}
RARE, ABSENT = "quixotic", "zyzzyva"
ASKED = [
    *SHARES,
    RARE,
    ABSENT,
    "every half",
    "half twentieth",
    "Swansea",
    "Swansea half",
    "yng Nghaerdydd",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--paragraphs", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="keep, or find, the SQLite file here")
    parser.add_argument("--each", action="store_true", help="print every statement")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        set_up(options.keep or Path(folder))
        began = time.perf_counter()
        count = options.paragraphs // PARAGRAPHS
        if is_empty():
            fill(count)
        print(f"{count:,} editions filled in {time.perf_counter() - began:.0f} s")
        measure(options.runs, each=options.each)


def is_empty() -> bool:
    from inspectorate.reports.models import Edition  # noqa: PLC0415

    return not Edition.objects.exists()


def set_up(folder: Path) -> None:
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    os.environ |= {
        "SECRET_KEY": "only-for-measuring-" + "x" * 32,
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "inspectorate.settings",
        "HTTPS": "false",
        "LOG_LEVEL": "ERROR",
        "ALLOWED_HOSTS": "testserver",
    }
    if address := os.environ.get("DATABASE_URL"):
        name = f"bench_search_{os.getpid()}"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        os.environ["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{name}"
    import django  # noqa: PLC0415 - the settings are known by now
    from django.conf import settings  # noqa: PLC0415

    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)


def fill(count: int) -> None:
    from django.apps import apps  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415
    from record import without_words  # noqa: PLC0415

    from inspectorate import searching  # noqa: PLC0415

    without_words()
    with transaction.atomic():
        fill_rows(count)
    for app_config in apps.get_app_configs():
        searching.install_after_migrate(app_config)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # as its autovacuum does
            cursor.execute("VACUUM ANALYZE")


def fill_rows(count: int) -> None:
    from authorities.models import Authority, Service  # noqa: PLC0415
    from inspectorate.frameworks.models import Framework  # noqa: PLC0415
    from inspectorate.inspections.models import Inspection  # noqa: PLC0415
    from inspectorate.reports.models import (  # noqa: PLC0415
        Edition,
        EditionAuthority,
        RegisterEntry,
        Report,
        SearchedText,
    )
    from inspectorate.reports.search import index  # noqa: PLC0415

    authorities, services = list(Authority.objects.all()), list(Service.objects.all())
    framework = Framework.objects.first()
    drawn = random.Random(1)
    text = json.dumps(document(drawn))
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        days = [date(2005, 1, 1) + timedelta(days=n * 7300 // count) for n in numbers]
        cases = Inspection.objects.bulk_create(
            Inspection(
                reference=f"CASE-{n}",
                kind="INSPECTION",
                status="closed",
                service=services[n % len(services)],
                framework=framework,
                fieldwork_start=day,
                sorted_on=day,
                recorded_from="bench",
            )
            for n, day in zip(numbers, days, strict=True)
        )
        reports = Report.objects.bulk_create(
            Report(
                inspection=case,
                kind="report",
                slug=case.reference.lower(),
                title_en="Inspection of services",
                status="published",
                recorded_from="bench",
            )
            for case in cases
        )
        editions = Edition.objects.bulk_create(
            Edition(
                report=report,
                number=1,
                title_en=report.title_en,
                inspection_reference=case.reference,
                inspection_kind=case.kind,
                service=case.service,
                framework=framework,
                published_on=day,
                sorted_on=day,
                entered_at="2026-03-02T12:00:00Z",
                languages="en",
                document=text,
                sha256="0" * 64,
                published_by="bench",
                recorded_from="bench",
            )
            for report, case, day in zip(reports, cases, days, strict=True)
        )
        for report, edition in zip(reports, editions, strict=True):
            report.current_edition = edition
        Report.objects.bulk_update(reports, ["current_edition"])
        EditionAuthority.objects.bulk_create(
            EditionAuthority(edition=e, authority=authorities[n % len(authorities)])
            for n, e in zip(numbers, editions, strict=True)
        )
        RegisterEntry.objects.bulk_create(
            RegisterEntry(
                chain="public",
                sequence=n + 1,
                kind="edition",
                edition=edition,
                previous="0" * 64,
                content=f'{{"n":{n}}}',
                digest=f"{n:064}",
            )
            for n, edition in zip(numbers, editions, strict=True)
        )
        rows = []
        for n, edition in zip(numbers, editions, strict=True):
            facts = [
                index.fact("a", authorities[n % len(authorities)].slug),
                index.fact("s", edition.service.code),
                index.fact("y", edition.sorted_on.year),
            ]
            for part, words in parts(n, count, drawn).items():
                told = [index.fact("en", part), *facts, *words]
                number = index.number_of(edition, "en", part)
                rows.append(
                    SearchedText(
                        id=number,
                        edition=edition,
                        service=edition.service,
                        words=" ".join(told),
                    )
                )
        SearchedText.objects.bulk_create(rows)


def parts(n: int, count: int, drawn: random.Random) -> dict[str, list[str]]:
    """The different words of an edition of 67 paragraphs, as the index has them."""
    words = [name for name, share in SHARES.items() if n % share == 0]
    if n % (count // 5) == 7:
        words.append(RARE)
    words += {f"common{k}" for k in drawn.choices(range(COMMON), k=1100)}
    words += {f"other{k}" for k in drawn.choices(range(OTHERS), k=450)}
    words = sorted(set(words))
    return {
        "whole": words,
        "title": ["inspection", "service"],
        "findings": words[:60],
        "recommendations": words[::16],
    }


def document(drawn: random.Random) -> dict:
    def text() -> dict[str, str]:
        told = [f"common{drawn.randrange(COMMON)}" for _n in range(48)]
        told[drawn.randrange(48)] = drawn.choice([*SHARES, RARE])
        return {"en": " ".join(told), "cy": ""}

    paragraphs = [
        {"number": str(n), "anchor": f"p-{n}", "stable_id": f"{n:010}", "text": text()}
        for n in range(1, PARAGRAPHS + 1)
    ]
    return {
        "summary": text(),
        "sections": [{"paragraphs": paragraphs}],
        "findings": [{"text": text()} for _n in range(6)],
        "recommendations": [
            {"number": str(n), "reference": f"R{n}", "text": text()} for n in range(7)
        ],
    }


def measure(runs: int, *, each: bool) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from inspectorate.reports.search.finding import search  # noqa: PLC0415

    is_within = connection.vendor == "sqlite"
    clock = time.process_time if is_within else time.perf_counter
    client = Client()
    client.get("/en/search/", {"q": "warm"})
    print("| search | reports found | statements | SQL | longest of them | page |")
    print("|---|---|---|---|---|---|")
    for words in ASKED:
        asked = []

        def noted(execute, sql, params, many, context, asked=asked):  # noqa: ANN001, ANN202
            asked.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(noted):
            answer = client.get("/en/search/", {"q": words})
        assert answer.status_code == 200
        best = [float("inf")] * len(asked)
        page = float("inf")
        for _run in range(runs):
            for place, (sql, params) in enumerate(asked):
                began = clock()
                with connection.cursor() as cursor:
                    cursor.execute(sql, params)
                    cursor.fetchall()
                took = 1000 * (clock() - began)
                best[place] = min(best[place], took)
            began = clock()
            client.get("/en/search/", {"q": words})
            page = min(page, 1000 * (clock() - began))
        found = search(words)
        count, more = len(found.hits), "more than " if found.has_more else ""
        print(
            f"| {words} | {more}{count:,} | {len(asked)} | {sum(best):.1f} ms | "
            f"{max(best):.1f} ms | {page:.0f} ms |",
            flush=True,
        )
        for (sql, _params), took in zip(asked if each else [], best, strict=False):
            print(f"    {took:.1f} ms  {sql[:90]} …")


if __name__ == "__main__":
    main()
