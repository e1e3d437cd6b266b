from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspectorate.accounts.models import User
from inspectorate.frameworks.models import NonWorkingDay
from inspectorate.inspections.models import Inspection
from inspectorate.notices.models import Notice
from inspectorate.notices.telling import tell
from recommendations import reminders
from recommendations.models import Recommendation
from tests.admin_pages import change_page
from tests.factories import (
    make_inspection,
    make_recommendation,
    make_team_member,
    make_user,
)

# A Monday; Good Friday is 3 April 2026, Easter Monday 6 April.
MONDAY = date(2026, 3, 2)


@pytest.fixture
def mair() -> User:
    return make_user("lead_inspector")


@pytest.fixture
def inspection(mair: User) -> Inspection:
    inspection = make_inspection()
    make_team_member(inspection, user=mair, role="lead")
    make_team_member(inspection)
    return inspection


def make_due(inspection: Inspection, due_on: date, **fields: object) -> Recommendation:
    fields.setdefault("timescale", "3m")
    return make_recommendation(inspection, due_on=due_on, **fields)


def steps(on: date) -> list[str]:
    return [telling.key.split(":")[-1] for telling in reminders.due(on)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2026, 3, 17), []),  # in 11 working days
        (date(2026, 3, 16), ["10"]),
        (date(2026, 3, 6), ["10"]),
        (date(2026, 3, 5), ["3"]),
        (date(2026, 3, 3), ["3"]),
        (date(2026, 3, 2), ["0"]),
        (date(2026, 3, 1), ["overdue"]),
        (date(2025, 3, 1), ["overdue"]),
    ],
)
def test_lead_inspector_is_reminded_of_the_step_that_is_reached(
    due_on: date, expected: list[str], inspection: Inspection
) -> None:
    make_due(inspection, due_on)

    assert steps(MONDAY) == expected


@pytest.mark.django_db
def test_days_off_are_no_working_days(inspection: Inspection) -> None:
    make_due(inspection, date(2026, 4, 8))  # after the Easter weekend
    NonWorkingDay.objects.create(day=date(2026, 4, 7), name_en="Funeral")

    assert steps(date(2026, 3, 30)) == ["10"]
    assert steps(date(2026, 3, 31)) == ["3"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"progress": "completed_reported"},
        {"lifecycle": "closed", "closed_reason": "no_longer_relevant"},
    ],
)
def test_what_nobody_waits_for_any_longer_is_not_told(
    fields: dict, inspection: Inspection
) -> None:
    make_due(inspection, MONDAY, **fields)

    assert steps(MONDAY) == []


@pytest.mark.django_db
def test_cancelled_inspection_reminds_nobody(mair: User) -> None:
    cancelled = make_inspection(status="cancelled")
    make_team_member(cancelled, user=mair, role="lead")
    make_due(cancelled, MONDAY)

    assert steps(MONDAY) == []


@pytest.mark.django_db
def test_lead_who_has_left_is_not_told(mair: User, inspection: Inspection) -> None:
    make_due(inspection, MONDAY)
    User.objects.filter(pk=mair.pk).update(is_active=False)

    assert steps(MONDAY) == []


@pytest.mark.django_db
def test_each_step_is_told_once_and_a_new_date_anew(
    mair: User, inspection: Inspection
) -> None:
    asked = make_due(inspection, date(2026, 3, 16), reference="EXAMPLE-2025-01-R1")

    def remind(day: int) -> None:
        for telling in reminders.due(date(2026, 3, day)):
            tell(*telling)

    for day in (2, 3, 11, 12, 16, 17, 18):
        remind(day)
    Recommendation.objects.update(due_on=date(2026, 3, 30))
    remind(18)

    told = Notice.objects.order_by("pk")
    assert [(each.person, each.link) for each in told] == [
        (mair, change_page(asked))
    ] * 5
    assert [each.subject for each in told] == [
        "Recommendation EXAMPLE-2025-01-R1 is due on 16 March 2026",
        "Recommendation EXAMPLE-2025-01-R1 is due on 16 March 2026",
        "Recommendation EXAMPLE-2025-01-R1 is due on 16 March 2026",
        "Recommendation EXAMPLE-2025-01-R1 is overdue",
        "Recommendation EXAMPLE-2025-01-R1 is due on 30 March 2026",
    ]
    assert told[3].body == (
        "Recommendation EXAMPLE-2025-01-R1 was due on 16 March 2026, and the "
        "authority has not reported it as completed."
    )


@pytest.mark.django_db
def test_date_is_in_the_language_of_the_person(
    mair: User, inspection: Inspection
) -> None:
    make_due(inspection, MONDAY)
    mair.language = "cy"
    mair.save()

    (telling,) = reminders.due(MONDAY)

    assert "2 Mawrth 2026" in tell(*telling).subject


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_recommendations(inspection: Inspection) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            list(reminders.due(MONDAY))
        return len(found)

    make_due(inspection, MONDAY)
    with_one = queries()
    for _each in range(3):
        other = make_inspection()
        make_team_member(other, role="lead")
        make_due(other, MONDAY)

    assert queries() == with_one <= 4
