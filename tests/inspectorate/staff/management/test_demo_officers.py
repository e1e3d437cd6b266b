"""Link officers of the demo, and the draft that waits for one of them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from authorities.models import LinkOfficer
from inspectorate.reports.models import AccuracyCheck

pytestmark = pytest.mark.django_db


def made() -> list[list[str]]:
    out = StringIO()
    call_command("demo_officers", stdout=out)
    return [line.split("  ") for line in out.getvalue().splitlines()]


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEBUG = settings.NOTICES_BY_EMAIL = True
    call_command("demo_users", stdout=StringIO())
    call_command("demo_cases", stdout=StringIO())


def test_real_installation_gets_none_of_them() -> None:
    with pytest.raises(CommandError, match="DEBUG=true"):
        made()


def test_officer_of_the_made_up_council_signs_in_and_has_a_draft(demo: None) -> None:
    [[council, email, password]] = made()

    assert council == "Link officer, Exampleshire (made up)"
    client = Client()
    client.post("/account/sign-in/", {"login": email, "password": password})
    assert "Check a draft for factual accuracy" in client.get("/portal/").text


def test_second_time_gives_a_new_password_and_sends_nothing_more(demo: None) -> None:
    [first] = made()

    [second] = made()

    assert first[:2] == second[:2]
    assert first[2] != second[2]
    assert LinkOfficer.objects.count() == AccuracyCheck.objects.count() == 1
