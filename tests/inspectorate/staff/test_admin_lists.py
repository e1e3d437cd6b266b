"""Every list and form of the admin: it opens, strictly, and at what cost."""

from collections.abc import Iterator

import pytest
from django.contrib.admin.views.main import ChangeList
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin_pages import (
    address,
    answer,
    change_page,
    client_of,
    code_of,
    strictly,
)
from tests.admin_rows import (
    ADDED,
    OURS,
    last_of,
    make_row_of_each,
    make_superuser,
)


@pytest.fixture(scope="module", autouse=True)
def _row_of_each(rows_of_module: None) -> None:
    make_row_of_each()


def filtered(changelist: ChangeList) -> Iterator[str]:
    """The address of the first and the last choice of each filter of a list."""
    for each in changelist.filter_specs:
        choices = list(each.choices(changelist))
        for choice in (choices[1], choices[-1]):
            yield choice["query_string"]


@pytest.mark.slow
@pytest.mark.django_db
def test_superuser_opens_every_list_and_form() -> None:
    client = client_of()

    for model in OURS:
        pages = [
            client.get(address(model, "changelist")),
            client.get(change_page(last_of(model))),
            client.get(address(model, "add")),
        ]
        codes = [strictly(page).status_code for page in pages]
        assert codes == [200, 200, 200 if model in ADDED else 403], model
        assert pages[0].context["cl"].result_count >= 1, model


@pytest.mark.slow
@pytest.mark.django_db
def test_every_search_and_filter_answers(no_menu: None) -> None:
    user = make_superuser()

    for model in OURS:
        page = address(model, "changelist")
        changelist = answer(user, page).context_data["cl"]
        for query in ("?q=Example", *filtered(changelist)):
            assert code_of(user, page + query) == 200, (model, query)


@pytest.mark.slow
@pytest.mark.django_db
def test_list_costs_the_same_queries_for_one_row_and_for_three() -> None:
    client = client_of()
    client.get(reverse("admin:index"))
    with_one = {model: queries(client, model) for model in OURS}
    make_row_of_each()
    make_row_of_each()

    assert {model: queries(client, model) for model in OURS} == with_one
    # Of these one counts the notices for the head of the page.
    assert max(with_one.values()) <= 13


def queries(client: Client, model: type[models.Model]) -> int:
    with CaptureQueriesContext(connection) as made:
        client.get(address(model, "changelist"))
    return len(made)
