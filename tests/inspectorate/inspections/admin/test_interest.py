"""Who declares an interest, and who says that it has ended."""

import pytest
from django.test import Client

from inspectorate.accounts.models import User
from inspectorate.inspections.admin.interest import YOUR_OWN
from inspectorate.inspections.models import Interest
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.factories import make_authority, make_interest, make_user

pytestmark = pytest.mark.django_db


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
