from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations.models import Recommendation
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.factories import make_inspection, make_recommendation


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


STANDINGS = [
    ("overdue", ["late"]),
    ("due_soon", ["soon"]),
    ("awaiting", ["done"]),
    ("x", 4),
]


@pytest.mark.django_db
def test_list_narrows_to_where_recommendations_stand(subtests: pytest.Subtests) -> None:
    today = timezone.localdate()
    timed = {"timescale": Recommendation.Timescale.MONTHS_3}
    make_recommendation(reference="late", due_on=today - timedelta(days=1), **timed)
    make_recommendation(reference="soon", due_on=today + timedelta(days=9), **timed)
    make_recommendation(
        reference="done", progress=Recommendation.Progress.COMPLETED_REPORTED
    )
    make_recommendation(reference="open")
    client, page = (
        client_of("head_of_inspection"),
        address(Recommendation, "changelist"),
    )

    for standing, expected in STANDINGS:
        with subtests.test(standing=standing):
            answer = client.get(f"{page}?standing={standing}")

            found = [row.reference for row in answer.context["cl"].result_list]
            assert (len(found) if isinstance(expected, int) else found) == expected


@pytest.mark.django_db
def test_new_recommendation_is_refused_with_sentences_until_it_can_be_published() -> (
    None
):
    form = {
        "inspection": make_inspection().pk,
        "reference": "NPT/2015/R1",
        "position": 1,
        "timescale": Recommendation.Timescale.NOT_STATED,
        "due_on": "2026-06-01",
    }
    client, page = client_of("head_of_inspection"), address(Recommendation, "add")

    told = errors(client.post(page, form))
    client.post(page, {**form, "reference": "NPT-2015-R1", "timescale": "3m"})

    assert [sentence.partition(":")[0] for sentence in told] == [
        "A reference stands in public addresses",
        "What is ongoing, or was given no time, is never due",
    ]
    assert str(Recommendation.objects.get()) == "NPT-2015-R1"
