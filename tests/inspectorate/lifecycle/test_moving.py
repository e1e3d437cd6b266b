from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, models

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal, move
from inspectorate.reports.models import Report
from tests.factories import NOON, make_inspection, make_report, make_user
from tests.races import at_once

PAIRS = [
    (model, status, to)
    for model in (Inspection, Report)
    for status in model.Status
    for to in model.Status
]


def name_of(value: object) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


def make_at(model: type[models.Model], status: str) -> models.Model:
    if model is Inspection:
        return make_inspection(status=status)
    # One that is scheduled has a moment.
    return make_report(paragraphs=0, status=status, scheduled_for=NOON)


def moves_of(row: models.Model) -> list[Entry]:
    return list(Entry.objects.about(row).filter(act__startswith="moved"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "status", "to"),
    [pair for pair in PAIRS if pair[2] in pair[0].ARROWS[pair[1]]],
    ids=name_of,
)
def test_allowed_arrow_is_walked_and_recorded(
    model: type[models.Model], status: str, to: str
) -> None:
    row, mair = make_at(model, status), make_user()

    move(row, to, by=mair, reason="The council asked for it.", at=NOON)

    assert row.status == to
    assert model.objects.get(pk=row.pk).status == to
    (entry,) = moves_of(row)
    assert (entry.act, entry.actor_id, entry.actor_name, entry.entered_at) == (
        *(f"moved to {to}", mair.pk, "Mair Jones", NOON),
    )
    assert (entry.before, entry.after) == ({"status": status}, {"status": to})
    assert entry.reason == "The council asked for it."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "status"),
    [(model, status) for model in (Inspection, Report) for status in model.Status],
    ids=name_of,
)
def test_every_other_arrow_is_refused_with_a_sentence(
    model: type[models.Model], status: models.TextChoices, subtests: pytest.Subtests
) -> None:
    row, mair = make_at(model, status), make_user()

    for to in [to for to in model.Status if to not in model.ARROWS[status]]:
        with subtests.test(to=to):
            with pytest.raises(Refusal) as refusal:
                move(row, to, by=mair, at=NOON)

            assert str(refusal.value).startswith(
                f"{row} stands at “{status.label}” and cannot go to “{to.label}”."
            )
            assert (row.status, model.objects.get(pk=row.pk).status) == (status, status)
            assert moves_of(row) == []


@pytest.mark.parametrize("model", [Inspection, Report], ids=name_of)
def test_every_status_has_arrows_that_lead_to_known_ones(
    model: type[models.Model],
) -> None:
    assert set(model.ARROWS) == set(model.Status)
    for ways in model.ARROWS.values():
        assert set(ways) <= set(model.Status)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "cure"),
    [
        ("notified", "From here it can go to: Fieldwork, Deferred, Cancelled."),
        ("closed", "This is its last state."),
    ],
)
def test_refusal_names_the_ways_that_are_open(status: str, cure: str) -> None:
    inspection = make_inspection(status=status)

    with pytest.raises(Refusal) as refusal:
        move(inspection, "planned", by=make_user())

    assert refusal.value.reasons == [str(refusal.value)]
    assert str(refusal.value).endswith(cure)


@pytest.mark.django_db
def test_stored_row_decides_and_not_the_one_in_memory() -> None:
    stale = make_inspection(status="planned")
    move(Inspection.objects.get(pk=stale.pk), "cancelled", by=make_user())

    with pytest.raises(Refusal, match="stands at “Cancelled”"):
        move(stale, "scoping", by=make_user())

    assert Inspection.objects.get(pk=stale.pk).status == "cancelled"


@pytest.mark.django_db
def test_changes_go_with_the_move_and_nothing_else_is_stored() -> None:
    report = make_report(paragraphs=0, status="sign_off")
    report.title_en = "Typed and never saved"

    move(report, "published", by=make_user(), published_on=date(2026, 3, 2))

    stored = Report.objects.get(pk=report.pk)
    assert (stored.status, str(stored.published_on)) == ("published", "2026-03-02")
    assert stored.title_en == "Inspection of children's services"
    (entry,) = moves_of(report)
    assert entry.before == {"status": "sign_off", "published_on": None}
    assert entry.after == {"status": "published", "published_on": "2026-03-02"}


@pytest.mark.django_db
def test_moment_of_entry_is_now_unless_given() -> None:
    inspection = make_inspection()
    before = datetime.now(tz=UTC)

    move(inspection, "scoping", by=make_user())

    assert before <= moves_of(inspection)[0].entered_at <= datetime.now(tz=UTC)


@pytest.mark.django_db
def test_move_that_the_database_refuses_leaves_status_and_history() -> None:
    report = make_report(paragraphs=0, status="drafting")
    other = make_report(report.inspection, kind="summary", paragraphs=0)

    with pytest.raises(IntegrityError):
        move(report, "quality_assurance", by=make_user(), slug=other.slug)

    assert (report.status, Report.objects.get(pk=report.pk).status) == ("drafting",) * 2
    assert moves_of(report) == []


def test_refusal_of_several_reasons_keeps_each_and_reads_as_one() -> None:
    refusal = Refusal("One thing.", "Another thing.")

    assert refusal.reasons == ["One thing.", "Another thing."]
    assert str(refusal) == "One thing. Another thing."


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_move_at_once_one_passes_and_seven_are_told() -> None:
    inspection, mair = make_inspection(status="notified"), make_user()

    def begin() -> str:
        move(Inspection.objects.get(pk=inspection.pk), "fieldwork", by=mair)
        return "moved"

    results = at_once([begin] * 8, behind=inspection)

    refused = (
        f"{inspection} stands at “Fieldwork” and cannot go to “Fieldwork”. "
        "From here it can go to: Drafting, Cancelled."
    )
    assert sorted(results) == sorted(["moved", *[refused] * 7])
    assert len(moves_of(inspection)) == 1
