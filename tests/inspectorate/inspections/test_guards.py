from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from inspectorate.guards import trigger_names
from inspectorate.inspections.guards import GUARDS
from inspectorate.inspections.models import Interest, TeamMember
from tests.factories import (
    make_evidence,
    make_finding,
    make_inspection,
    make_interest,
    make_judgement,
    make_recommendation,
    make_team_member,
    make_user,
)
from tests.races import at_once

JOINING = "This person has an interest in the authority: choose another."
DECLARING = "This person inspects the authority: take them off the team first."
WIDENING = "One of the team has an interest in the authority: change the team."


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return str(caught.value).splitlines()[0]


@pytest.mark.django_db
def test_nobody_joins_the_team_that_inspects_what_they_have_an_interest_in() -> None:
    interest, inspection = make_interest(), make_inspection()
    inspection.authorities.add(interest.authority)

    assert JOINING in refused(lambda: make_team_member(inspection, user=interest.user))
    other = make_team_member(inspection)
    rows = TeamMember.objects.filter(pk=other.pk)
    assert JOINING in refused(lambda: rows.update(user=interest.user))
    with pytest.raises(ValidationError, match="choose somebody else"):
        TeamMember(inspection=inspection, user=interest.user).full_clean()


@pytest.mark.django_db
def test_nobody_declares_an_interest_in_what_they_inspect() -> None:
    member = make_team_member()
    authority = member.inspection.authorities.get()

    assert DECLARING in refused(lambda: make_interest(member.user, authority))
    elsewhere = Interest.objects.filter(pk=make_interest(member.user).pk)
    assert DECLARING in refused(lambda: elsewhere.update(authority=authority))
    with pytest.raises(ValidationError, match=member.inspection.reference):
        Interest(user=member.user, authority=authority, nature="Married.").full_clean()


@pytest.mark.django_db
def test_case_is_not_widened_to_what_one_of_its_team_has_an_interest_in() -> None:
    member = make_team_member()
    interest = make_interest(member.user)

    told = refused(lambda: member.inspection.authorities.add(interest.authority))

    assert WIDENING in told


@pytest.mark.django_db
def test_finding_rests_on_evidence_of_its_own_case_alone() -> None:
    finding, elsewhere = make_finding(), make_evidence()

    told = refused(lambda: finding.evidence.add(elsewhere))

    assert "This item of evidence is of another case" in told
    finding.evidence.add(make_evidence(finding.inspection))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make", [make_evidence, make_finding, make_judgement, make_recommendation]
)
def test_what_belongs_to_a_case_stays_there(make: Callable[[], models.Model]) -> None:
    row, other = make(), make_inspection()
    rows = type(row).objects.filter(pk=row.pk)

    told = refused(lambda: rows.update(inspection=other))

    assert "It stays in its case" in told
    row.save()


@pytest.mark.django_db
def test_interest_that_has_ended_bars_nothing() -> None:
    today = timezone.localdate()
    past = today - timedelta(days=2)
    inspection = make_inspection()
    ended = make_interest(
        authority=inspection.authorities.get(), declared_on=past, ends_on=past
    )

    member = make_team_member(inspection, user=ended.user)

    member.full_clean()
    ended.full_clean()


@pytest.mark.django_db
def test_interest_counts_to_the_end_of_its_last_day() -> None:
    inspection, today = make_inspection(), timezone.localdate()
    interest = make_interest(
        authority=inspection.authorities.get(), declared_on=today, ends_on=today
    )

    assert JOINING in refused(lambda: make_team_member(inspection, user=interest.user))


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_case_that_is_over_keeps_nobody_from_an_interest(status: str) -> None:
    member = make_team_member(make_inspection(status=status))

    interest = make_interest(member.user, member.inspection.authorities.get())

    interest.full_clean()


@pytest.mark.django_db
def test_every_guard_is_laid() -> None:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        laid = {name for (name,) in cursor.fetchall()}

    for guard in GUARDS:
        assert set(trigger_names(guard, connection.vendor)) <= laid


def attempt(act: Callable[[], object]) -> str:
    try:
        act()
    except IntegrityError as error:
        return str(error)
    return "stored"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_break_the_rule_together_from_two_sides_one_is_refused() -> None:
    person, inspection = make_user("inspector"), make_inspection()
    authority = inspection.authorities.get()

    results = at_once(
        [
            lambda: attempt(lambda: make_team_member(inspection, user=person)),
            lambda: attempt(lambda: make_interest(person, authority)),
        ],
        behind=person,
    )

    assert sorted(result == "stored" for result in results) == [False, True]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_a_new_member_and_a_new_authority_at_once_one_is_refused() -> None:
    interest, inspection = make_interest(), make_inspection()

    results = at_once(
        [
            lambda: attempt(lambda: make_team_member(inspection, user=interest.user)),
            lambda: attempt(lambda: inspection.authorities.add(interest.authority)),
        ],
        behind=inspection,
    )

    assert sorted(result == "stored" for result in results) == [False, True]
