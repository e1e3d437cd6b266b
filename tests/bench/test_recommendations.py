"""What bench/recommendations.py finds, with a few recommendations."""

import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import make_edition, make_inspection, make_recommendation, stand

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> date:
    """Recommendations that are due around today."""
    monkeypatch.syspath_prepend(str(BENCH))
    monkeypatch.delitem(sys.modules, "changes", raising=False)
    today = timezone.localdate()
    for days in (-40, -1, 0, 20, 30, 31):
        case = make_inspection(status="drafting")
        due = today + timedelta(days=days)
        make_recommendation(case, timescale="3m", due_on=due)
        make_recommendation(case)
        old = make_recommendation(case, timescale="1m", due_on=due)
        stand(old, progress="completed_reported")
        make_edition(case, published_on="2025-01-12")
    return today


@pytest.mark.slow
@pytest.mark.django_db
def test_all_doors_tell_the_same_before_and_after_many_changes(
    client: Client, record: date
) -> None:
    from changes import (  # noqa: PLC0415 - of another folder
        Changes,
        disagreement,
        totals,
    )

    before = totals(client, record)

    made = Changes(seed=1).make(300)

    after = totals(client, record)
    assert before["page"] == {
        "open": 18,
        "overdue": 2,
        "due soon": 3,
        "awaiting verification": 6,
        "closed": 0,
    }
    assert (disagreement(before), disagreement(after)) == ("", "")
    assert before["page"] != after["page"]
    kinds = {"answer", "progress", "verification", "closing", "reopening", "plan"}
    assert {*made} == kinds | {"refused"}
