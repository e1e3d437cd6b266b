"""Forms of the admin show what is chosen without asking for what is already read."""

import pytest
from django.contrib.admin import site
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms import ModelForm
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.at_hand import hold_linked, with_rows_at_hand
from inspectorate.reports.models import Section
from tests.admin_pages import change_page, client_of, errors, filled
from tests.factories import (
    make_authority,
    make_inspection,
    make_section,
    make_service,
    make_team_member,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("members", [1, 3])
def test_form_of_an_inspection_costs_the_same_with_one_member_and_with_three(
    members: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    inspection = make_inspection()
    team = [make_team_member(inspection) for _each in range(members)]
    client.force_login(team[0].user)

    client.get(change_page(inspection))  # some are asked once a process
    # Session, person, row, its authorities, two of permissions, whether its report is
    # signed off, whether it is a case of theirs, the team, whether they read evidence,
    # and their notices.
    with django_assert_num_queries(7):
        page = client.get(change_page(inspection)).text

    for each in (inspection.service, inspection.framework, team[-1].user):
        assert f'<option value="{each.pk}" selected>{each}</option>' in page.replace(
            "&#x27;", "'"
        )
    authority = inspection.authorities.get()
    assert f'<option value="{authority.pk}" selected>{authority}</option>' in page


def test_form_that_comes_back_shows_what_was_chosen_and_not_what_is_stored() -> None:
    inspection, client = make_inspection(make_authority("Exampleshire")), client_of()
    page = change_page(inspection)
    service, added = make_service("Adult social care"), make_authority("Testshire")
    authorities = [inspection.authorities.get().pk, added.pk]
    wrong = {"fieldwork_end": "some time in spring"}
    chosen = {"service": service.pk, "authorities": authorities}

    response = client.post(page, filled(client.get(page)) | chosen | wrong)

    assert errors(response)
    for each in (service, added):
        told = f'<option value="{each.pk}" selected>{each}</option>'
        assert told in response.text


def test_form_keeps_what_was_done_to_its_fields() -> None:
    class Made(ModelForm):
        class Meta:
            model = Section
            fields = ["report"]

    Made.base_fields["report"].disabled = True

    assert with_rows_at_hand(Made)().fields["report"].disabled


def test_choice_that_leaves_out_what_is_linked_is_not_answered_from_the_row() -> None:
    class Made(ModelForm):
        class Meta:
            model = Section
            fields = ["report"]
            widgets = {"report": AutocompleteSelect(Section.report.field, site)}

    field = Made.base_fields["report"]
    section = make_section()
    chosen = f'value="{section.report.pk}" selected'

    assert chosen in str(with_rows_at_hand(Made)(instance=section)["report"])
    field.queryset = field.queryset.exclude(pk=section.report.pk)
    hold_linked(field)
    field.queryset = field.queryset.exclude(slug="")
    # Narrowed further, it is asked, and finds none.
    assert chosen not in str(with_rows_at_hand(Made)(instance=section)["report"])
