from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from inspectorate.inspections.models import Finding, Judgement
from inspectorate.reports.models import Response
from tests.admin_pages import address, answer, client_of
from tests.admin_rows import OURS, SHOWN, make_row_of_each, make_superuser
from tests.factories import (
    make_area,
    make_evidence,
    make_finding,
    make_inspection,
    make_point,
    make_report,
    make_scale,
    make_theme,
)


@pytest.mark.django_db
def test_no_list_can_delete_many_at_once() -> None:
    make_row_of_each()
    user = make_superuser()

    pages = {model: answer(user, address(model, "changelist")) for model in OURS}

    forms = [(m, pages[m].context_data["action_form"]) for m in OURS]
    offered = {
        (m._meta.model_name, name)
        for m, form in forms
        if form
        for name, _label in form.fields["action"].choices
        if name
    }
    assert offered == {("inspection", "assign")}


def autocompletes() -> Iterator[tuple[type[models.Model], str]]:
    for model_admin in SHOWN.values():
        for each in (model_admin, *model_admin.inlines):
            yield from ((each.model, name) for name in each.autocomplete_fields)


@pytest.mark.django_db
def test_inspector_is_offered_choices_in_every_field_that_looks_them_up() -> None:
    make_row_of_each()
    client = client_of("head_of_inspection")

    for model, field in autocompletes():
        assert choices(client, model, field, "") != [], (model, field)


def choices(
    client: Client, model: type[models.Model], field: str, term: str
) -> list[str]:
    meta = model._meta
    answer = client.get(
        reverse("admin:autocomplete"),
        {
            "app_label": meta.app_label,
            "model_name": meta.model_name,
            "field_name": field,
            "term": term,
        },
    )
    return [each["text"] for each in answer.json()["results"]]


@pytest.mark.django_db
def test_choices_of_one_name_are_told_apart() -> None:
    inspection = make_inspection()
    code = inspection.framework.code
    make_theme(name_en="Morale of staff")
    make_theme(inspection.framework, name_en="Morale of staff")
    make_finding(inspection, text_en="Morale was low.")
    make_evidence(inspection, reference="CF-77")
    area = make_area(inspection.framework, name_en="Morale")
    make_point(make_scale(name_en="Two grades"), label_en="Weak")
    make_report(inspection, title_en="Report on morale", slug="morale-2026")
    client = client_of("head_of_inspection")

    assert {
        *choices(client, Finding, "theme", "Morale of"),
        *choices(client, Finding, "previous", "Morale was"),
        *choices(client, Finding, "evidence", "CF-77"),
        *choices(client, Judgement, "area", area.framework.code),
        *choices(client, Judgement, "point", "Two grades"),
        *choices(client, Response, "report", "morale"),
    } == {
        "Morale of staff",
        f"Morale of staff – {code}",
        f"Morale – {code}",
        f"Strength: Morale was low. – {inspection}",
        f"CF-77 (Case-file review) – {inspection}",
        "Weak – Two grades",
        "Report on morale – morale-2026",
    }


def test_inlines_are_stacked() -> None:
    """A tabular one leaves its text areas without labels."""
    inlines = [each for shown in SHOWN.values() for each in shown.inlines]

    assert [each for each in inlines if issubclass(each, admin.TabularInline)] == []
