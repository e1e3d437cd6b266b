"""Our template of a form's lines says what Django's own says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import Fieldset
from django.http import HttpResponse
from django.template import Context, Engine
from django.template.loader import render_to_string
from pytest_django.asserts import assertHTMLEqual

from tests.admin_pages import address, change_page, client_of
from tests.admin_rows import ADDED, OURS, last_of, make_row_of_each
from tests.factories import make_report

NAME = "admin/includes/fieldset.html"


@pytest.fixture(scope="module", autouse=True)
def _row_of_each(rows_of_module: None) -> None:
    make_row_of_each()


def fieldsets(page: HttpResponse) -> Iterator[Fieldset]:
    yield from page.context["adminform"]
    for formset in page.context["inline_admin_formsets"]:
        for form in formset:
            yield from form


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, "inspector"])
def test_every_form_is_drawn_as_django_s_template_draws_it(
    role: str | None, no_menu: None
) -> None:
    client = client_of(role)
    folder = Path(admin.__file__).parent / "templates"
    theirs = Engine(dirs=[folder]).get_template(NAME)
    around = {"prefix": "fieldset", "id_prefix": 0, "id_suffix": 0, "heading_level": 4}
    compared, wrong = 0, 0

    for model in OURS:
        pages = [client.get(change_page(last_of(model)))]
        if model in ADDED and role is None:
            # Nothing is given, so that the page comes back with errors.
            pages += [client.post(address(model, "add"), follow=True)]
        for page in pages:
            if page.status_code != 200 or "adminform" not in (page.context or {}):
                continue
            for fieldset in fieldsets(page):
                told = {**around, "fieldset": fieldset}
                assertHTMLEqual(
                    render_to_string(NAME, told), theirs.render(Context(told))
                )
                compared += 1
                wrong += bool(fieldset.form.errors)

    assert compared > (90 if role is None else 40)
    assert bool(wrong) is (role is None)


@pytest.mark.django_db
@pytest.mark.parametrize("signed", [False, True])
def test_text_that_looks_like_markup_is_shown_as_text_also_where_it_is_only_read(
    signed: bool,
) -> None:
    report = make_report(title_en="<i>sly</i>", signed=signed)

    page = client_of().get(change_page(report))

    assert "&lt;i&gt;sly" in page.text
    assert "<i>sly" not in page.text
    assert page.context["has_change_permission"] is not signed
