import pytest
from django.urls import reverse

from tests.admin_pages import client_of
from tests.factories import make_framework


@pytest.mark.django_db
def test_suggestions_tell_dates_and_begin_with_what_is_in_force() -> None:
    make_framework(
        code="A-2019", name_en="Zebra", valid_from="2019", valid_to="2023-06"
    )
    make_framework(code="B-2010", name_en="Zebra", valid_from="2010", valid_to="2018")
    make_framework(code="C-2024", name_en="Zebra", valid_from="2024-01")
    asked = {"app_label": "inspections", "model_name": "inspection", "term": "Zebra"}

    answer = client_of("lead_inspector").get(
        reverse("admin:autocomplete"), {**asked, "field_name": "framework"}
    )

    assert [found["text"] for found in answer.json()["results"]] == [
        "Zebra (2024-01 – …)",
        "Zebra (2019 – 2023-06)",
        "Zebra (2010 – 2018)",
    ]
