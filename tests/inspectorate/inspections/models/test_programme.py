"""What the public is told of a planned inspection, and that nothing else is."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from inspectorate.fields import PartialDate
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection, ProgrammeEntry
from inspectorate.lifecycle import Refusal
from tests.factories import (
    NOON,
    SYSTEM,
    make_announced,
    make_authority,
    make_inspection,
    make_rule_not_published,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

SPRING = {"window_from": PartialDate(2026, 4), "window_to": PartialDate(2026, 6)}


def said(case: Inspection) -> list[str]:
    return list(case.programme.order_by("sequence").values_list("said", flat=True))


def refused(act: Callable[..., object], **told: object) -> list[str]:
    with pytest.raises(Refusal) as refusal:
        act(by=SYSTEM, at=NOON, **told)
    return refusal.value.reasons


def test_publishing_officer_announces_and_it_is_recorded() -> None:
    case, officer = make_inspection(), make_user("publishing_officer")

    case.announce(by=officer, at=NOON, note_en="Here.", note_cy="Yma.", **SPRING)

    entry = ProgrammeEntry.objects.published().current().get()
    assert (entry.said, entry.said_by, entry.said_at) == (
        "announced",
        str(officer),
        NOON,
    )
    assert (entry.kind, entry.service) == (case.kind, case.service)
    assert [*entry.authorities.all()] == [*case.authorities.all()]
    assert (entry.opens_on, entry.closes_on) == (date(2026, 4, 1), date(2026, 6, 30))
    told = Entry.objects.about(case).last()
    assert (told.act, told.actor_id) == ("put in the forward programme", officer.pk)


def test_plan_that_changes_later_changes_nothing_that_was_said() -> None:
    entry = make_announced()
    case, authority = entry.inspection, entry.authorities.get()

    case.authorities.set([make_authority("Northshire")])
    Inspection.objects.update(kind="JOINT", fieldwork_start="2026-09-01")

    entry = ProgrammeEntry.objects.get()
    assert (entry.kind, [*entry.authorities.all()]) == ("PEI", [authority])


def test_second_announcement_says_it_anew_and_the_first_stays() -> None:
    case = make_announced().inspection

    case.announce(by=SYSTEM, at=NOON, **SPRING)

    assert said(case) == ["announced", "changed"]
    assert ProgrammeEntry.objects.published().current().get().sequence == 2
    assert ProgrammeEntry.objects.published().count() == 2


def test_deferred_and_cancelled_cases_say_so_on_the_day() -> None:
    case = make_announced().inspection
    lead = make_team_member(case, role="lead").user

    case.defer(by=lead, reason="The council is being merged.", at=NOON)
    case.plan_again(by=lead)
    case.announce(by=SYSTEM, at=NOON, **SPRING)
    case.cancel(by=lead, reason="The council is gone.", at=NOON)

    assert said(case) == ["announced", "postponed", "changed", "cancelled"]
    last = case.programme.get(sequence=4)
    assert (last.said_by, last.said_at) == (str(lead), NOON)
    assert last.window_from == PartialDate(2026, 4)
    assert [*last.authorities.all()] == [*case.authorities.all()]


def test_case_that_is_not_announced_says_nothing_when_it_is_deferred() -> None:
    case = make_inspection()

    case.defer(by=SYSTEM, reason="The council is being merged.")
    case.cancel(by=SYSTEM, reason="The council is gone.")

    assert said(case) == []


def test_refused_act_says_nothing() -> None:
    case = make_announced().inspection

    refused(case.cancel, reason=" ")
    with pytest.raises(Refusal):
        case.defer(by=make_user("inspector"), reason="Why not.")

    assert said(case) == ["announced"]


def test_what_is_taken_out_is_public_no_more_and_can_be_announced_again() -> None:
    case = make_announced().inspection

    case.withdraw_announcement(by=SYSTEM, reason="A mistake.")

    assert not ProgrammeEntry.objects.published().exists()
    assert case.said is None
    assert Entry.objects.about(case).last().reason == "A mistake."
    assert refused(case.withdraw_announcement, reason="Again.") == [
        "It is not in the forward programme."
    ]
    case.announce(by=SYSTEM, at=NOON, **SPRING)
    assert [each.sequence for each in ProgrammeEntry.objects.published()] == [3]


def test_unannounced_inspection_is_not_announced_to_anybody() -> None:
    case = make_inspection(announced=False)

    assert refused(case.announce, **SPRING) == [
        "This inspection is unannounced: the public is not told."
    ]


def test_what_is_never_published_is_not_announced() -> None:
    case = make_inspection()
    rule = make_rule_not_published(kind=case.kind)

    (reason,) = refused(case.announce, **SPRING)

    assert str(rule.reason) in reason


@pytest.mark.parametrize(
    ("window", "reason"),
    [
        ((None, None), "Say when it is to be"),
        (("XXXX-03", None), "Say when it is to be"),
        (("2026-06", "2026-04"), "The time cannot end before it begins."),
        (("2026-01", "2026-02"), "This time is over"),
    ],
)
def test_time_is_to_come_and_has_a_year(window: tuple, reason: str) -> None:
    case = make_inspection()
    first, last = (each and PartialDate.parse(each) for each in window)

    (told,) = refused(case.announce, window_from=first, window_to=last)

    assert told.startswith(reason)
    assert said(case) == []


def test_note_in_one_language_is_refused() -> None:
    case = make_inspection()

    assert refused(case.announce, note_en="With Estyn.", **SPRING) == [
        "Write the note in both languages, or none."
    ]


@pytest.mark.parametrize("role", ["lead_inspector", "inspector", "quality_assurer"])
def test_other_roles_announce_nothing(role: str) -> None:
    case = make_inspection()
    member = make_team_member(case, role="lead", user=make_user(role))

    with pytest.raises(Refusal, match="Your role does not include this act"):
        case.announce(by=member.user, at=NOON, **SPRING)


def test_taking_out_is_offered_only_where_something_stands() -> None:
    case = make_inspection()
    before = [act.verb for act in case.next_acts()]

    make_announced(case)

    assert "withdraw_announcement" not in before
    assert "withdraw_announcement" in [act.verb for act in case.next_acts()]


def broken(act: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return str(caught.value)


def further(entry: ProgrammeEntry, **changes: object) -> Callable[[], object]:
    fields = [f for f in entry._meta.concrete_fields if not f.primary_key]
    values = {field.attname: getattr(entry, field.attname) for field in fields}
    row = ProgrammeEntry(**{**values, "sequence": 2, **changes})
    return lambda: ProgrammeEntry.objects.bulk_create([row])


@pytest.mark.slow
def test_database_refuses_what_cannot_be_said() -> None:
    entry = make_announced()
    cases = Inspection.objects.filter(pk=entry.inspection_id)
    other = make_inspection(announced=False, reference="UNANNOUNCED")

    course = "This cannot be said after what the programme says already."
    assert course in broken(further(entry, said="announced"))
    assert course in broken(further(entry, said="changed", sequence=0))
    assert course in broken(further(entry, said="changed", sequence=1, inspection_id=0))
    first = {"sequence": 1, "said": "announced", "inspection_id": other.pk}
    assert "unannounced" in broken(further(entry, **first))
    unannounced = broken(lambda: cases.update(announced=False))
    assert "take it out of that first" in unannounced
    for status in ("deferred", "cancelled"):
        untold = broken(lambda status=status: cases.update(status=status))
        assert "says first what becomes of it" in untold
    cases.update(status="fieldwork")
    assert "not announced any more" in broken(further(entry, said="changed"))
    cases.update(status="planned")
    make_rule_not_published(kind=entry.kind)
    assert "nor is it announced" in broken(further(entry, said="changed"))


def test_what_was_announced_by_mistake_is_taken_out_of_a_case_that_is_off() -> None:
    case = make_announced().inspection
    case.cancel(by=SYSTEM, reason="The council is gone.", at=NOON)

    case.withdraw_announcement(by=SYSTEM, reason="It was never to be told.")

    assert said(case) == ["announced", "cancelled", "withdrawn"]
    assert not ProgrammeEntry.objects.published().exists()


def test_database_names_only_authorities_of_the_case_in_the_newest_entry() -> None:
    first = make_announced()
    case, other = first.inspection, make_authority("Otherplace")

    stranger = broken(lambda: first.programme_authorities.create(authority=other))
    case.authorities.add(other)
    case.announce(by=SYSTEM, at=NOON, **SPRING)
    late = broken(lambda: first.programme_authorities.create(authority=other))

    assert "names the authorities of the case" in stranger
    assert "names the authorities of the case" in late
    assert other in case.said.authorities.all()


def test_entry_that_follows_names_those_of_before_whatever_the_case_says_now() -> None:
    case = make_announced().inspection
    before = [*case.authorities.all()]
    case.authorities.set([make_authority("Otherplace")])

    case.cancel(by=SYSTEM, reason="The council is gone.", at=NOON)

    assert [*case.said.authorities.all()] == before
