import time

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from inspectorate.accounts.limits import HOUR, is_too_often, seconds_to_wait

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgotten() -> None:
    cache.clear()


def test_hour_begins_with_the_first_and_not_anew_with_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = RequestFactory().get("/")
    began = time.time()
    left = []
    keep = cache.set

    def note(key: str, told: object, seconds: int) -> None:
        left.append(seconds)
        keep(key, told, seconds)

    monkeypatch.setattr(cache, "set", note)

    for later in (0, 1_000, 3_000):
        monkeypatch.setattr(time, "time", lambda later=later: began + later)
        is_too_often(request, "ask", 5)

    assert left == [HOUR, HOUR - 1_000, HOUR - 3_000]


def test_one_after_the_most_is_too_often_and_each_act_counts_alone() -> None:
    request = RequestFactory().get("/")

    counted = [is_too_often(request, "ask", 2) for _ in range(4)]

    assert counted == [False, False, True, True]
    assert not is_too_often(request, "tell", 2)


def test_who_asks_too_often_waits_until_the_next_time_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began = int(time.time())
    found = []

    for later in (0, 10, 20, 59, 60):
        monkeypatch.setattr(time, "time", lambda later=later: began + later)
        found.append(seconds_to_wait("mair", 2, 60))

    assert found == [0, 0, 40, 1, 0]
    assert seconds_to_wait("gwen", 0, 60) == 60
