from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from inspectorate.accounts.models import User
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Report
from inspectorate.staff import work

pytestmark = pytest.mark.django_db


def test_demo_has_a_case_that_is_planned_one_in_the_field_and_one_in_assurance(
    settings: Settings,
) -> None:
    settings.DEBUG, told = True, StringIO()
    call_command("demo_users", stdout=told)

    call_command("demo_cases", stdout=told)
    call_command("demo_cases", stdout=told)

    cases = Inspection.objects.order_by("-pk")
    assert [case.status for case in cases] == ["drafting", "fieldwork", "planned"]
    assert Report.objects.get().status == Report.Status.QUALITY_ASSURANCE
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


def test_made_up_cases_are_never_made_on_a_real_installation() -> None:
    with pytest.raises(CommandError, match="on a demonstration only"):
        call_command("demo_cases")

    assert not Inspection.objects.exists()
