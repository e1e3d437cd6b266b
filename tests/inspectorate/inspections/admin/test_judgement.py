import pytest

from tests.admin_pages import change_page, client_of, errors, filled
from tests.factories import make_judgement, make_point


@pytest.mark.django_db
def test_grade_of_another_scale_is_refused_with_a_sentence() -> None:
    judgement = make_judgement()
    client, page = client_of("head_of_inspection"), change_page(judgement)

    answer = client.post(page, {**filled(client.get(page)), "point": make_point().pk})

    assert errors(answer) == ["This grade is not on the scale of the area."]


@pytest.mark.django_db
def test_grade_beside_not_judged_is_refused_with_a_sentence() -> None:
    judgement = make_judgement()
    client, page = client_of("head_of_inspection"), change_page(judgement)

    answer = client.post(page, {**filled(client.get(page)), "not_judged": "on"})

    assert errors(answer) == ["Choose a grade, or tick “not judged”, not both."]
