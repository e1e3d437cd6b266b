"""Lists that a link narrows by a day and by a row of another table."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inspectorate.concerns.models import Episode
from recommendations.models import Recommendation
from tests.admin_pages import address, client_of
from tests.factories import (
    make_authority,
    make_edition,
    make_inspection,
    make_recommendation,
    stand,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_list_is_narrowed_as_at_a_day_and_says_so() -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    asked = make_recommendation()
    make_edition(asked.inspection, published_on="2025-01-12")
    stand(asked, progress="completed_reported", day=timezone.localdate())
    client, page = client_of("chief_inspector"), address(Recommendation, "changelist")

    now = client.get(f"{page}?standing=awaiting")
    then = client.get(f"{page}?standing=awaiting&at={yesterday}")

    assert now.context["cl"].result_count == 1
    assert then.context["cl"].result_count == 0
    assert "where it stands, as at" in then.text
    assert 'href="?standing=awaiting">As at today instead' in then.text


@pytest.mark.parametrize(
    "asked",
    [
        "at=2026-02-30",
        f"at={timezone.localdate() + timedelta(days=1)}",
        "at=0001-01-01&standing=stale",
        "authority=nowhere",
        "standing=overdue&lead=1",
    ],
)
def test_list_that_cannot_be_narrowed_so_says_that_it_is_not(asked: str) -> None:
    client, page = client_of("chief_inspector"), address(Recommendation, "changelist")

    answer = client.get(f"{page}?{asked}", follow=True)

    assert answer.status_code == 200
    assert "The list could not be narrowed as that address asks" in answer.text


def test_list_of_one_authority_names_it_and_leads_back() -> None:
    anglia = make_authority("Anglia")
    make_recommendation(make_inspection(anglia))
    make_recommendation()
    client, page = client_of("chief_inspector"), address(Recommendation, "changelist")

    answer = client.get(f"{page}?authority={anglia.slug}")

    assert answer.context["cl"].result_count == 1
    assert '<a href="?authority=anglia">Anglia</a>' in answer.text
    assert "Anglia" not in client.get(address(Episode, "changelist")).text
