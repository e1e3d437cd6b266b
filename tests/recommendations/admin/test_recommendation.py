from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations.models import Recommendation
from tests.admin_pages import address, change_page, client_of, filled
from tests.factories import make_recommendation


@pytest.mark.django_db
def test_no_axis_moves_by_editing_nor_does_the_reference() -> None:
    recommendation = make_recommendation()
    stored = Recommendation.objects.values().get()
    client, page = client_of("chief_inspector"), change_page(recommendation)
    forged = {
        "acceptance": "rejected",
        "progress": "completed_reported",
        "verification": "achieved",
        "lifecycle": "closed",
        "closed_reason": "achieved",
        "reference": "MINE-1",
    }

    client.post(page, {**filled(client.get(page)), **forged, "priority": "on"})

    assert Recommendation.objects.values().get() == {**stored, "priority": True}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("standing", "expected"),
    [("overdue", ["late"]), ("due_soon", ["soon"]), ("awaiting", ["done"]), ("x", 4)],
)
def test_list_narrows_to_where_recommendations_stand(
    standing: str, expected: list[str] | int
) -> None:
    today = timezone.localdate()
    timed = {"timescale": Recommendation.Timescale.MONTHS_3}
    make_recommendation(reference="late", due_on=today - timedelta(days=1), **timed)
    make_recommendation(reference="soon", due_on=today + timedelta(days=9), **timed)
    make_recommendation(
        reference="done", progress=Recommendation.Progress.COMPLETED_REPORTED
    )
    make_recommendation(reference="open")
    page = address(Recommendation, "changelist")

    answer = client_of("inspector").get(f"{page}?standing={standing}")

    found = [row.reference for row in answer.context["cl"].result_list]
    assert (len(found) if isinstance(expected, int) else found) == expected
