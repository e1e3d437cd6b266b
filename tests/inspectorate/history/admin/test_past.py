from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.text import capfirst
from pytest_django import DjangoAssertNumQueries

from authorities.models import Authority
from inspectorate.history.models import CHANGED, CREATED, DELETED, Entry, record
from inspectorate.inspections.models import Inspection, TeamMember
from tests.admin_pages import address, change_page, client_of, strictly
from tests.factories import (
    SYSTEM,
    make_authority,
    make_edition,
    make_finding,
    make_inspection,
    make_report,
    make_service,
    make_team_member,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2025, 3, 4, 12, 0, tzinfo=UTC)
BUTTON = 'class="historylink"'


def history_page(row: object) -> str:
    return address(type(row), "history", row.pk)


def told(response: object) -> list[tuple]:
    """What the page tells of each entry: record, act, reason and changes."""
    return [
        (
            each.kind,
            each.entry.act_in_words(),
            each.entry.reason,
            [tuple(change) for change in each.changes],
        )
        for each in response.context["told"]
    ]


def test_page_tells_who_did_what_from_what_to_what_when_and_why_newest_first() -> None:
    old, new = make_service("Adults' services"), make_service("Children's services")
    inspection = make_inspection(service=new)
    mair = make_user("lead_inspector", name="Mair Jones")
    before, after = {"service_id": old.pk}, {"service_id": new.pk}
    why = "The scope was widened."
    record(
        inspection, CHANGED, by=mair, before=before, after=after, reason=why, at=NOON
    )

    response = client_of("quality_assurer").get(history_page(inspection))

    newest, oldest = told(response)
    assert newest == ("", "changed", why, [("Service", str(old), str(new))])
    assert oldest[:3] == ("", "created", "")
    assert ("Status", "–", "Planned") in oldest[3]
    assert "ID" not in {label for label, *_values in oldest[3]}
    page = strictly(response).text
    assert "4 March 2025, 12:00</time>, Mair Jones" in page
    assert why in page


def test_status_is_told_by_its_label_on_page_entry_list_and_case_screen() -> None:
    report = make_report()
    before, after = {"status": "drafting"}, {"status": "quality_assurance"}
    act = "moved to quality_assurance"
    entry = record(report, act, by=SYSTEM, before=before, after=after)
    client = client_of("quality_assurer")
    said = "moved to “Quality assurance”"

    assert told(client.get(history_page(report))) == [
        ("", said, "", [("Status", "Drafting", "Quality assurance")])
    ]
    assert str(entry) == f"{report}: {said}"
    for page in (
        change_page(entry),
        address(Entry, "changelist"),
        f"/admin/cases/{report.inspection.reference}/",
    ):
        assert said in client.get(page).text
        assert act not in client.get(page).text


def test_act_on_a_status_or_kind_of_record_long_gone_is_told_as_it_was() -> None:
    inspection = make_inspection()
    entries = [
        Entry(subject_type=label, subject_id=inspection.pk, act="moved to on_hold")
        for label in ("inspections.inspection", "visits.visit")
    ]

    assert [entry.act_in_words() for entry in entries] == ["moved to “on_hold”"] * 2


def test_parts_are_told_with_the_row_also_those_that_are_deleted() -> None:
    inspection = make_inspection()
    member, other = make_team_member(inspection), make_team_member(make_inspection())
    for each in (member, other):
        told_of = {"inspection_id": each.inspection_id, "role": "inspector"}
        record(each, CREATED, by=SYSTEM, after=told_of)
    gone = make_team_member(inspection)
    held = {"inspection_id": inspection.pk, "role": "lead"}
    record(gone, CREATED, by=SYSTEM, after=held)
    record(gone, DELETED, by=SYSTEM, before=held)
    TeamMember.objects.filter(pk=gone.pk).delete()

    response = client_of("chief_inspector").get(history_page(inspection))

    assert [(kind, act) for kind, act, *_others in told(response)] == [
        ("Team member", "deleted"),
        ("Team member", "created"),
        ("Team member", "created"),
        ("", "created"),
    ]
    parts = response.context["told"][:3]
    held_words = [each.changes[-1].held for each in parts]
    assert held_words == ["Lead inspector", "Lead inspector", "Inspector"]


