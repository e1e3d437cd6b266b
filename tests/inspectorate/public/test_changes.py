"""What the newest report says to have changed, on the page of the authority."""

import pytest
from django.test import Client

from authorities.models import Authority
from inspectorate.public.changes import newest_of
from tests.factories import (
    make_authority,
    make_edition,
    make_finding,
    make_framework,
    make_inspection,
    make_theme,
)
from tests.inspectorate.public.pages import words

pytestmark = pytest.mark.django_db


def report_with(authority: Authority, year: str, **changes: str) -> None:
    """Findings that compare, or do not, by the code of their theme."""
    inspection = make_inspection(authority)
    for code, change in changes.items():
        theme = make_theme(code=f"{code}-{year}", name_en=code)
        make_finding(inspection, theme=theme, change=change, compared_with_en="Before.")
    make_edition(inspection, recorded_from="A book", published_on=year)


def test_newest_report_that_compares_is_told_by_theme() -> None:
    authority = make_authority()
    report_with(authority, "2012", culture="declined")
    report_with(authority, "2015", culture="improved", finance="")
    report_with(authority, "2018", culture="")

    changed = newest_of(authority)

    assert changed.edition.published_on.year == 2015
    assert [
        (row.name, [(str(part.label), part.count) for part in row.parts])
        for row in changed.picture.rows
    ] == [("culture", [("Improved", 1)]), ("finance", [("Other, not compared", 1)])]


def test_themes_of_a_framework_count_as_what_they_stand_for() -> None:
    inspection = make_inspection(framework=make_framework())
    stable = make_theme(name_en="Workforce")
    own = make_theme(inspection.framework, name_en="Staff", stands_for=stable)
    for theme in (stable, own, None):
        make_finding(inspection, theme=theme, change="new", recorded_from="A book")
    make_edition(inspection, recorded_from="A book")

    rows = newest_of(inspection.authorities.get()).picture.rows

    assert [(row.name, row.total) for row in rows] == [
        ("Workforce", 2),
        ("Without a theme", 1),
    ]


def test_report_that_compares_nothing_makes_no_section(client: Client) -> None:
    report_with(make_authority(), "2015", culture="")

    page = words(client.get("/en/authorities/exampleshire/"))

    assert "What has changed" not in page


def test_fault_that_is_not_compared_is_told_apart_and_all_are_counted(
    client: Client,
) -> None:
    inspection = make_inspection()
    theme = make_theme(name_en="Culture")
    compared = {"change": "improved", "compared_with_en": "Before."}
    for kind, told in [
        ("improvement_noted", compared),
        ("area_for_improvement", {}),
        ("priority_concern", {}),
        ("strength", {}),
    ]:
        fields = {"theme": theme, "classification": kind, "recorded_from": "A book"}
        make_finding(inspection, **fields, **told)
    make_edition(inspection, recorded_from="A book")

    page = words(client.get("/en/authorities/exampleshire/"))

    parts = ["Improved", "To improve, not compared", "Other, not compared"]
    numbers = [f"{part}: {n}" for part, n in zip(parts, (1, 2, 1), strict=True)]
    table = [f"{part} {n}" for part, n in zip(parts, (1, 2, 1), strict=True)]
    assert all(told in page for told in (*numbers, *table))
    assert "Findings: 4. Compared with before: 1." in page
