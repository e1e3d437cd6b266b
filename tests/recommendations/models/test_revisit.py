import pytest
from django.core.exceptions import ValidationError

from recommendations.models import Revisit
from tests.factories import make_inspection, make_recommendation, make_revisit

pytestmark = pytest.mark.django_db


def test_recommendation_is_not_revisited_by_its_own_inspection() -> None:
    asked = make_recommendation()
    revisit = Revisit(inspection=asked.inspection, recommendation=asked)

    with pytest.raises(ValidationError, match="choose another"):
        revisit.full_clean()

    revisit.inspection = make_inspection()
    revisit.full_clean()


def test_only_what_has_no_outcome_is_to_be_revisited() -> None:
    left = make_revisit()
    make_revisit(left.inspection, outcome="Every child has a social worker now.")

    assert list(left.inspection.revisits.to_be_revisited()) == [left]
    assert str(left) == f"{left.recommendation} – {left.inspection}"
