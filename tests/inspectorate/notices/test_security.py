"""A person is told when how they sign in was changed."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from inspectorate.accounts import second_factor
from inspectorate.accounts.models import User
from inspectorate.history.models import CHANGED, record
from inspectorate.notices.models import Notice
from inspectorate.notices.reminding import remind
from inspectorate.notices.security import tell_of_change
from tests.admin_pages import address, client_of, deleted
from tests.factories import NOON, SYSTEM, TODAY, make_user
from tests.inspectorate.accounts.factors import PASSWORD, make_person, set_up_app
from tests.inspectorate.notices.worker import work

pytestmark = pytest.mark.django_db

NEW = {"password1": "nine loud ospreys", "password2": "nine loud ospreys"}


def subjects(user: User) -> list[str]:
    told = Notice.objects.of(user).order_by("pk")
    return list(told.values_list("subject", flat=True))


@pytest.mark.parametrize("chosen", User.NoticesBy)
def test_new_password_is_told_by_e_mail_whatever_was_chosen(
    chosen: str, django_capture_on_commit_callbacks: object
) -> None:
    mair = make_person()
    User.objects.update(notices_by=chosen)
    client = Client()
    client.force_login(mair)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("account_change_password"), {"oldpassword": PASSWORD, **NEW}
        )
    work()

    assert [(each.to, each.subject) for each in mail.outbox] == [
        ([mair.email], "Your password for Inspectorate was changed")
    ]
    assert f"by {mair.name}." in mail.outbox[0].body
    assert "https://inspectorate.example/account/" in mail.outbox[0].body
    assert Notice.objects.get().status == Notice.Status.SENT


def test_password_set_by_another_says_who() -> None:
    mair, client = make_person(), client_of()
    page = reverse("admin:auth_user_password_change", args=[mair.pk])

    client.post(page, {**NEW, "usable_password": "true"})

    notice = Notice.objects.of(mair).get()
    assert notice.subject == "Your password for Inspectorate was changed"
    assert client.get(address(User, "changelist")).context["user"].name in notice.body


def test_lost_factor_that_is_taken_away_is_told() -> None:
    mair = make_person()
    set_up_app(mair)

    second_factor.remove_all(mair, by=SYSTEM, reason="lost")

    assert subjects(mair) == ["A second factor was taken from your account"]


def test_change_that_says_nothing_of_signing_in_is_not_told() -> None:
    mair = make_user("inspector")

    told = tell_of_change(mair, record(mair, CHANGED, by=SYSTEM, after={"name": "M"}))

    assert told is None
    assert subjects(mair) == []


@pytest.mark.slow
def test_deleted_person_is_told_nothing_and_can_be_deleted() -> None:
    mair = make_person()
    set_up_app(mair)

    deleted(client_of(), mair)

    assert not User.objects.filter(pk=mair.pk).exists()


def test_who_wants_one_e_mail_a_day_has_this_one_tried_again_at_once() -> None:
    mair = make_user("inspector", notices_by=User.NoticesBy.DIGEST)
    entry = record(mair, "changed the password", by=mair, at=NOON)
    notice = tell_of_change(mair, entry)
    Notice.objects.filter(pk=notice.pk).update(status=Notice.Status.PUT_OFF)

    run = remind(on=TODAY, at=NOON)
    work()

    assert run.queued == 1
    assert len(mail.outbox) == 1
