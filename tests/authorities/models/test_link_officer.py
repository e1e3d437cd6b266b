"""Who acts for an authority at the portal."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from authorities.invitations import INVITATIONS
from authorities.invitations import invite as send
from authorities.models import LinkOfficer
from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.notices.mail import Outcome
from tests.factories import NOON, SYSTEM, TODAY, make_authority, make_user
from tests.link_officers import client_of_officer, invite, make_link_officer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def has_a_mail_server(settings: Settings) -> None:
    settings.NOTICES_BY_EMAIL = True


def test_invited_officer_has_an_account_without_rights_or_password() -> None:
    chief = make_user("chief_inspector")

    officer = invite(make_authority(), chief)

    user = officer.user
    assert (user.email, user.language) == ("carys.rees@council.example", "cy")
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert not user.has_usable_password()
    speaks = "recommendations.speak_for_authority"
    assert user.get_all_permissions() == {speaks}
    assert [group.name for group in user.groups.all()] == ["Authority link officer"]
    [entry] = Entry.objects.about(officer)
    assert (entry.act, entry.actor_name) == ("created", str(chief))


@pytest.mark.parametrize(
    ("told", "cure"),
    [
        ({"email": "nobody"}, "write it like mair.jones@example.org"),
        ({"name": " "}, "Write the name"),
        ({"language": "fr"}, "Choose English or Welsh"),
        ({"office": ""}, "Write what they are at the council"),
        ({"begins_on": None}, "Say from which day"),
        ({"ends_on": TODAY - DAY}, "choose a later last day"),
        (
            {"begins_on": TODAY - 9 * DAY, "ends_on": TODAY - DAY},
            "The last day has gone by",
        ),
    ],
)
def test_invitation_that_lacks_something_is_refused_with_its_cure(
    told: dict, cure: str
) -> None:
    authority = make_authority()

    with pytest.raises(Refusal, match=cure):
        invite(authority, SYSTEM, **told)

    assert not LinkOfficer.objects.exists()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "role", ["lead_inspector", "inspector", "publishing_officer", "quality_assurer"]
)
def test_role_that_does_not_invite_is_refused(role: str) -> None:
    with pytest.raises(Refusal, match="Chief inspector or Head of inspection"):
        invite(make_authority(), make_user(role))


def test_server_without_e_mail_invites_nobody(settings: Settings) -> None:
    settings.NOTICES_BY_EMAIL = False

    with pytest.raises(Refusal, match="EMAIL_URL"):
        invite(make_authority(), SYSTEM)


def test_access_ends_also_on_a_server_without_e_mail(settings: Settings) -> None:
    settings.NOTICES_BY_EMAIL = False
    officer = make_link_officer()

    officer.end(by=SYSTEM)

    assert not LinkOfficer.objects.open().exists()


def test_who_works_at_the_inspectorate_is_no_link_officer() -> None:
    inspector = make_user("inspector")

    with pytest.raises(Refusal, match="nobody is both"):
        invite(make_authority(), SYSTEM, email=inspector.email)


def test_who_is_one_already_is_not_invited_for_another_authority() -> None:
    officer = make_link_officer()

    with pytest.raises(Refusal, match="is a link officer already"):
        invite(make_authority(), SYSTEM, email=officer.user.email)


def test_who_left_comes_back_with_their_account_and_without_their_password() -> None:
    officer = make_link_officer()
    officer.user.set_password("seven calm herons")
    officer.user.save()
    officer.end(by=SYSTEM, at=NOON)
    other = make_authority()

    again = invite(other, SYSTEM, email=officer.user.email)

    assert again.user == officer.user
    user = User.objects.get()
    assert user.is_active
    assert not user.has_usable_password()
    assert LinkOfficer.objects.of_person(user, TODAY).authority == other


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        ({}, True),
        ({"begins_on": TODAY + DAY}, False),
        ({"ends_on": TODAY}, True),
        ({"begins_on": TODAY - 2 * DAY, "ends_on": TODAY - DAY}, False),
        ({"ended_at": NOON}, False),
    ],
)
def test_officer_acts_from_a_day_to_a_day(fields: dict, stands: bool) -> None:
    officer = make_link_officer(**fields)
    User.objects.update(is_active=True)

    found = LinkOfficer.objects.of_person(officer.user, TODAY)

    assert (found == officer) == stands
    assert officer.stands(TODAY) == stands


def test_end_takes_access_sessions_and_invitation_at_once() -> None:
    officer = make_link_officer()
    client = client_of_officer(officer)
    other = Client()
    other.force_login(make_user("inspector"))
    LinkOfficer.objects.update(accepted_at=None, digest="0" * 64)
    officer.refresh_from_db()

    officer.end(by=SYSTEM, at=NOON)

    assert not User.objects.get(pk=officer.user_id).is_active
    assert not UserSession.objects.filter(user=officer.user).exists()
    assert Session.objects.count() == 1
    assert client.get("/portal/").status_code == 302
    assert LinkOfficer.objects.get().digest is None
    acts = [entry.act for entry in Entry.objects.about(officer)]
    assert acts == ["link officer ended"]


def test_database_ends_sessions_whoever_writes() -> None:
    officer = make_link_officer()
    client_of_officer(officer)

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE authorities_linkofficer SET ended_at = %s WHERE id = %s",
            [NOON, officer.pk],
        )

    assert not Session.objects.exists()
    assert not UserSession.objects.exists()
    assert not User.objects.get().is_active


def test_who_has_left_is_not_ended_or_invited_again_by_the_same_row() -> None:
    officer = make_link_officer()
    officer.end(by=SYSTEM, at=NOON)

    for verb in (officer.end, officer.renew):
        with pytest.raises(Refusal, match="no link officer any more"):
            verb(by=SYSTEM)


def refused(**changes: object) -> str:
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        LinkOfficer.objects.update(**changes)
    return str(raised.value)


@pytest.mark.parametrize("right", ["is_staff", "is_superuser"])
def test_database_makes_no_officer_staff_from_either_side(right: str) -> None:
    officer = make_link_officer()
    staff = make_user(**{right: True})

    with pytest.raises(IntegrityError, match="both staff"), transaction.atomic():
        User.objects.filter(pk=officer.user_id).update(**{right: True})
    with pytest.raises(IntegrityError, match="both staff"), transaction.atomic():
        make_link_officer(user=staff)

    LinkOfficer.objects.update(ended_at=NOON)
    assert User.objects.filter(pk=officer.user_id).update(**{right: True}) == 1


def test_database_keeps_one_authority_for_a_person_at_a_time() -> None:
    officer = make_link_officer()

    with pytest.raises(IntegrityError, match="already"), transaction.atomic():
        make_link_officer(user=officer.user)


def test_database_keeps_person_authority_and_end() -> None:
    make_link_officer()

    assert "another one" in refused(authority=make_authority())
    assert "another one" in refused(user=make_user())
    LinkOfficer.objects.update(ended_at=NOON)
    assert "stays so" in refused(ended_at=None)
    assert "stays so" in refused(ended_at=NOON + DAY)


# The invitation


def test_invitation_goes_to_the_officer_alone_in_their_language_and_is_kept_nowhere(
    mailoutbox: list[EmailMessage],
) -> None:
    officer = invite(make_authority(), SYSTEM, language="en")

    send.call(officer.pk)

    (mail,) = mailoutbox
    assert mail.to == ["carys.rees@council.example"]
    assert "/portal/invitation/" in mail.body
    token = mail.body.split("/portal/invitation/")[1].split("/")[0]
    assert LinkOfficer.objects.by_token(token, NOON) == officer
    kept = [*LinkOfficer.objects.values(), *Entry.objects.values()]
    assert token not in str(kept)
    assert LinkOfficer.objects.get().digest not in str(Entry.objects.values())


def test_task_carried_out_twice_sends_once_and_none_to_who_has_left(
    mailoutbox: list[EmailMessage],
) -> None:
    officer = invite(make_authority(), SYSTEM)
    send.call(officer.pk)
    send.call(officer.pk)
    left = invite(make_authority(), SYSTEM, email="left@council.example")
    left.end(by=SYSTEM)
    send.call(left.pk)

    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("outcome", "status", "is_alive"),
    [
        (Outcome("sent"), "sent", True),
        (Outcome("unknown", "It broke off."), "unknown", True),
        (Outcome("failed", "No mailbox."), "failed", False),
        (Outcome("put_off", "Not now."), "queued", False),
    ],
)
def test_what_became_of_the_e_mail_stands_on_the_row(
    outcome: Outcome,
    status: str,
    is_alive: bool,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    officer, _mail = INVITATIONS.claim(invite(make_authority(), SYSTEM).pk, at=NOON)

    with django_capture_on_commit_callbacks(execute=True):
        INVITATIONS.note(officer, outcome, at=NOON)

    row = LinkOfficer.objects.get()
    assert (row.status, row.last_error) == (status, outcome.error)
    assert (row.digest is not None) == is_alive
    assert DBTaskResult.objects.exists() == (status == "queued")


@pytest.mark.parametrize("days", [13, 14])
def test_invitation_is_used_once_within_a_fortnight(days: int) -> None:
    officer = make_link_officer(token="the-link", invited_at=NOON)
    at = NOON + days * DAY

    found = LinkOfficer.objects.by_token("the-link", at)

    assert (found == officer) == (days < 14)
    if days < 14:
        assert found.accept(at=at) == officer.user
        assert LinkOfficer.objects.by_token("the-link", at) is None
    with pytest.raises(Refusal, match="over"):
        officer.accept(at=at)


def test_new_invitation_kills_the_old_one() -> None:
    officer = make_link_officer(token="the-link", invited_at=NOON)

    officer.renew(by=SYSTEM, at=NOON, office="Head of service")

    assert LinkOfficer.objects.by_token("the-link", NOON) is None
    row = LinkOfficer.objects.get()
    assert (row.status, row.office) == ("queued", "Head of service")
