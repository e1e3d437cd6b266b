"""A made-up record of published findings, of a size of one's choice, with the sequence
of changes that tells of each; bench/api.py asks for it.

Imported when Django is set up: it is made of the models.
"""

import json
from collections.abc import Iterator
from datetime import datetime

from published import multiply_published, tidy, without_guards
from record import add, add_cases, add_findings, add_people

from inspectorate.frameworks.models import Theme
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.opendata.following import key_of
from inspectorate.opendata.models import Change
from inspectorate.opendata.tables import TABLES
from inspectorate.reports.models import (
    Edition,
    EditionAuthority,
    PublishedFinding,
    RegisterEntry,
    Report,
)

CASES, OF_A_CASE = 500, 20
NOON = datetime.fromisoformat("2026-03-02T12:00:00Z")


def fill_to(findings: int) -> None:
    """Fill an empty database below the rules."""
    without_guards()
    cases = add_cases(min(CASES, findings // OF_A_CASE), add_people())
    add_findings(cases)
    add_editions(cases)
    add_published_findings()
    multiply_published(findings // (len(cases) * OF_A_CASE))
    add(Change, changes())
    tidy()


def add_editions(cases: list[Inspection]) -> None:
    reports = add(
        Report,
        (
            Report(
                inspection=case,
                kind="report",
                slug=case.reference.lower(),
                title_en=f"Report of {case.reference}",
                status="published",
                recorded_from="bench",
            )
            for case in cases
        ),
    )
    editions = Edition.objects.bulk_create(
        Edition(
            report=report,
            number=1,
            title_en=report.title_en,
            inspection_reference=case.reference,
            inspection_kind=case.kind,
            service_id=case.service_id,
            framework_id=case.framework_id,
            published_on=case.sorted_on,
            sorted_on=case.sorted_on,
            entered_at=NOON,
            languages="en",
            document=json.dumps({}),
            sha256="0" * 64,
            published_by="bench",
            recorded_from="bench",
        )
        for report, case in zip(reports, cases, strict=True)
    )
    for report, edition in zip(reports, editions, strict=True):
        report.current_edition = edition
    Report.objects.bulk_update(reports, ["current_edition"])
    links = Inspection.authorities.through.objects.values_list(
        "inspection", "authority"
    )
    known = dict(links)
    add(
        EditionAuthority,
        (
            EditionAuthority(edition=edition, authority_id=known[case.pk])
            for edition, case in zip(editions, cases, strict=True)
        ),
    )
    add(
        RegisterEntry,
        (
            RegisterEntry(
                chain="public",
                sequence=n,
                kind="edition",
                edition=edition,
                previous="0" * 64,
                content=json.dumps({"n": n}),
                digest=f"{n:064}",
            )
            for n, edition in enumerate(editions, start=1)
        ),
    )


def add_published_findings() -> None:
    """Each of a theme; one in three says what changed since."""
    editions = dict(Edition.objects.values_list("report__inspection", "pk"))
    themes = list(Theme.objects.vocabulary())
    add(
        PublishedFinding,
        (
            PublishedFinding(
                edition_id=editions[found.inspection_id],
                finding=found,
                position=found.position,
                classification=found.classification,
                theme=themes[found.pk % len(themes)],
                text_en=found.text_en,
                change=found.change,
            )
            for found in Finding.objects.order_by("pk")
        ),
    )


def changes() -> Iterator[Change]:
    table = TABLES["findings"]
    unsorted = table.read(table.public().order_by("pk"))
    for sequence, row in enumerate(unsorted, start=1):
        yield Change(
            sequence=sequence,
            table=table.name,
            key=key_of(row),
            kind=Change.Kind.CREATED,
            sha256=table.digest(row),
            entered_at=NOON,
        )
