"""From the list of inspections to a page that says what will come of it."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection, TeamMember
from tests.admin_pages import address, client_of, strictly
from tests.factories import make_inspection, make_interest, make_user

pytestmark = pytest.mark.django_db

LIST = address(Inspection, "changelist")
PAGE = reverse("admin:inspections_inspection_assign")


@pytest.fixture
def mair() -> User:
    return make_user("inspector", name="Mair Jones")


def asked(cases: list[Inspection], person: User, role: str = "inspector") -> str:
    numbers = ",".join(str(case.pk) for case in cases)
    return f"{PAGE}?cases={numbers}&user={person.pk}&role={role}"


def confirm(client: Client, page: str, *cases: Inspection) -> HttpResponse:
    return client.post(page, {"confirmed": [case.pk for case in cases]})


def test_cases_that_are_ticked_in_the_list_are_assigned(mair: User) -> None:
    cases = [make_inspection(), make_inspection()]
    client = client_of("head_of_inspection")
    chosen = {"action": "assign", "_selected_action": [case.pk for case in cases]}

    strictly(client.get(LIST))
    first = client.post(LIST, chosen)
    strictly(client.get(first.url))
    page = asked(cases, mair)
    shown = strictly(client.get(page))
    done = confirm(client, page, *shown.context["possible"])

    assert first.url.startswith(f"{PAGE}?cases=")
    assert "<dd>Mair Jones</dd>" in shown.text
    assert "Joins these teams" in shown.text
    assert done.url == LIST
    assert {m.inspection for m in mair.inspections.all()} == set(cases)
    entries = Entry.objects.filter(subject_type="inspections.teammember")
    assert len({entry.batch for entry in entries}) == 1
    assert entries[0].batch is not None


def test_page_tells_where_it_is_not_possible_and_stores_the_rest(mair: User) -> None:
    free, barred = make_inspection(), make_inspection()
    make_interest(mair, barred.authorities.get())
    client = client_of("chief_inspector")
    page = asked([free, barred], mair)

    shown = client.get(page)
    confirm(client, page, *shown.context["possible"])

    assert shown.context["possible"] == [free]
    assert "has declared an interest in Exampleshire" in shown.text
    assert [m.inspection for m in TeamMember.objects.all()] == [free]


def test_what_has_become_impossible_meanwhile_keeps_all_out(mair: User) -> None:
    first, second = make_inspection(), make_inspection()
    client = client_of("chief_inspector")
    page = asked([first, second], mair)
    client.get(page)
    make_interest(mair, second.authorities.get())

    answer = confirm(client, page, first, second)

    assert answer.status_code == 409
    assert f"{second}: Mair Jones has declared an interest" in answer.text
    assert TeamMember.objects.count() == 0


def test_confirmation_of_a_case_that_was_not_chosen_assigns_nothing(mair: User) -> None:
    chosen, other = make_inspection(), make_inspection()

    answer = confirm(client_of("chief_inspector"), asked([chosen], mair), other)

    assert answer.status_code == 409
    assert "Choose at least one inspection" in answer.text
    assert TeamMember.objects.count() == 0


@pytest.mark.parametrize("role", ["inspector", "lead_inspector", "quality_assurer"])
def test_who_does_not_direct_every_case_assigns_nobody(role: str, mair: User) -> None:
    case, client = make_inspection(), client_of(role)
    page = asked([case], mair)
    chosen = {"action": "assign", "_selected_action": [case.pk]}

    assert 'value="assign"' not in client.get(LIST).text
    client.post(LIST, chosen)
    assert client.get(page).status_code == 403
    assert confirm(client, page, case).status_code == 403
    assert TeamMember.objects.count() == 0


def test_nobody_outside_the_inspectorate_is_assigned() -> None:
    officer = make_user("link_officer")

    answer = client_of("chief_inspector").get(asked([make_inspection()], officer))

    assert "Choose somebody of the inspectorate from the list." in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?cases=",
        "?cases=x,-1,1.5",
        "?cases=1&user=x&role=lead",
        "?user=1&role=king",
    ],
)
def test_nonsense_in_the_address_gets_a_sentence(query: str) -> None:
    answer = client_of("chief_inspector").get(PAGE + query)

    assert answer.status_code == 200
    assert "No inspection is chosen." in answer.text


def test_list_leads_to_the_screen_of_each_case() -> None:
    case = make_inspection()

    shown = client_of("inspector").get(LIST)

    assert f'href="{reverse("admin:case", args=[case.reference])}"' in shown.text
