"""What editions of before are given when the links are first frozen."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from inspectorate.history import append_only
from inspectorate.reports.models import PublishedRecommendationFinding
from tests.factories import (
    make_edition,
    make_finding,
    make_inspection,
    make_recommendation,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_editions_of_before_are_linked_as_their_drafts_are() -> None:
    case = make_inspection()
    told = make_finding(case)
    asked = make_recommendation(case)
    asked.findings.set([told, make_finding(case, position=2, is_public=False)])
    edition = make_edition(case)
    frozen = PublishedRecommendationFinding.objects.values_list("published", "finding")
    before = list(frozen)
    append_only.remove(PublishedRecommendationFinding, connection)
    PublishedRecommendationFinding.objects.all().delete()
    append_only.install(PublishedRecommendationFinding, connection)

    links = import_module(
        "inspectorate.reports.migrations.0021_findings_as_linked_now"
    ).LINKS
    with connection.cursor() as cursor:
        cursor.execute(links)

    row, finding = edition.recommendations.get(), edition.findings.get()
    assert list(frozen) == before == [(row.pk, finding.pk)]


def test_finding_of_another_edition_is_linked_with_nothing() -> None:
    case = make_inspection()
    make_recommendation(case)
    row = make_edition(case).recommendations.get()
    other = make_inspection(reference="OTHER")
    make_finding(other)
    finding = make_edition(other).findings.get()

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.recommendation_findings.create(finding=finding)

    assert "This finding is of another edition" in str(refusal.value)
