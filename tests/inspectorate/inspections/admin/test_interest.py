"""Who declares an interest, who ends it, and who reads why."""

import pytest
from django.test import Client

from inspectorate.accounts.models import User
from inspectorate.history.models import CREATED, Entry, record, snapshot
from inspectorate.inspections.admin.interest import YOUR_OWN
from inspectorate.inspections.models import Interest
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.factories import NOON, TODAY, make_authority, make_interest, make_user

pytestmark = pytest.mark.django_db

SECRET = "Her brother is a foster carer there."
DIRECTORS = ["chief_inspector", "head_of_inspection"]
OTHERS = [
    "lead_inspector",
    "inspector",
    "quality_assurer",
    "publishing_officer",
    "information_governance",
]


@pytest.fixture
def interest() -> Interest:
    row = make_interest(make_user("quality_assurer"), nature=SECRET)
    record(row, CREATED, by=row.user, after=snapshot(row), at=NOON)
    return row


def client_for(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", ["inspector", "head_of_inspection"])
def test_nobody_takes_back_an_interest_of_their_own(role: str) -> None:
    interest = make_interest(make_user(role))
    client, page = client_for(interest.user), change_page(interest)

    shown = client.get(page)
    answer = client.post(page, {"ends_on": "2026-03-03"})

    assert 'name="_save"' not in shown.text
    assert answer.status_code == 403
    assert Interest.objects.get().ends_on is None


def test_head_enters_the_end_of_another_s_and_a_colleague_does_not() -> None:
    interest = make_interest()
    page, ends = change_page(interest), {"ends_on": "2026-03-03"}
    assert client_of("inspector").post(page, ends).status_code == 403

    head = client_of("head_of_inspection")
    head.post(page, {**filled(head.get(page)), **ends})

    assert str(Interest.objects.get().ends_on) == "2026-03-03"


def test_inspector_declares_their_own_and_nobody_else_s() -> None:
    mair, gwen = make_user("inspector"), make_user("inspector")
    client, page = client_for(mair), address(Interest, "add")
    told = {"authority": make_authority().pk, "nature": "Worked there."}
    form = {**filled(client.get(page)), **told}

    refused = client.post(page, {**form, "user": gwen.pk})
    client.post(page, form)

    assert errors(refused) == [YOUR_OWN]
    assert Interest.objects.get().user == mair


@pytest.mark.parametrize("role", OTHERS)
def test_others_read_that_an_interest_stands_and_not_why(
    role: str, interest: Interest
) -> None:
    page = client_of(role).get(change_page(interest))

    assert page.status_code == 200
    assert SECRET not in page.text
    assert "nature of the interest" not in page.text.lower()
    assert str(interest.authority) in page.text
    assert 'name="_save"' not in page.text


@pytest.mark.parametrize("role", DIRECTORS)
def test_who_directs_every_case_reads_why(role: str, interest: Interest) -> None:
    assert SECRET in client_of(role).get(change_page(interest)).text


def test_person_reads_why_their_own_stands(interest: Interest) -> None:
    assert SECRET in client_for(interest.user).get(change_page(interest)).text


def test_forged_change_of_somebody_elses_is_refused(interest: Interest) -> None:
    answer = client_of("inspector").post(change_page(interest), {"nature": "None."})

    assert answer.status_code == 403
    assert Interest.objects.get(pk=interest.pk).nature == SECRET


def test_person_declares_for_themselves_and_a_head_for_anybody() -> None:
    mair, council = make_user("inspector"), make_authority()
    page = address(Interest, "add")

    def declare(client: Client, person: User) -> None:
        told = {"user": person.pk, "authority": council.pk, "nature": "Worked there."}
        client.post(page, filled(client.get(page)) | told | {"declared_on": TODAY})

    declare(client_of("inspector"), mair)
    assert not Interest.objects.exists()
    declare(client_for(mair), mair)
    assert Interest.objects.filter(user=mair).count() == 1
    declare(client_of("head_of_inspection"), mair)
    assert Interest.objects.filter(user=mair).count() == 2


@pytest.mark.parametrize(("role", "reads"), [("inspector", 0), (DIRECTORS[1], 1)])
def test_export_holds_the_nature_for_who_may_read_it(
    role: str, reads: int, interest: Interest
) -> None:
    page = address(Interest, "export")

    answer = client_of(role).post(page, {"form": "csv"})

    text = b"".join(answer.streaming_content).decode()
    assert interest.user.name in text
    assert text.count(SECRET) == reads


@pytest.mark.parametrize("lookup", ["nature", "nature__icontains", "nature__regex"])
def test_list_cannot_be_narrowed_by_the_nature(lookup: str, interest: Interest) -> None:
    page = address(Interest, "changelist")

    answer = client_of("inspector").get(page, {lookup: "foster"})

    assert answer.status_code in (302, 400)


@pytest.mark.parametrize("role", ["quality_assurer", "information_governance"])
def test_who_reads_all_history_does_not_read_the_nature_there(
    role: str, interest: Interest
) -> None:
    client = client_of(role)
    history = address(Interest, "history", interest.pk)
    (entry,) = Entry.objects.about(interest)

    pages = [
        client.get(history),
        client.get(history, {"day": f"{TODAY:%d/%m/%Y}"}),
        client.get(change_page(entry)),
    ]

    assert [page.status_code for page in pages] == [200] * 3
    assert all("(not for you to read)" in page.text for page in pages)
    assert not any(SECRET in page.text for page in pages)


def test_person_and_head_read_the_nature_in_history(interest: Interest) -> None:
    (entry,) = Entry.objects.about(interest)
    for client in (client_of(DIRECTORS[1]), client_for(interest.user)):
        for page in (address(Interest, "history", interest.pk), change_page(entry)):
            assert SECRET in client.get(page).text
