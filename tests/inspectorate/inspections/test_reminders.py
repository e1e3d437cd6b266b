from datetime import date

import pytest

from inspectorate.inspections.models import Inspection, TeamMember
from inspectorate.inspections.reminders import fieldwork_due, tell_of_assignment
from inspectorate.notices.models import Notice
from tests.admin_pages import change_page, client_of, filled
from tests.factories import make_inspection, make_team_member, make_user


@pytest.mark.django_db
def test_person_is_told_of_being_put_on_a_team() -> None:
    mair, chief = make_user("inspector"), make_user("chief_inspector")
    member = make_team_member(make_inspection(), user=mair, role="lead")
    reference = member.inspection.reference

    notice = tell_of_assignment(member, by=chief)

    assert tell_of_assignment(member, by=chief) is None
    assert (notice.person, notice.kind) == (mair, "assignment")
    assert notice.subject == f"You are on the team of inspection {reference}"
    assert notice.body == (
        f"You have been put on the team of inspection {reference}. "
        "Your part: Lead inspector."
    )
    assert notice.link == change_page(member.inspection)


@pytest.mark.django_db
def test_who_joins_a_team_by_themselves_is_not_told() -> None:
    member = make_team_member()

    assert tell_of_assignment(member, by=member.user) is None
    assert Notice.objects.count() == 0


def save_team(inspection: Inspection, *rows: dict) -> None:
    client = client_of()
    data = filled(client.get(change_page(inspection)))
    data["team-TOTAL_FORMS"] = len(rows)
    for number, row in enumerate(rows):
        data |= {f"team-{number}-{name}": value for name, value in row.items()}
    answer = client.post(change_page(inspection), data)
    assert answer.status_code == 302


@pytest.mark.slow
@pytest.mark.django_db
def test_saving_a_team_in_the_admin_tells_who_is_new_on_it() -> None:
    inspection = make_inspection()
    mair, tomos, gwen, rhys = (make_user("inspector") for _each in range(4))
    kept = make_team_member(inspection, user=mair)
    changed = make_team_member(inspection, user=rhys)

    save_team(
        inspection,
        {"id": kept.pk, "user": mair.pk, "role": "lead"},
        {"id": changed.pk, "user": tomos.pk, "role": "inspector"},
        {"id": "", "inspection": inspection.pk, "user": gwen.pk, "role": "peer"},
    )

    assert TeamMember.objects.count() == 3
    told = Notice.objects.order_by("pk").values_list("person", flat=True)
    assert list(told) == [gwen.pk, tomos.pk]


MONDAY = date(2026, 3, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "subjects"),
    [
        ("planned", ["Fieldwork of {} is planned from 5 March 2026"]),
        ("notified", ["Fieldwork of {} is planned from 5 March 2026"]),
        ("fieldwork", ["Fieldwork of {} ends on 16 March 2026"]),
        ("deferred", []),
        ("drafting", []),
        ("cancelled", []),
    ],
)
def test_lead_inspector_is_told_of_the_next_day_of_fieldwork(
    status: str, subjects: list[str]
) -> None:
    days = {"fieldwork_start": "2026-03-05", "fieldwork_end": "2026-03-16"}
    inspection = make_inspection(status=status, **days)
    lead = make_team_member(inspection, role="lead").user
    make_team_member(inspection)

    told = list(fieldwork_due(MONDAY))

    assert [(each.person, str(each.subject)) for each in told] == [
        (lead, subject.format(inspection.reference)) for subject in subjects
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "on", "step"),
    [
        ("planned", date(2026, 2, 27), "3"),  # a month may begin on its first day
        ("planned", date(2026, 3, 2), "overdue"),
        ("fieldwork", date(2026, 3, 31), "0"),  # and end on its last
        ("fieldwork", date(2026, 4, 1), "overdue"),
    ],
)
def test_coarse_day_of_fieldwork_is_taken_at_its_edge(
    status: str, on: date, step: str
) -> None:
    month = {"fieldwork_start": "2026-03", "fieldwork_end": "2026-03"}
    make_team_member(make_inspection(status=status, **month), role="lead")

    (telling,) = fieldwork_due(on)

    assert telling.key.endswith(f":{step}")


@pytest.mark.django_db
def test_fieldwork_without_a_day_reminds_nobody() -> None:
    days = {"fieldwork_start": None, "fieldwork_end": None}
    for status in ("planned", "fieldwork"):
        make_team_member(make_inspection(status=status, **days), role="lead")

    assert list(fieldwork_due(MONDAY)) == []
