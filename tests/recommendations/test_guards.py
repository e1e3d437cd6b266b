import pytest
from django.db import IntegrityError, transaction

from tests.factories import make_finding, make_recommendation


@pytest.mark.django_db
def test_recommendation_rests_on_findings_of_its_own_case_alone() -> None:
    recommendation, elsewhere = make_recommendation(), make_finding()
    recommendation.findings.add(make_finding(recommendation.inspection))

    with (
        pytest.raises(IntegrityError, match="This finding is of another case"),
        transaction.atomic(),
    ):
        recommendation.findings.add(elsewhere)

    assert recommendation.findings.count() == 1