def test_entry_of_a_batch_leads_to_all_of_the_batch() -> None:
    inspection, batch = make_inspection(), uuid4()
    first = record(inspection, CHANGED, by=SYSTEM, batch=batch)
    record(make_authority(), CHANGED, by=SYSTEM, batch=batch)
    entry = record(inspection, CHANGED, by=SYSTEM)
    whole = f"{address(Entry, 'changelist')}?batch={batch}"
    client = client_of("information_governance")

    assert client.get(history_page(inspection)).text.count(whole) == 1
    assert whole in client.get(change_page(first)).text
    assert "?batch=" not in client.get(change_page(entry)).text
    assert {each.batch for each in client.get(whole).context["cl"].result_list} == {
        batch
    }
    assert len(client.get(whole).context["cl"].result_list) == 2


def test_reader_of_their_own_case_is_told_of_a_batch_but_not_led_to_its_other_cases(
    client: Client,
) -> None:
    member = make_team_member()
    record(member.inspection, CHANGED, by=SYSTEM, batch=uuid4())
    client.force_login(member.user)

    page = client.get(history_page(member.inspection)).text

    assert "Part of a bulk act" in page
    assert "?batch=" not in page


# As it stood


def as_at(client: Client, row: object, **asked: str) -> object:
    return client.get(history_page(row), asked).context


def test_row_is_shown_as_it_stood_at_a_moment_of_london() -> None:
    authority = make_authority("New name")
    # In July London is an hour ahead: 13:00 by its clocks.
    at = datetime(2025, 7, 4, 12, 0, tzinfo=UTC)
    change = {"before": {"name_en": "Old name"}, "after": {"name_en": "New name"}}
    record(authority, CREATED, by=SYSTEM, at=at - timedelta(days=1))
    record(authority, CHANGED, by=SYSTEM, at=at, **change)
    client = client_of("head_of_inspection")
    label = capfirst(Authority._meta.get_field("name_en").verbose_name)

    names = [
        dict(as_at(client, authority, **asked)["columns"])[label]
        for asked in (
            {"day": "04/07/2025", "hour": "12:59"},
            {"day": "04/07/2025", "hour": "13:00"},
            {"day": "2025-07-04"},
            {"day": "03/07/2025"},
        )
    ]

    assert names == ["Old name", "New name", "New name", "Old name"]


def test_choices_and_links_are_told_in_words_as_they_stood() -> None:
    finding = make_finding()
    theme = make_theme(finding.inspection.framework)
    before = {"theme_id": theme.pk, "classification": "strength"}
    record(finding, CHANGED, by=SYSTEM, at=NOON, before=before)

    asked = {"day": "01/03/2025", "hour": ""}
    columns = dict(as_at(client_of(), finding, **asked)["columns"])

    assert columns["Theme"] == str(theme)
    assert columns["Classification"] == "Strength"


def test_row_that_was_made_later_gets_a_sentence() -> None:
    authority = make_authority()
    record(authority, CREATED, by=SYSTEM, at=NOON)

    page = client_of().get(history_page(authority), {"day": "01/03/2025"}).text

    assert "On 1 March 2025, 23:59 this record did not exist yet." in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"day": "01/01/2100"}, "That day is still to come. Give today or an earlier"),
        ({"day": "some time in spring"}, "Write a date as 23/04/2026 or 2026-04-23."),
        ({"day": "31/02/2025"}, "Write a date as 23/04/2026 or 2026-04-23."),
        ({"day": ""}, "This field is required."),
        ({"day": "01/03/2025", "hour": "25:00"}, "Write a time as hours and minutes"),
    ],
)
def test_nonsense_for_a_date_gets_a_sentence(asked: dict, sentence: str) -> None:
    response = client_of().get(history_page(make_authority()), asked)

    assert response.status_code == 200
    assert sentence in response.text
    assert "moment" not in response.context


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999", "0001-01-01"])
def test_first_and_last_day_of_the_calendar_are_no_fault(day: str) -> None:
    client, page = client_of(), history_page(make_authority())

    for hour in ("", "00:00", "23:59"):
        assert client.get(page, {"day": day, "hour": hour}).status_code == 200


