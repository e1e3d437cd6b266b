import pytest

from inspectorate.frameworks.models import ScalePoint
from tests.admin_pages import change_page, client_of, errors, filled
from tests.factories import make_area, make_judgement, make_point, make_scale


def make_used_point(**fields: object) -> ScalePoint:
    area = make_area(scale=make_scale())
    point = make_point(area.scale, order=1, **fields)
    make_judgement(area=area, point=point)
    return point


@pytest.mark.django_db
def test_grade_that_was_given_keeps_what_it_says_whatever_is_sent() -> None:
    point = make_used_point(label_en="Good")
    client, page = client_of("head_of_inspection"), change_page(point.scale)
    form = filled(client.get(page))

    answer = client.post(
        page, {**form, "points-0-label_en": "Bad", "points-0-order": "9"}
    )

    point.refresh_from_db()
    assert answer.status_code == 302
    assert (point.label_en, point.order) == ("Good", 1)


@pytest.mark.django_db
def test_grade_that_was_given_may_get_the_welsh_it_lacks() -> None:
    point = make_used_point(label_en="Good", label_cy="")
    client, page = client_of("head_of_inspection"), change_page(point.scale)
    form = filled(client.get(page))

    client.post(page, {**form, "points-0-label_cy": "Da"})

    point.refresh_from_db()
    assert (point.label_en, point.label_cy) == ("Good", "Da")


@pytest.mark.django_db
def test_grade_that_was_given_is_not_deleted_even_by_a_superuser() -> None:
    point = make_used_point()
    client, page = client_of(), change_page(point.scale)
    form = filled(client.get(page))

    answer = client.post(page, {**form, "points-0-DELETE": "on"})

    assert len(errors(answer)) == 1
    assert "would require deleting the following protected" in errors(answer)[0]


@pytest.mark.django_db
def test_grade_that_nobody_was_given_may_change() -> None:
    point = make_point(label_en="Good")
    client, page = client_of("head_of_inspection"), change_page(point.scale)
    form = filled(client.get(page))

    client.post(page, {**form, "points-0-label_en": "Very good"})

    point.refresh_from_db()
    assert point.label_en == "Very good"
