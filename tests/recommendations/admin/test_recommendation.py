from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations.models import Recommendation
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.factories import (
    make_edition,
    make_finding,
    make_inspection,
    make_recommendation,
)


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
    ("x", 5),
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
    for row in Recommendation.objects.all():
        make_edition(row.inspection)
    # Of what the public does not read nothing can be said, so it waits for nothing.
    make_recommendation(reference="draft", due_on=today - timedelta(days=1), **timed)
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
    case = make_inspection()
    form = {
        "inspection": case.pk,
        "reference": f"{case.reference}-R/1",
        "position": 1,
        "timescale": Recommendation.Timescale.NOT_STATED,
        "due_on": timezone.localdate() + timedelta(days=60),
    }
    client, page = client_of("head_of_inspection"), address(Recommendation, "add")

    told = errors(client.post(page, form))
    reference = f"{case.reference}-R1"
    mended = {"reference": reference, "timescale": "3m", "text_en": "Visit weekly."}
    client.post(page, {**form, **mended})

    assert [sentence.partition(":")[0] for sentence in told] == [
        "A reference stands in public addresses",
        "Write what is recommended, in English or in Welsh.",
        "What is ongoing, or was given no time, is never due",
    ]
    assert str(Recommendation.objects.get()) == reference


@pytest.mark.django_db
def test_recommendation_of_a_case_takes_nothing_of_another_nor_a_day_gone_by() -> None:
    case, elsewhere = make_inspection(reference="CARDIFF-2026-01"), make_finding()
    make_recommendation(case)
    form = {
        "inspection": case.pk,
        "reference": "SWANSEA-ND-01-R9",
        "position": 2,
        "text_en": "Visit weekly.",
        "timescale": "3m",
        "due_on": timezone.localdate() - timedelta(days=1),
        "findings": [elsewhere.pk],
    }
    client, page = client_of("head_of_inspection"), address(Recommendation, "add")

    told = errors(client.post(page, form))

    assert set(told) == {
        "The reference begins with that of its case: CARDIFF-2026-01-R2 is free.",
        f"These are findings of another case: {elsewhere}. Choose of this one.",
        "This day is over: give the authority one that is still to come.",
    }
    # A report of old asked by a day that is over, under the reference it printed.
    del form["findings"]
    client.post(page, {**form, "recorded_from": "The report as it was printed."})
    assert Recommendation.objects.filter(reference="SWANSEA-ND-01-R9").exists()


@pytest.mark.django_db
def test_recommendation_that_stands_keeps_a_day_gone_by_and_no_finding_of_another() -> (
    None
):
    yesterday = timezone.localdate() - timedelta(days=1)
    row = make_recommendation(due_on=yesterday, timescale="3m", reference="OLD-7")
    client, page = client_of("chief_inspector"), change_page(row)
    sent = {**filled(client.get(page)), "priority": "on"}

    elsewhere = make_finding()
    told = errors(client.post(page, {**sent, "findings": [elsewhere.pk]}))
    client.post(page, sent)

    assert told == [
        f"These are findings of another case: {elsewhere}. Choose of this one."
    ]
    assert Recommendation.objects.get().priority


@pytest.mark.django_db
def test_recommendation_added_from_a_case_is_offered_its_next_number() -> None:
    case = make_inspection()
    make_recommendation(case, number="R6", reference=f"{case.reference}-R2")
    client, page = client_of("head_of_inspection"), address(Recommendation, "add")

    offered = filled(client.get(f"{page}?inspection={case.pk}"))

    assert offered["reference"] == f"{case.reference}-R7"
    assert (offered["number"], offered["position"]) == ("R7", 7)