# Pages


def test_26_entries_are_two_pages_and_a_foreign_cursor_leads_to_the_first() -> None:
    authority, client = make_authority(), client_of()
    for number in range(26):
        record(authority, CHANGED, by=SYSTEM, reason=f"Reason {number}.")
    page = history_page(authority)

    first = client.get(page)
    older = client.get(page, {"cursor": first.context["page"].next})
    newer = client.get(page, {"cursor": older.context["page"].previous})

    reasons = [each.entry.reason for each in first.context["told"]]
    assert reasons == [f"Reason {number}." for number in range(25, 0, -1)]
    assert [each.entry.reason for each in older.context["told"]] == ["Reason 0."]
    assert newer.context["page"].rows == first.context["page"].rows
    foreign = client.get(page, {"cursor": "x"}, follow=True)
    assert "Start again from the first page." in foreign.text


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_with_one_entry_and_with_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    inspection = make_inspection()
    for _each in range(count):
        old, new = make_service(), make_service()
        change = {"before": {"service_id": old.pk}, "after": {"service_id": new.pk}}
        record(inspection, CHANGED, by=SYSTEM, at=NOON, **change)
        member = make_team_member(inspection)
        record(member, CREATED, by=SYSTEM, after={"user_id": member.user_id})
    client = client_of("quality_assurer")
    asked = {"day": "01/03/2025"}

    # Session, person, two of permissions, row and its authorities, numbers of its
    # team, entries, names of people and of services; what was created names a framework
    # too; entries after that day; notices.
    with django_assert_num_queries(9):
        client.get(history_page(inspection), asked)


# Whose history is whose (domain reference, 6.8)


def sees(client: Client, row: object) -> tuple[bool, int]:
    """Whether the row's page has the button, and the answer to who goes there."""
    button = BUTTON in client.get(change_page(row)).text
    return button, client.get(history_page(row)).status_code


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("chief_inspector", (True, 200)),
        ("head_of_inspection", (True, 200)),
        ("quality_assurer", (True, 200)),
        ("information_governance", (True, 200)),
        ("lead_inspector", (False, 403)),
        ("inspector", (False, 403)),
        ("publishing_officer", (False, 403)),
    ],
)
def test_history_of_a_case_of_others_is_read_by_who_answers_for_all(
    role: str, seen: tuple
) -> None:
    assert sees(client_of(role), make_inspection()) == seen


@pytest.mark.parametrize(
    "status", [Inspection.Status.PLANNED, Inspection.Status.CLOSED]
)
def test_team_reads_the_history_of_its_case_also_when_it_is_over(
    status: str, client: Client
) -> None:
    inspection = make_inspection(status=status)
    client.force_login(make_team_member(inspection).user)

    assert sees(client, inspection) == (True, 200)


def test_team_reads_the_history_of_a_finding_of_its_case_that_is_signed_off(
    client: Client,
) -> None:
    finding = make_finding()
    client.force_login(make_team_member(finding.inspection).user)
    report = make_report(finding.inspection)
    type(report).objects.filter(pk=report.pk).update(status="published")

    assert sees(client, finding) == (True, 200)
    assert sees(client_of("inspector"), finding) == (False, 403)


def test_record_that_is_only_added_to_has_no_history_button() -> None:
    client = client_of()
    entry = record(make_inspection(), CHANGED, by=SYSTEM)

    for row in (make_edition(), entry):
        assert BUTTON not in client.get(change_page(row)).text


def test_row_that_is_gone_has_a_sentence(client: Client) -> None:
    response = client_of().get(address(Inspection, "history", 99), follow=True)

    assert "doesn’t exist" in response.text
