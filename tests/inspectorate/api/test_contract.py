"""The API keeps to its description whatever is asked of it.

`CONTRACT_EXAMPLES=100 pytest tests/inspectorate/api/test_contract.py -m slow` makes up
more than 15,000 requests; without it there are a few thousand.
"""

import os

import pytest
from django.core.management import call_command

from tests.inspectorate.api.contract import PHASES, walk

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "3"))
# Every edge of every parameter is the same whatever the seed.
WALKS = {1: PHASES, 2: ("fuzzing", "stateful"), 3: ("fuzzing", "stateful")}
# Who asks: the headers of each. Casework adds those that have a token.
ROLES = {"anonymous": {}}


@pytest.fixture
def sample(transactional_db: None) -> None:
    call_command("load_sample", verbosity=0)


@pytest.mark.parametrize("role", ROLES)
def test_answers_are_what_the_description_says_whatever_is_asked(
    role: str, sample: None, subtests: pytest.Subtests
) -> None:
    cases = 0
    for seed, phases in WALKS.items():
        with subtests.test(seed=seed):
            outcome = walk(ROLES[role], seed=seed, examples=EXAMPLES, phases=phases)

            assert outcome.failures == []
            cases += outcome.cases

    assert cases > 2000
