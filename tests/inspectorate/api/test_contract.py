"""The API keeps to its description whatever is asked of it.

`CONTRACT_EXAMPLES=100 pytest tests/inspectorate/api/test_contract.py -m slow` makes up
more than 15,000 requests; without it there are a few thousand.
"""

import os
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from inspectorate.accounts.models import Token, User
from tests.factories import issue_token, make_inspection, make_team_member, make_user
from tests.inspectorate.api.contract import PHASES, walk

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "3"))
# Every edge of every parameter is the same whatever the seed.
WALKS = {1: PHASES, 2: ("fuzzing", "stateful"), 3: ("fuzzing", "stateful")}
# Who asks casework: a stranger, and programs whose token opens as much.
ROLES = ["", Token.Scope.READ, Token.Scope.ACT]


@pytest.fixture
def sample(transactional_db: None) -> None:
    call_command("load_sample", verbosity=0)


def test_answers_are_what_the_description_says_whatever_is_asked(
    sample: None, subtests: pytest.Subtests
) -> None:
    cases = 0
    for seed, phases in WALKS.items():
        with subtests.test(seed=seed):
            outcome = walk({}, seed=seed, examples=EXAMPLES, phases=phases)

            assert outcome.failures == []
            cases += outcome.cases

    assert cases > 2000


@pytest.fixture
def lead(transactional_db: None, settings: Settings, tmp_path: Path) -> User:
    """Of a case in fieldwork; files go where they end with the test."""
    settings.TOKEN_REQUESTS = 10**6
    mine = {**settings.STORAGES["evidence"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "evidence": mine}
    case = make_inspection(reference="EXAMPLE-2026-01", status="fieldwork")
    return make_team_member(case, user=make_user("lead_inspector"), role="lead").user


@pytest.mark.parametrize("scope", ROLES)
def test_casework_answers_what_its_description_says_whoever_asks(
    scope: str, lead: User, subtests: pytest.Subtests
) -> None:
    headers = {}
    if scope:
        _token, secret = issue_token(lead, scope=scope)
        headers = {"Authorization": f"Bearer {secret}"}
    cases = 0
    for seed, phases in WALKS.items():
        with subtests.test(seed=seed):
            outcome = walk(
                headers,
                seed=seed,
                examples=EXAMPLES // 3,
                phases=phases,
                description="/api/v1/casework/schema/",
            )

            assert outcome.failures == []
            cases += outcome.cases

    assert cases > 500
