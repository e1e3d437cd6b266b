import pytest

from tests.factories import make_point, make_scale


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "requires_improvement",
        "requires improvement",
        " Requires  Improvement ",
        "Requires improvement to be good",
        "REQUIRES IMPROVEMENT TO BE GOOD",
    ],
)
def test_point_is_found_by_code_or_label_in_any_case_and_spacing(words: str) -> None:
    scale = make_scale()
    make_point(scale, code="good", label_en="Good")
    point = make_point(
        scale, code="requires_improvement", label_en="Requires improvement to be good"
    )

    assert list(scale.points.named(words)) == [point]


@pytest.mark.django_db
def test_point_that_the_scale_lacks_is_not_found() -> None:
    point = make_point(code="good", label_en="Good")

    assert not point.scale.points.named("excellent").exists()
    assert not point.scale.points.named("").exists()


@pytest.mark.django_db
def test_points_stand_from_best_to_worst() -> None:
    scale = make_scale()
    poor, good = make_point(scale, order=2), make_point(scale, order=1)

    assert list(scale.points.all()) == [good, poor]
