"""Whatever was foreseen of an act comes, and nothing else.

It is asked of the doors themselves: all that a stranger can reach is read before and
after the act is really done.
"""

from collections import Counter

import pytest
from django.test import Client

from authorities.models import Authority
from inspectorate.reports import forming
from inspectorate.reports.consequences import Change, Consequence, Kind, foreseen
from inspectorate.reports.models import Report
from tests.factories import (
    NOON,
    SYSTEM,
    make_authority,
    make_edition,
    make_finding,
    make_framework,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_report,
    make_service,
    make_theme,
)
from tests.inspectorate.reports.outside import API, differing, pages, rows

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("edition_files", "stored_pages"),
]

WHY = {"correction_en": "It was wrong.", "correction_cy": "Roedd yn anghywir."}
GONE = {"reason_en": "A child could be known.", "reason_cy": "Gellid ei adnabod."}


@pytest.fixture(autouse=True)
def few_authorities() -> None:
    Authority.objects.all().delete()  # 22 councils more would only take time


def told_pages(told: list[Consequence], *kinds: Kind) -> dict[str, Change]:
    return {
        way: line.change
        for line in told
        if line.kind in kinds
        for thing in line.things
        for way in thing.addresses
    }


def told_rows(told: list[Consequence]) -> Counter:
    counts: Counter = Counter()
    for line in told:
        if line.kind == Kind.API:
            endpoint = line.address.removeprefix("/api/v1/").split("/")
            # The address of an edition lies within that of its report.
            name = "editions" if "editions" in endpoint else endpoint[0]
            counts[name, line.change] += line.count
    return counts


def make_case(**fields: object) -> Report:
    """Beside another report of the same authority, with something of everything."""
    framework = make_framework("en cy")
    authority = make_authority("Northshire")
    same = {"framework": framework, "service": make_service()}
    make_edition(make_inspection(authority, **same), at=NOON)
    inspection = make_inspection(authority, **same)
    make_finding(inspection)
    make_judgement(inspection)
    recommendation = make_recommendation(inspection)
    recommendation.themes.add(make_theme())
    earlier = make_inspection(make_authority("Southshire"))
    make_recommendation(
        earlier,
        successor=recommendation,
        lifecycle="closed",
        closed_reason="superseded",
        closed_on=NOON.date(),
    )
    make_edition(earlier, at=NOON)
    return make_report(inspection, signed=True, **fields)


def signed_again(report: Report, **changes: str) -> Report:
    """Revised, with `changes`, and signed off once more."""
    Report.objects.filter(pk=report.pk).update(
        status=Report.Status.AWAITING_SIGN_OFF, **changes
    )
    report = Report.objects.get(pk=report.pk)
    report.sign_off(by=SYSTEM, at=NOON)
    return report


def check(
    client: Client, report: Report, verb: str, **given: object
) -> list[Consequence]:
    """Do what was foreseen, and compare with all that a stranger can read."""
    told = foreseen(report, verb, by=SYSTEM, **given)
    foretold = told_pages(told, Kind.PAGE, Kind.FILE, Kind.FEED)
    old_pages, old_rows = pages(client, set(foretold)), rows(client)

    getattr(Report.objects.get(pk=report.pk), verb)(by=SYSTEM, **given)
    new_rows = rows(client)
    for edition in forming.without_forms().filter(report=report):
        if forming.is_made_at_once(edition):
            forming.form(edition)
    new_pages = pages(client, set(old_pages))

    assert differing(old_pages, new_pages) == foretold
    changed = {name: differing(old_rows[name], new_rows[name]) for name in API}
    counts = Counter((name, each) for name in API for each in changed[name].values())
    assert counts == told_rows(told)
    return told


def test_all_that_is_foreseen_comes_and_nothing_else(client: Client) -> None:
    report = make_case()

    first = check(client, report, "publish")
    report.paragraphs.filter(position=2).update(
        text_en="Other words.", text_cy="Geiriau eraill."
    )
    report.paragraphs.get(position=3).delete()
    report = signed_again(report, title_en="Another title", title_cy="Teitl arall")
    check(client, report, "publish", **WHY)
    report = signed_again(report)
    check(client, report, "publish", **WHY)
    check(client, report, "withdraw_former", **GONE)
    check(client, report, "withdraw", **GONE)
    report = signed_again(report)
    check(client, report, "publish", **WHY)

    names = [line.name for line in first]
    assert "The report" in names
    assert "The feed of all reports" in names
    assert "Feeds of authorities" in names


@pytest.mark.parametrize("chain_before", [False, True])
def test_nothing_public_changes_when_a_report_is_issued(
    client: Client, chain_before: bool
) -> None:
    report = make_case()
    if chain_before:
        forming.form(report.publish(by=SYSTEM, at=NOON), at=NOON)
        report.withdraw(by=SYSTEM, at=NOON, **GONE)
        report = signed_again(report)

    assert check(client, report, "issue", reason="Its address is not public.") == []


def test_old_report_changes_the_lists_and_not_the_first_page(client: Client) -> None:
    for _each in range(6):
        make_edition(make_inspection(make_authority(), framework=make_framework()))
    inspection = make_inspection(
        make_authority("Northshire"), year=None, reference="N-1"
    )
    report = make_report(
        inspection, signed=True, recorded_from="a book", published_on="1998"
    )

    told = check(client, report, "publish")

    assert "The list of recommendations" in [line.name for line in told]  # a year more
    assert "The first page" not in [line.name for line in told]
    assert Kind.FILE not in [line.kind for line in told]
