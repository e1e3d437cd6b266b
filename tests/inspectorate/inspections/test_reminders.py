import pytest

from inspectorate.inspections.models import Inspection, TeamMember
from inspectorate.inspections.reminders import tell_of_assignment
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
