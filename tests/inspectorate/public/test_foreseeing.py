from datetime import timedelta

import pytest
from pytest_django import Settings

from inspectorate.reports.consequences import Change, Kind, foreseen
from tests.factories import NOON, SYSTEM, make_authority, make_report, make_theme
from tests.subscribers import make_subscription

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_email(settings: Settings) -> None:
    settings.NOTICES_BY_EMAIL = True


def test_act_tells_how_many_are_told_and_nobody_whose(settings: Settings) -> None:
    report = make_report(signed=True)
    authority = report.inspection.authorities.get()
    for fields in (
        {"email": "mair@example.org"},
        {"authority": authority},
        {"often": "weekly"},
        {"authority": make_authority("Northshire")},
        {"theme": make_theme()},
    ):
        make_subscription(confirmed_at=NOON - timedelta(days=1), **fields)

    told = foreseen(report, "publish", by=SYSTEM)

    alerts = [line for line in told if line.kind == Kind.ALERT]
    assert [(line.name, line.change, line.count) for line in alerts] == [
        ("Alerts by e-mail, at once", Change.NEW, 2),
        ("Alerts by e-mail, with the weekly one", Change.NEW, 1),
    ]
    assert "mair" not in str(told)
    settings.NOTICES_BY_EMAIL = False
    told = foreseen(report, "publish", by=SYSTEM)
    assert [line for line in told if line.kind == Kind.ALERT] == []


def test_feeds_are_told_as_changed() -> None:
    report = make_report(signed=True)

    told = foreseen(report, "publish", by=SYSTEM)

    feeds = {line.name: line for line in told if line.kind == Kind.FEED}
    assert feeds["The feed of all reports"].address == "/en/feeds/reports/"
    slug = report.inspection.authorities.get().slug
    assert feeds["Feeds of authorities"].address == f"/en/feeds/authorities/{slug}/"


def test_nothing_is_told_of_what_is_issued() -> None:
    make_subscription(confirmed_at=NOON - timedelta(days=1))

    told = foreseen(make_report(signed=True), "issue", by=SYSTEM, reason="A home.")

    assert told == []
