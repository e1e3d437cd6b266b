"""Who held which office, and that no office is held by two."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from authorities.guards import BESIDE
from authorities.models import OfficeHolder
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from tests.factories import make_authority, make_office_holder, make_user

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
ONE_AT_A_TIME = "Somebody else holds this office at that time"


def broken(act: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return str(caught.value)


def beside(**fields: object) -> OfficeHolder:
    """A row that is not stored yet, beside the director since 2020."""
    authority = make_office_holder().authority
    fields = {"office": "director", "stated_on": "2026", **fields}
    source = {"source": "https://council.example/", "name": "Huw Rees"}
    return OfficeHolder(authority=authority, **source, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"held_from": "2024"},
        {"held_from": "2010"},
        {"held_from": "2022", "held_to": "2023"},
        {"stated_on": "2021", "held_to": "2022"},
    ],
)
def test_second_holder_at_one_time_is_refused_by_form_and_database(
    fields: dict,
) -> None:
    row = beside(**fields)

    with pytest.raises(ValidationError, match=ONE_AT_A_TIME):
        row.full_clean()
    assert ONE_AT_A_TIME in broken(row.save)


@pytest.mark.parametrize(
    "fields",
    [
        {"is_acting": True},
        {"held_from": "2010", "held_to": "2020"},
        {"held_from": "2010", "held_to": "2020-04-01"},
        {"stated_on": ""},
        {"office": "cabinet_member"},
        {"office": "chief_executive"},
    ],
)
def test_holder_before_beside_or_of_another_office_is_taken(fields: dict) -> None:
    row = beside(**fields)

    row.full_clean()
    row.save()

    assert OfficeHolder.objects.count() == 2


def test_same_office_of_another_authority_is_another_one() -> None:
    make_office_holder(make_authority("Northshire"))

    make_office_holder(make_authority("Southshire"))

    assert OfficeHolder.objects.count() == 2


def test_row_that_is_changed_meets_the_same_rule() -> None:
    row = beside(is_acting=True)
    row.save()
    rows = OfficeHolder.objects.filter(pk=row.pk)

    assert ONE_AT_A_TIME in broken(lambda: rows.update(is_acting=False))
    row.held_to = "2021"
    row.is_acting = False
    row.held_from = "2010"
    assert ONE_AT_A_TIME in broken(row.save)


def test_single_offices_are_those_of_the_database() -> None:
    assert all(f"'{office}'" in BESIDE for office in OfficeHolder.SINGLE)
    assert BESIDE.count("'") == 2 * len(OfficeHolder.SINGLE)


def test_office_does_not_end_before_it_begins() -> None:
    row = beside(office="cabinet_member", held_from="2021", held_to="2020")

    with pytest.raises(ValidationError, match="cannot end before it begins"):
        row.full_clean()


@pytest.mark.parametrize(
    ("fields", "is_in_office"),
    [
        ({}, True),
        ({"held_to": "2026-03"}, True),
        ({"held_to": "2026-02"}, False),
        ({"held_from": "2026-03-03"}, False),
        ({"held_from": "", "stated_on": "2025"}, True),
        ({"held_from": "", "stated_on": ""}, False),
    ],
)
def test_who_is_in_office_goes_by_a_dated_source(
    fields: dict, is_in_office: bool
) -> None:
    assert make_office_holder(**fields).is_in_office(DAY) == is_in_office


def test_removed_name_leaves_the_row_and_no_trace_in_history() -> None:
    row = make_office_holder(name="Gwen Parry")

    row.remove_name(by=make_user("head_of_inspection"), reason="She asked for it.")

    stored = OfficeHolder.objects.get()
    assert (stored.name, stored.office) == ("", "director")
    entry = Entry.objects.about(row).get()
    assert (entry.act, entry.reason) == ("name removed", "She asked for it.")
    assert "Gwen" not in f"{entry.subject_name} {entry.before} {entry.after}"


@pytest.mark.parametrize(
    ("role", "reason", "words"),
    [
        ("inspector", "Asked.", "Your role does not include"),
        ("head_of_inspection", " ", "Say why"),
        ("head_of_inspection", "gwen parry asked.", "leave it out"),
    ],
)
def test_removal_is_refused(role: str, reason: str, words: str) -> None:
    row = make_office_holder()

    with pytest.raises(Refusal, match=words):
        row.remove_name(by=make_user(role), reason=reason)

    assert OfficeHolder.objects.get().name == "Gwen Parry"


def test_removed_name_is_not_written_again_by_the_database() -> None:
    row = make_office_holder()
    row.remove_name(by=make_user("head_of_inspection"), reason="She asked for it.")

    told = broken(lambda: OfficeHolder.objects.filter(pk=row.pk).update(name="Huw"))

    assert "is not written again" in told
    assert row.is_name_removed


def test_term_is_not_opened_again_behind_the_days_that_are_sure() -> None:
    row = make_office_holder(held_from="2015", held_to="2019")

    told = broken(lambda: OfficeHolder.objects.filter(pk=row.pk).update(held_to=None))

    assert "officeholder_ends_as_stated" in told


def test_removal_of_a_name_writes_no_day() -> None:
    row = make_office_holder()
    OfficeHolder.objects.filter(pk=row.pk).update(sure_from=date(2021, 5, 1))

    row.remove_name(by=make_user("head_of_inspection"), reason="She asked for it.")

    assert OfficeHolder.objects.get().sure_from == date(2021, 5, 1)


def test_days_are_told_anew_where_one_of_them_is_saved() -> None:
    row = make_office_holder()

    row.held_to = "2024-05-01"
    row.save(update_fields=["held_to"])

    assert OfficeHolder.objects.get().sure_to == date(2024, 5, 1)


def test_office_that_ended_on_no_known_day_is_not_one_that_has_not() -> None:
    row = make_office_holder(held_from="", stated_on="", held_to="XXXX-02")

    assert row.sure_to < date.max
