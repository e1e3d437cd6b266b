"""A form sent twice is stored once."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.http import HttpResponse
from django.test import Client

from authorities.models import Authority
from inspectorate.history.models import Entry
from inspectorate.history.sent import KEPT, SentForm, forget_old
from tests.admin_pages import address, change_page, client_of
from tests.factories import NOON, make_authority
from tests.races import at_once

pytestmark = pytest.mark.django_db
ADD = {
    "slug": "exampleshire",
    "gss_code": "W99000001",
    "name_en": "Exampleshire",
    "kind": "county",
    "aliases-TOTAL_FORMS": 0,
    "aliases-INITIAL_FORMS": 0,
}
PAGE = address(Authority, "add")


@pytest.fixture
def client() -> Client:
    return client_of()


def fresh(client: Client) -> dict[str, object]:
    """The form as its page sends it."""
    return {**ADD, "sent_once": client.get(PAGE).context["sent_once"]}


def words(answer: HttpResponse) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def ours() -> list[Authority]:
    return [*Authority.objects.filter(gss_code__startswith="W99").order_by("pk")]


def test_form_sent_twice_adds_one_row_and_leads_to_it(client: Client) -> None:
    form = fresh(client)

    client.post(PAGE, form)
    # So that the messages of the first are read.
    client.get(address(Authority, "changelist"))
    again = client.post(PAGE, {**form, "_continue": "1"}, follow=True)

    [row] = ours()
    assert again.redirect_chain == [(change_page(row), 302)]
    assert words(again) == [
        "This form was sent twice. It is stored once: “Exampleshire”."
    ]
    assert Entry.objects.about(row).count() == 1


def test_who_goes_back_and_types_something_else_adds_another(client: Client) -> None:
    form = fresh(client)
    client.post(PAGE, form)

    client.post(PAGE, {**form, "gss_code": "W99000002", "slug": "other"})

    assert [row.slug for row in ours()] == ["exampleshire", "other"]


def test_two_pages_with_the_same_content_are_two_forms(client: Client) -> None:
    client.post(PAGE, fresh(client))

    again = client.post(PAGE, fresh(client))

    assert again.status_code == 200  # the code is taken: an answer to a second form


def test_form_that_was_refused_may_be_sent_again(client: Client) -> None:
    make_authority(gss_code="W99000001", slug="taken")
    form = fresh(client)

    refused = client.post(PAGE, form)
    Authority.objects.filter(slug="taken").delete()
    client.post(PAGE, {**form, "sent_once": refused.context["sent_once"]})

    assert refused.status_code == 200
    assert [row.slug for row in ours()] == ["exampleshire"]


def test_form_sent_again_after_its_row_was_deleted_adds_nothing(client: Client) -> None:
    form = fresh(client)
    client.post(PAGE, form)
    Authority.objects.filter(slug="exampleshire").delete()

    again = client.post(PAGE, form, follow=True)

    assert words(again)[-1:] == [
        "This form was sent before; what it added is no longer there."
    ]
    assert ours() == []


def test_person_without_the_right_to_add_claims_nothing() -> None:
    client = client_of("publishing_officer")

    answer = client.post(PAGE, {**ADD, "sent_once": "guessed"})

    assert answer.status_code == 403
    assert not SentForm.objects.exists()


def test_old_forms_are_forgotten() -> None:
    SentForm.objects.create(key="old", sent_at=NOON - KEPT - timedelta(days=1))
    SentForm.objects.create(key="new")

    forget_old()

    assert [form.key for form in SentForm.objects.all()] == ["new"]


def test_admin_keeps_no_second_log(client: Client) -> None:
    client.post(PAGE, fresh(client))

    assert not LogEntry.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_form_sent_twice_at_once_adds_one_row() -> None:
    client, behind = client_of(), make_authority(gss_code="W98000001", slug="behind")
    form = fresh(client)

    def send() -> HttpResponse:
        twin = Client()
        twin.cookies = client.cookies
        return twin.post(PAGE, form)

    answers = at_once([send, send], behind=behind)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [row.slug for row in ours()] == ["exampleshire"]
