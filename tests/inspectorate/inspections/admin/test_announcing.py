"""Announcing a case on its page."""

import pytest
from django.test import Client
from django.urls import reverse

from inspectorate.inspections.models import Inspection
from tests.factories import make_announced, make_inspection, make_team_member, make_user

pytestmark = pytest.mark.django_db


def act(case: Inspection, verb: str) -> str:
    return reverse("admin:inspections_inspection_act", args=[case.pk, verb])


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(make_user("publishing_officer"))
    return client


def test_officer_is_offered_months_and_announces(officer: Client) -> None:
    case = make_inspection(fieldwork_start="2090-04-03", fieldwork_end="2090-04-14")
    page = officer.get(act(case, "announce")).content.decode()
    assert 'value="2090-04"' in page
    assert "2090-04-03" not in page

    sent = {"window_from": "2090-04", "window_to": "2090-06"}
    response = officer.post(act(case, "announce"), sent, follow=True)

    assert str(case.said.window_to) == "2090-06"
    assert "Forward programme" in response.content.decode()
    assert "April 2090 – June 2090" in response.content.decode()


def test_nonsense_and_one_language_are_refused_and_nothing_is_said(
    officer: Client,
) -> None:
    case = make_inspection()

    nonsense = officer.post(act(case, "announce"), {"window_from": "next spring"})
    sent = {"window_from": "2090-04", "note_en": "With Estyn."}
    half = officer.post(act(case, "announce"), sent)

    assert "is not a date" in nonsense.content.decode()
    assert half.status_code == 409
    assert "Write the note in both languages" in half.content.decode()
    assert case.said is None


def test_unannounced_case_tells_at_once_that_it_cannot_be(officer: Client) -> None:
    case = make_inspection(announced=False)

    page = officer.get(act(case, "announce")).content.decode()

    assert "This inspection is unannounced: the public is not told." in page


def test_lead_who_defers_is_told_what_the_public_will_read(client: Client) -> None:
    case = make_announced().inspection
    client.force_login(make_team_member(case, role="lead").user)

    page = client.get(act(case, "defer")).content.decode()

    assert "The public reads at once: “Postponed”." in page
