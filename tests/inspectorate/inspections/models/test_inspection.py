from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from inspectorate.history.models import CREATED, Entry, snapshot
from inspectorate.inspections.models import Inspection
from tests.factories import (
    make_authority,
    make_framework,
    make_inspection,
    make_judgement,
    make_service,
    make_user,
)
from tests.races import at_once


@pytest.mark.django_db
def test_opened_case_has_the_next_reference_of_its_authority_and_year() -> None:
    portsmouth = make_authority("Portsmouth")
    other = make_authority("Other")

    references = [
        make_inspection(authority, year=year).reference
        for authority, year in [
            *((portsmouth, 2014), (portsmouth, 2014), (portsmouth, 2015)),
            *((other, 2014), (portsmouth, None), (portsmouth, None)),
        ]
    ]

    assert references == [
        *("PORTSMOUTH-2014-01", "PORTSMOUTH-2014-02", "PORTSMOUTH-2015-01"),
        *("OTHER-2014-01", "PORTSMOUTH-ND-01", "PORTSMOUTH-ND-02"),
    ]


@pytest.mark.django_db
def test_next_reference_follows_the_highest_number_and_not_the_count() -> None:
    authority = make_authority("Portsmouth")
    for reference in ("PORTSMOUTH-2014-07", "PORTSMOUTH-2014-99", "PORTSMOUTH-2014-X"):
        make_inspection(authority, year=2014, reference=reference)

    assert make_inspection(authority, year=2014).reference == "PORTSMOUTH-2014-100"
    assert make_inspection(authority, year=2014).reference == "PORTSMOUTH-2014-101"


@pytest.mark.django_db
def test_references_of_similar_names_stay_apart() -> None:
    york, new_york = make_authority("York"), make_authority("York 2014")

    make_inspection(new_york, year=1)

    assert make_inspection(york, year=2014).reference == "YORK-2014-01"


@pytest.mark.django_db
def test_opening_a_case_is_recorded_with_what_it_holds() -> None:
    mair = make_user()

    inspection = Inspection.objects.open_case(
        make_authority("Portsmouth"),
        by=mair,
        year=2014,
        kind=Inspection.Kind.INSPECTION,
        service=make_service(),
        framework=make_framework(),
    )

    (entry,) = Entry.objects.about(inspection)
    assert (entry.act, entry.actor_name) == (CREATED, mair.name)
    assert entry.after == snapshot(inspection)
    assert [a.slug for a in inspection.authorities.all()] == ["portsmouth"]


@pytest.mark.django_db
def test_case_that_cannot_be_stored_leaves_no_history() -> None:
    authority = make_authority("Portsmouth")
    make_inspection(authority, reference="TAKEN")
    before = Entry.objects.count()

    with pytest.raises(IntegrityError):
        make_inspection(authority, reference="TAKEN", framework=make_framework())

    assert Entry.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "sorted_on"),
    [
        ("2014-05-06", date(2014, 5, 6)),
        ("2014-05", date(2014, 5, 1)),
        ("2014", date(2014, 1, 1)),
        ("XXXX-02", date.max),
        (None, date.max),
    ],
)
def test_inspection_is_listed_under_the_first_day_it_can_have_begun(
    start: str | None, sorted_on: date
) -> None:
    inspection = make_inspection(fieldwork_start=start, fieldwork_end=None)

    inspection.refresh_from_db()
    assert inspection.sorted_on == sorted_on


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        ("2014-05-06", "2014-05-06", True),
        ("2014-05-06", "2014-05-05", False),
        ("2014-05-06", "2014-05", True),
        ("2014-05-06", "2014", True),
        ("2014-05-06", "2014-04", False),
        ("2014", "2013", False),
        ("2014-05-06", "XXXX-02", True),
        (None, "2014", True),
        ("2014", None, True),
    ],
)
def test_fieldwork_that_ends_before_it_can_have_begun_is_refused(
    start: str | None, end: str | None, *, fits: bool
) -> None:
    inspection = make_inspection(fieldwork_start=start, fieldwork_end=end)

    if fits:
        inspection.full_clean()
        return
    with pytest.raises(ValidationError) as refusal:
        inspection.full_clean()
    assert refusal.value.message_dict == {
        "fieldwork_end": ["Fieldwork cannot end before it begins."]
    }


@pytest.mark.django_db
def test_public_may_know_of_closed_inspections_that_have_no_report_to_come() -> None:
    meeting = make_inspection(status="closed", publishes=False)
    historical = make_inspection(status="closed", recorded_from="A source")
    for status in Inspection.Status:
        make_inspection(status=status)
        if status != "closed":
            make_inspection(status=status, publishes=False)
            make_inspection(status=status, recorded_from="A source")

    assert set(Inspection.objects.published()) == {meeting, historical}


@pytest.mark.django_db
def test_inspections_of_an_authority_include_the_joint_ones() -> None:
    first, second = make_authority("First"), make_authority("Second")
    own, joint = make_inspection(first), make_inspection(second)
    make_inspection(second)
    joint.authorities.add(first)

    assert set(Inspection.objects.for_authority(first)) == {own, joint}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_cases_opened_at_once_take_different_references() -> None:
    authority = make_authority("Portsmouth")
    shared = {"framework": make_framework(), "service": make_service()}

    def open_case() -> str:
        return make_inspection(authority, year=2014, **shared).reference

    references = at_once([open_case] * 4, behind=authority)

    assert sorted(references) == [f"PORTSMOUTH-2014-0{n}" for n in (1, 2, 3, 4)]


@pytest.mark.django_db
def test_framework_is_not_changed_under_judgements() -> None:
    inspection = make_inspection()
    own = inspection.framework
    judgement = make_judgement(inspection)
    inspection.framework = make_framework()

    with pytest.raises(ValidationError) as refusal:
        inspection.full_clean()

    assert refusal.value.message_dict == {
        "framework": [
            (
                "Areas of another framework have been judged: delete those judgements "
                "before you choose this framework."
            )
        ]
    }
    judgement.delete()
    inspection.full_clean()
    inspection.framework = own
    inspection.full_clean()


@pytest.mark.django_db
def test_framework_of_the_judgements_is_taken_back() -> None:
    inspection = make_inspection()
    own = inspection.framework
    make_judgement(inspection)
    Inspection.objects.update(framework=make_framework())
    inspection.refresh_from_db()

    inspection.framework = own

    inspection.full_clean()
