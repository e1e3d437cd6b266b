from collections.abc import Callable

import pytest
from django.db import models
from django.urls import reverse

from inspectorate.inspections.models import Evidence
from tests.admin_pages import address, change_page, client_of, filled
from tests.factories import (
    make_evidence,
    make_finding,
    make_inspection,
    make_judgement,
    make_recommendation,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "make",
    [
        make_inspection,
        make_evidence,
        make_finding,
        make_judgement,
        make_recommendation,
    ],
)
def test_who_saves_what_belongs_to_a_case_comes_back_to_it(
    make: Callable[[], models.Model],
) -> None:
    row = make()
    client, page = client_of(), change_page(row)
    case = row if make is make_inspection else row.inspection

    saved = client.post(page, filled(client.get(page)))
    goes_on = client.post(page, {**filled(client.get(page)), "_continue": "1"})

    assert saved.url == reverse("admin:case", args=[case.reference])
    assert goes_on.url == page


def test_who_adds_to_a_case_comes_back_to_it_unless_they_add_another() -> None:
    case = make_inspection()
    client, page = client_of(), address(Evidence, "add")
    form = {
        "inspection": case.pk,
        "kind": "document",
        "marking": "official",
        "summary": "Plans were late.",
    }

    added = client.post(page, form)
    another = client.post(page, {**form, "_addanother": "1"})

    assert added.url == reverse("admin:case", args=[case.reference])
    assert another.url == page
