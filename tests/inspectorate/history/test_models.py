import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from inspectorate.history.models import (
    CREATED,
    Entry,
    System,
    as_at,
    record,
    snapshot,
)
from inspectorate.inspections.models import Inspection
from tests.factories import (
    NOON,
    SYSTEM,
    make_body,
    make_inspection,
    make_recommendation,
    make_user,
)


@pytest.mark.django_db
def test_recorded_act_keeps_who_what_and_when() -> None:
    body, mair, batch = make_body(), make_user(name="Mair Jones"), uuid.UUID(int=7)

    entry = record(
        body,
        "renamed",
        by=mair,
        before={"name_en": "CSIW"},
        after={"name_en": "CSSIW"},
        reason="By order.",
        at=NOON,
        batch=batch,
    )

    entry.refresh_from_db()
    assert (entry.subject_type, entry.subject_id) == ("frameworks.body", str(body.pk))
    assert (entry.subject_name, entry.act) == (str(body), "renamed")
    assert (entry.actor_id, entry.actor_name) == (mair.pk, "Mair Jones")
    assert (entry.before, entry.after) == ({"name_en": "CSIW"}, {"name_en": "CSSIW"})
    assert (entry.reason, entry.entered_at, entry.batch) == ("By order.", NOON, batch)


@pytest.mark.django_db
def test_actor_who_is_renamed_or_removed_stays_as_they_were() -> None:
    mair = make_user(name="Mair Jones")
    entry = record(make_body(), "seen", by=mair)

    mair.delete()

    entry.refresh_from_db()
    assert entry.actor_name == "Mair Jones"


@pytest.mark.django_db
def test_act_of_no_person_has_a_name_and_no_number() -> None:
    entry = record(make_body(), "seen", by=System("import of reports.jsonl"))

    assert (entry.actor_id, entry.actor_name) == (None, "import of reports.jsonl")


@pytest.mark.django_db
def test_entry_of_no_given_moment_is_entered_now() -> None:
    before = datetime.now(tz=UTC)

    entry = record(make_body(), "seen", by=SYSTEM)

    assert before <= entry.entered_at <= datetime.now(tz=UTC)


@pytest.mark.django_db
def test_names_too_long_for_their_columns_are_cut() -> None:
    long = System("x" * 500)

    entry = record(make_body(name_en="y" * 200, short_name_en=""), "seen", by=long)

    entry.refresh_from_db()
    assert len(entry.actor_name) == 200


@pytest.mark.django_db
def test_entries_about_a_row_are_its_own_oldest_first() -> None:
    body, other = make_body(), make_body()
    record(body, "first", by=SYSTEM)
    record(other, "elsewhere", by=SYSTEM)
    record(body, "second", by=SYSTEM)

    assert [entry.act for entry in Entry.objects.about(body)] == ["first", "second"]
    assert Entry.objects.first().act == "second"


@pytest.mark.django_db
def test_snapshot_holds_json_values_of_the_columns() -> None:
    due = {"timescale": "3m", "due_on": date(2026, 6, 1)}
    recommendation = make_recommendation(priority=True, **due)

    told = snapshot(recommendation, ["due_on", "priority", "inspection", "number"])

    assert told == {
        "due_on": "2026-06-01",
        "priority": True,
        "inspection_id": recommendation.inspection_id,
        "number": "R1",
    }
    assert set(told) < set(snapshot(recommendation))


@pytest.mark.django_db
def test_snapshot_of_a_partial_date_is_as_exact_as_it_is() -> None:
    inspection = make_inspection(fieldwork_start="2025-11", fieldwork_end=None)

    assert snapshot(inspection, ["fieldwork_start", "fieldwork_end"]) == {
        "fieldwork_start": "2025-11",
        "fieldwork_end": None,
    }


def change(inspection: Inspection, note: str, at: datetime) -> None:
    before = snapshot(inspection, ["note_en"])
    inspection.note_en = note
    inspection.save()
    after = snapshot(inspection, ["note_en"])
    record(inspection, "changed", by=SYSTEM, before=before, after=after, at=at)


@pytest.mark.django_db
def test_row_as_at_a_moment_is_what_it_was_then() -> None:
    day = timedelta(days=1)
    inspection = Inspection.objects.create(
        reference="X-2025-01",
        kind="PEI",
        service=make_inspection().service,
        framework=make_inspection().framework,
    )
    record(inspection, CREATED, by=SYSTEM, after=snapshot(inspection), at=NOON)
    change(inspection, "first", NOON + day)
    change(inspection, "second", NOON + 2 * day)

    def note(at: datetime) -> str | None:
        state = as_at(inspection, at)
        return state and state["note_en"]

    assert note(NOON - day) is None
    assert note(NOON) == ""
    assert note(NOON + day - timedelta(seconds=1)) == ""
    assert note(NOON + day) == "first"
    assert note(NOON + 2 * day) == "second"
    assert note(NOON + 3 * day) == "second"
    assert as_at(inspection, NOON) == {**snapshot(inspection), "note_en": ""}


def test_system_may_do_everything() -> None:
    assert SYSTEM.has_perm("reports.publish_report")
