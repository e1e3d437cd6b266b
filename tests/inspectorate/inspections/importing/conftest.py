import pytest

from inspectorate.accounts.models import User
from inspectorate.inspections.models import Inspection
from tests.factories import make_inspection, make_team_member, make_user


@pytest.fixture
def mair() -> User:
    return make_user("inspector", name="Mair Jones")


@pytest.fixture
def case(mair: User) -> Inspection:
    """One on whose team Mair is."""
    inspection = make_inspection()
    make_team_member(inspection, user=mair)
    return inspection
