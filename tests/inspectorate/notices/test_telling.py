from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pytest_django import Settings

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.notices.models import Notice
from inspectorate.notices.telling import overheard, tell
from tests.factories import make_user
from tests.inspectorate.notices.worker import waiting_tasks
from tests.races import at_once

Commit = Callable[..., AbstractContextManager]
TOLD = ("assignment", "tests:1", "You are on the team", "Look at it.", "/admin/")


@pytest.mark.django_db
def test_person_is_told_and_the_e_mail_is_queued_after_the_commit(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    mair = make_user("inspector")

    with django_capture_on_commit_callbacks(execute=True):
        notice = tell(mair, *TOLD)
        assert waiting_tasks() == []

    assert waiting_tasks() == [("send", [notice.pk])]
    assert (notice.status, notice.attempts, notice.sent_at) == ("queued", 0, None)
    (entry,) = Entry.objects.about(notice)
    assert (entry.act, entry.actor_name) == ("created", "notices")
    assert not entry.after.keys() & {"subject", "body"}


@pytest.mark.django_db
def test_person_is_told_of_one_thing_once(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    mair, tomos = make_user("inspector"), make_user("inspector")

    with django_capture_on_commit_callbacks(execute=True):
        first = tell(mair, *TOLD)
        again = tell(mair, *TOLD)
        tell(tomos, *TOLD)
        tell(mair, "assignment", "tests:2", *TOLD[2:])
        tell(mair, "recommendation_due", *TOLD[1:])

    assert first is not None
    assert again is None
    assert Notice.objects.count() == len(waiting_tasks()) == 4


@pytest.mark.django_db
def test_telling_goes_back_with_the_transaction_of_the_caller(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    mair = make_user("inspector")

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        tell(mair, *TOLD)
        transaction.set_rollback(True)

    assert Notice.objects.count() == 0
    assert waiting_tasks() == []
    assert tell(mair, *TOLD) is not None


@pytest.mark.django_db
def test_lazy_texts_are_put_into_the_language_of_the_person() -> None:
    gwen = make_user("inspector", language="cy")

    notice = tell(
        gwen, *TOLD[:2], format_lazy("{}: X-R1", _("Welsh")), _("English"), "/admin/"
    )

    assert (notice.subject, notice.body) == ("Cymraeg: X-R1", "Saesneg")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields", [{"notices_by": User.NoticesBy.WORKSPACE}, {"is_active": False}]
)
def test_who_wants_no_e_mail_is_told_in_the_workspace_only(
    fields: dict, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        notice = tell(make_user("inspector", **fields), *TOLD)

    assert notice.status == Notice.Status.WORKSPACE
    assert waiting_tasks() == []


@pytest.mark.django_db
def test_without_a_mail_server_notices_stay_in_the_workspace(
    settings: Settings, django_capture_on_commit_callbacks: Commit
) -> None:
    settings.NOTICES_BY_EMAIL = False

    with django_capture_on_commit_callbacks(execute=True):
        notice = tell(make_user("inspector"), *TOLD)

    assert notice.status == Notice.Status.WORKSPACE
    assert waiting_tasks() == []


@pytest.mark.django_db
def test_notice_for_a_digest_waits_without_a_task(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    mair = make_user("inspector", notices_by=User.NoticesBy.DIGEST)

    with django_capture_on_commit_callbacks(execute=True):
        notice = tell(mair, *TOLD)

    assert notice.status == Notice.Status.QUEUED
    assert waiting_tasks() == []


@pytest.mark.django_db
def test_subject_is_one_short_line() -> None:
    mair = make_user("inspector")

    notice = tell(mair, *TOLD[:2], "Due\r\nBcc: all@x.example " + "x" * 300, *TOLD[3:])

    assert notice.subject.startswith("Due Bcc: all@x.example xxx")
    assert len(notice.subject) == 200


@pytest.mark.django_db
def test_kind_that_nobody_registered_is_refused() -> None:
    with pytest.raises(LookupError, match="Register the kind of notice 'gossip'"):
        tell(make_user("inspector"), "gossip", *TOLD[1:])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_tell_at_once_one_makes_the_notice() -> None:
    mair = make_user("inspector")

    results = at_once([lambda: tell(mair, *TOLD) is not None] * 8, behind=mair)

    assert sorted(results) == [False] * 7 + [True]
    assert Notice.objects.count() == len(waiting_tasks()) == 1


@pytest.mark.django_db
def test_new_notices_are_overheard_and_those_told_before_are_not() -> None:
    mair = make_user("inspector")
    tell(mair, *TOLD)

    with overheard() as heard:
        tell(mair, *TOLD)
        notice = tell(mair, "assignment", "tests:2", "Another", "Look.", "/admin/")
    tell(mair, "assignment", "tests:3", "A third", "Look.", "/admin/")

    assert heard == [notice]
