from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from pytest_django import Settings

from inspectorate.accounts.models import User
from inspectorate.accounts.roles import ROLES


def printed() -> list[list[str]]:
    """The rows of the table: name, e-mail address and password."""
    out = StringIO()
    call_command("demo_users", stdout=out)
    head, *rows = out.getvalue().splitlines()
    place, secret = head.index("E-mail"), head.index("Password")
    return [
        [row[:place].strip(), row[place:secret].strip(), row[secret:]] for row in rows
    ]


@pytest.mark.django_db
def test_demo_has_a_person_for_each_role_of_the_staff_and_an_administrator(
    settings: Settings,
) -> None:
    settings.DEBUG = True

    rows = printed()

    staff = [role for role in ROLES if role.is_staff]
    assert [row[:2] for row in rows] == [
        *([role.name, f"{role.code}@demo.example"] for role in staff),
        ["Administrator", "administrator@demo.example"],
    ]
    people = [authenticate(username=row[1], password=row[2]) for row in rows]
    assert all(person.is_staff for person in people)
    assert [person.email for person in people if person.is_superuser] == [rows[-1][1]]
    assert [person.groups.get().name for person in people[:-1]] == [
        role.name for role in staff
    ]


@pytest.mark.django_db
def test_second_run_gives_the_same_people_new_passwords_and_their_rights_back(
    settings: Settings,
) -> None:
    settings.DEBUG = True
    first = printed()
    User.objects.update(is_active=False, is_superuser=False)
    User.objects.get(email="inspector@demo.example").groups.clear()

    second = printed()

    assert [row[1] for row in second] == [row[1] for row in first]
    assert {row[2] for row in first} & {row[2] for row in second} == set()
    assert authenticate(username=first[0][1], password=first[0][2]) is None
    people = [authenticate(username=row[1], password=row[2]) for row in second]
    assert [person.has_perm("inspections.add_finding") for person in people] == [
        *("inspections" in role.write for role in ROLES if role.is_staff),
        True,
    ]


@pytest.mark.django_db
def test_demo_people_are_refused_on_a_real_installation() -> None:
    with pytest.raises(CommandError, match="DEBUG=true") as refusal:
        printed()

    assert str(refusal.value).endswith("never do so on a real installation.")
    assert not User.objects.exists()
