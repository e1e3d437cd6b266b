import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import TransactionTestCase

from authorities.models import Authority
from inspectorate.accounts.roles import ROLES
from inspectorate.frameworks.models import Framework
from inspectorate.history.models import Entry
from tests import conftest
from tests.factories import make_report


def reference_data() -> dict[str, object]:
    return {
        "councils": Authority.objects.count(),
        "frameworks": Framework.objects.exists(),
        "roles": Group.objects.filter(permissions__isnull=False).distinct().count(),
    }


WHOLE = {
    "councils": 22,
    "frameworks": True,
    "roles": len([role for role in ROLES if role.view or role.acts]),
}


def whole() -> bool:
    """Whether data and triggers stand as a test may expect them at its start."""
    if Entry.objects.exists() or reference_data() != WHOLE:
        return False
    make_report(published=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all().delete()
    return True


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_committing_test_leaves_the_tables_as_it_found_them() -> None:
    assert whole()

    # What happens at the end of every such test.
    conftest.flush_and_fill_again(TransactionTestCase())

    assert whole()


@pytest.mark.django_db
def test_ordinary_test_finds_data_and_triggers_whatever_came_before_it() -> None:
    assert whole()
