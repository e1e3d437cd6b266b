import pytest
from django.core.exceptions import ValidationError

from inspectorate.inspections.models import Judgement
from tests.factories import make_area, make_inspection, make_judgement, make_point

pytestmark = pytest.mark.django_db


def test_judgement_is_a_grade_or_explicitly_none() -> None:
    graded = make_judgement()
    ungraded = make_judgement(not_judged=True)

    assert str(graded).endswith(": Good")
    assert str(ungraded).endswith(": not judged")


def test_grade_of_another_scale_is_refused() -> None:
    inspection = make_inspection()
    judgement = Judgement(
        inspection=inspection, area=make_area(inspection.framework), point=make_point()
    )

    with pytest.raises(ValidationError) as refusal:
        judgement.full_clean()

    assert refusal.value.message_dict == {
        "point": ["This grade is not on the scale of the area."]
    }


def test_area_of_another_framework_is_refused() -> None:
    area = make_area()
    judgement = Judgement(
        inspection=make_inspection(), area=area, point=make_point(area.scale)
    )

    with pytest.raises(ValidationError) as refusal:
        judgement.full_clean()

    assert refusal.value.message_dict == {
        "area": ["This area is not one of the inspection's framework."]
    }


@pytest.mark.parametrize(("graded", "not_judged"), [(True, True), (False, False)])
def test_grade_and_not_judged_are_refused_together_and_both_missing(
    *, graded: bool, not_judged: bool
) -> None:
    inspection = make_inspection()
    area = make_area(inspection.framework)
    judgement = Judgement(
        inspection=inspection,
        area=area,
        point=make_point(area.scale) if graded else None,
        not_judged=not_judged,
    )

    with pytest.raises(ValidationError) as refusal:
        judgement.full_clean()

    assert refusal.value.messages == ["Choose a grade, or tick “not judged”, not both."]


def test_judgements_stand_in_the_order_of_their_areas() -> None:
    inspection = make_inspection()
    second, first = (
        make_judgement(inspection, area=make_area(inspection.framework, order=order))
        for order in (2, 1)
    )

    assert list(inspection.judgements.all()) == [first, second]


def test_judgement_that_does_not_fit_says_so_with_the_cure() -> None:
    inspection = make_inspection()
    fitting = make_judgement(inspection)
    make_judgement(inspection, not_judged=True)
    stray = make_judgement(inspection, area=make_area(name_en="Homes"))
    area = make_area(inspection.framework, name_en="Care")
    make_judgement(inspection, area=area, point=make_point())

    assert fitting.misfits() == []
    assert sorted(inspection.misjudged()) == [
        "The grade of “Care” is not on the scale of this area: choose one that is.",
        (
            "The judged area “Homes” is not one of the inspection's framework: delete "
            "this judgement, or choose the framework it belongs to."
        ),
    ]
    assert len(stray.misfits()) == 1
