from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspectorate.accounts.idle import ACCURACY, LAST_USE
from tests.inspectorate.accounts.factors import make_person, sign_in

pytestmark = pytest.mark.django_db


def end_of(client: Client) -> float:
    stored = Session.objects.get(pk=client.session.session_key)
    return (stored.expire_date - timezone.now()).total_seconds()


def wait(client: Client, seconds: int) -> None:
    """As if the last use were so long ago."""
    session = client.session
    session[LAST_USE] -= seconds
    session.save()
    end = timezone.now() + timedelta(hours=12, seconds=-seconds)
    Session.objects.update(expire_date=end)


def test_session_ends_twelve_hours_after_its_last_use() -> None:
    client = sign_in(make_person()).client
    assert end_of(client) == pytest.approx(12 * 60 * 60, abs=60)

    wait(client, 11 * 60 * 60)
    assert client.get(reverse("admin:index")).status_code == 200
    assert end_of(client) == pytest.approx(12 * 60 * 60, abs=60)

    wait(client, 12 * 60 * 60 + 1)
    assert client.get(reverse("admin:index")).status_code == 302


def test_use_within_ten_minutes_of_the_last_writes_nothing() -> None:
    client = sign_in(make_person()).client
    wait(client, ACCURACY - 60)

    client.get(reverse("admin:index"))

    assert end_of(client) == pytest.approx(12 * 60 * 60 - ACCURACY + 60, abs=30)


def test_public_page_read_by_somebody_who_is_in_sets_no_cookie() -> None:
    client = sign_in(make_person()).client
    wait(client, 60 * 60)

    answer = client.get("/en/", headers={"accept-language": "en"})

    assert answer.status_code == 200
    assert answer.cookies == {}
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert end_of(client) == pytest.approx(11 * 60 * 60, abs=60)
