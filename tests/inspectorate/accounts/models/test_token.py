from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from inspectorate.accounts.models import Token, User
from inspectorate.accounts.models.token import BEGINNING, year_after
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.notices.models import Notice
from tests.factories import issue_token, make_user

pytestmark = pytest.mark.django_db


def told(user: User) -> list[tuple[str, dict, dict]]:
    entries = Entry.objects.filter(subject_id=str(user.pk), act__endswith="a token")
    return [(each.act, each.before, each.after) for each in entries.order_by("pk")]


def test_secret_is_told_once_and_its_digest_alone_is_kept() -> None:
    mair, day = make_user("inspector"), timezone.localdate() + timedelta(days=30)

    token, secret = Token.objects.issue(
        mair, name=" Tablet ", scope="write", expires_on=day
    )

    assert secret.startswith(BEGINNING)
    assert len(secret) > 40
    stored = Token.objects.values().get()
    assert secret not in str(stored)
    assert Token.objects.by_secret(secret) == token
    assert Token.objects.by_secret(token.digest) is None
    after = {"name": "Tablet", "scope": "write", "expires_on": day.isoformat()}
    assert told(mair) == [("issued a token", {}, after)]
    assert Notice.objects.get().person == mair


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "  "}, "Name the token by what it is for"),
        ({"expires_on": timedelta(days=-1)}, "Give it a last day from today on"),
        ({"expires_on": timedelta(days=367)}, "at most a year away"),
    ],
)
def test_token_is_refused_with_the_cure(fields: dict, sentence: str) -> None:
    asked = {"name": "Tablet", "expires_on": timedelta(days=1), **fields}
    asked["expires_on"] += timezone.localdate()

    with pytest.raises(Refusal, match=sentence):
        Token.objects.issue(make_user("inspector"), scope="read", **asked)

    assert not Token.objects.exists()
    assert not Entry.objects.filter(act="issued a token").exists()


@pytest.mark.parametrize(
    "fields", [{"role": "link_officer"}, {"role": "inspector", "is_active": False}]
)
def test_token_is_only_for_who_works_here(fields: dict) -> None:
    with pytest.raises(Refusal, match="who work at the inspectorate"):
        issue_token(make_user(**fields))


def test_year_after_the_day_of_a_leap_year_is_the_day_before() -> None:
    assert year_after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert year_after(date(2026, 3, 2)) == date(2027, 3, 2)


def test_revoked_token_stays_revoked_and_is_recorded_once() -> None:
    token, _secret = issue_token(name="Tablet")
    mair = token.user

    token.revoke(by=mair)
    first = Token.objects.get().revoked_at
    token.revoke(by=mair)

    assert Token.objects.get().revoked_at == first is not None
    assert told(mair)[1:] == [("revoked a token", {"name": "Tablet"}, {})]


def test_token_of_another_is_revoked_by_administrators_alone() -> None:
    token, _secret = issue_token()

    with pytest.raises(Refusal, match="somebody else's"):
        token.revoke(by=make_user("chief_inspector"))
    assert Token.objects.get().revoked_at is None
    token.revoke(by=make_user(is_superuser=True, is_staff=True))

    assert Token.objects.get().revoked_at is not None


@pytest.mark.parametrize(
    ("scope", "opened"),
    [
        ("read", ["read"]),
        ("write", ["read", "write"]),
        ("act", ["read", "write", "act"]),
    ],
)
def test_scope_opens_what_is_below_it_and_nothing_above(
    scope: str, opened: list[str]
) -> None:
    token, _secret = issue_token(scope=scope)

    assert [each for each in Token.Scope if token.opens(each)] == opened


def test_token_opens_until_its_last_day_for_who_is_there() -> None:
    token, _secret = issue_token()

    assert token.is_open(token.expires_on)
    assert not token.is_open(token.expires_on + timedelta(days=1))
    token.user.is_active = False
    assert not token.is_open(token.expires_on)


@pytest.mark.parametrize(
    "columns",
    [
        {"scope": "act"},
        {"digest": "0" * 64},
        {"expires_on": date(2099, 1, 1)},
        {"name": "Another"},
        {"scope": "everything"},
    ],
)
def test_database_keeps_a_token_as_it_was_issued(columns: dict) -> None:
    issue_token()

    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.update(**columns)


def test_database_keeps_a_revoked_token_revoked_and_every_token() -> None:
    token, _secret = issue_token()
    token.note_use(timezone.localdate())
    token.revoke(by=token.user)

    for change in (
        lambda: Token.objects.update(revoked_at=None),
        lambda: Token.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize("days", [-1, 400])
def test_database_takes_no_token_beyond_a_year_or_over(days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)
    told = {"name": "Tablet", "scope": "read", "digest": "a", "expires_on": day}

    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.create(user=make_user("inspector"), **told)


def test_use_is_written_once_a_day() -> None:
    token, _secret = issue_token()
    today = timezone.localdate()

    token.note_use(today)

    assert Token.objects.get().last_used_on == today
