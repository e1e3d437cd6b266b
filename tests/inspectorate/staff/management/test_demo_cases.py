from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Report

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
    assert told.getvalue().endswith("The made-up cases are there already.\n")


def test_made_up_cases_are_never_made_on_a_real_installation() -> None:
    with pytest.raises(CommandError, match="on a demonstration only"):
        call_command("demo_cases")

    assert not Inspection.objects.exists()
