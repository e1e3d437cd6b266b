import pytest

from inspectorate.inspections.models import Judgement
from tests.admin_pages import address, change_page, client_of, errors, filled
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


@pytest.mark.django_db
def test_grades_of_the_area_are_offered_and_no_others() -> None:
    judgement = make_judgement()
    make_point(label_en="Good")  # of another scale
    client, area = client_of("head_of_inspection"), judgement.area
    add = f"{address(Judgement, 'add')}?area={area.pk}"

    for page in (change_page(judgement), add):
        form = client.get(page).context["adminform"].form
        assert [*form.fields["point"].queryset] == [judgement.point]


@pytest.mark.django_db
@pytest.mark.parametrize("area", ["", "x", "9" * 30, "12345"])
def test_area_that_is_none_offers_every_grade_to_look_up(area: str) -> None:
    page = f"{address(Judgement, 'add')}?area={area}"

    assert client_of("head_of_inspection").get(page).status_code in (200, 400)
