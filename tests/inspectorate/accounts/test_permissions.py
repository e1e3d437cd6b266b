"""What a person may, by the backend of this project and by Django's own."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from pytest_django import DjangoAssertNumQueries

from inspectorate.accounts.models import User
from inspectorate.accounts.permissions import Backend
from inspectorate.accounts.roles import ROLES
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def as_django_says(user: User) -> set[str]:
    return ModelBackend().get_all_permissions(User.objects.get(pk=user.pk))


@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_each_role_may_what_django_says(role: str) -> None:
    user = make_user(role)

    assert Backend().get_all_permissions(user) == as_django_says(user)
    assert Backend().get_user(user.pk).get_all_permissions() == as_django_says(user)


def test_person_may_what_any_of_their_roles_may_and_what_is_given_to_them() -> None:
    user = make_user("inspector")
    user.groups.add(*make_user("quality_assurer").groups.all())
    user.user_permissions.add(Permission.objects.get(codename="add_board"))

    found = Backend().get_user(user.pk).get_all_permissions()

    assert found == as_django_says(user)
    assert {
        "concerns.add_board",
        "reports.assure_report",
        "inspections.conduct_inspection",
    } <= found


def test_superuser_may_all_and_nobody_without_a_role_or_who_left() -> None:
    superuser = make_user(is_superuser=True)
    left = make_user("inspector", is_active=False)

    assert Backend().get_all_permissions(superuser) == as_django_says(superuser)
    assert Backend().get_user(make_user().pk).get_all_permissions() == set()
    assert Backend().get_all_permissions(left) == set()
    assert Backend().get_user(left.pk) is None


def test_person_is_read_with_all_that_every_page_asks_in_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = make_user("inspector")

    with django_assert_num_queries(1):
        user = Backend().get_user(made.pk)
        assert user.has_perm("inspections.view_inspection")
        assert not user.has_perm("reports.sign_off_report")
        assert (user.has_factor, user.unread) == (0, 0)
