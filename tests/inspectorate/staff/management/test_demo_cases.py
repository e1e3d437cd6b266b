from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from inspectorate.accounts.models import User
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Edition, Report
from inspectorate.staff import work
from recommendations.models import Recommendation

pytestmark = pytest.mark.django_db


def test_demo_has_a_case_that_is_planned_one_in_the_field_and_one_in_assurance(
    settings: Settings,
) -> None:
    settings.DEBUG, told = True, StringIO()
    call_command("demo_users", stdout=told)

    call_command("demo_cases", stdout=told)
    call_command("demo_cases", stdout=told)

    cases = Inspection.objects.filter(recorded_from="").order_by("-pk")
    assert [case.status for case in cases] == ["drafting", "fieldwork", "planned"]
    assert (
        Report.objects.get(recorded_from="").status == Report.Status.QUALITY_ASSURANCE
    )
    assert {case.status for case in cases if case.judgements.exists()} == {"drafting"}
    drafted = cases[0]
    assert drafted.framework.areas.count() == drafted.judgements.count() > 1
    assert not drafted.judgements.filter(point=None).exists()
    lead = User.objects.get(email="lead_inspector@demo.example")
    on = timezone.localdate()
    mine = work.cases(lead, on)
    assert (len(mine), [item for item in mine if item.is_overdue]) == (3, [])
    planned = cases[2]
    planned.begin_scoping(by=lead)
    planned.notify(by=lead, notified_on=on)
    planned.begin_fieldwork(by=lead)
    assert told.getvalue().endswith("The made-up cases are there already.\n")


def test_demo_has_two_reports_to_compare_and_recommendations_in_every_state(
    settings: Settings, client: Client
) -> None:
    settings.DEBUG = True
    call_command("demo_users", stdout=StringIO())

    call_command("demo_cases", stdout=StringIO())

    older, newer = Edition.objects.order_by("sorted_on")
    slugs = [older.report.slug, newer.report.slug]
    way = reverse("inspection-comparison", args=["exampleshire", *slugs])
    page = client.get(way).content.decode()
    assert "Improved" in page
    rows = Recommendation.objects.exclude(published=None).order_by("pk")
    stands = [
        (row.acceptance, row.progress, row.verification, row.lifecycle) for row in rows
    ]
    assert stands == [
        ("accepted", "completed_reported", "achieved", "closed"),
        ("accepted", "in_progress", "limited", "open"),
        ("partly_accepted", "in_progress", "not_assessed", "open"),
        ("accepted", "paused", "not_assessed", "open"),
        ("accepted", "in_progress", "not_assessed", "open"),
        ("awaiting", "not_started", "not_assessed", "open"),
    ]


def test_made_up_cases_are_never_made_on_a_real_installation() -> None:
    with pytest.raises(CommandError, match="on a demonstration only"):
        call_command("demo_cases")

    assert not Inspection.objects.exists()
