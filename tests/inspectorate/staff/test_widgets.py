"""What Django's admin leaves in English on a Welsh page."""

import pytest
from django.contrib.staticfiles import finders

from inspectorate.concerns.models import BoardDecision
from inspectorate.inspections.models import Finding
from recommendations.models import Recommendation
from tests.admin_pages import address, change_page, client_of
from tests.factories import SYSTEM, make_board

pytestmark = pytest.mark.django_db

WELSH = {"accept-language": "cy"}
CHOICES = "admin/js/vendor/select2/i18n/cy.js"


def test_tick_and_cross_of_a_list_have_names_in_the_language_of_the_page() -> None:
    client = client_of()
    users = "/admin/accounts/user/"

    assert 'icon-yes.svg" alt="Yes"' in client.get(users).text
    in_welsh = client.get(users, headers=WELSH).text
    assert 'icon-yes.svg" alt="Ie"' in in_welsh
    assert 'alt="True"' not in in_welsh


@pytest.mark.parametrize("model", [Finding, Recommendation])
def test_field_that_looks_up_choices_gets_its_welsh_on_a_welsh_page(
    model: type,
) -> None:
    client = client_of()
    add = address(model, "add")

    assert CHOICES in client.get(add, headers=WELSH).text
    assert CHOICES not in client.get(add).text
    assert finders.find(CHOICES)


def test_day_as_exact_as_its_source_is_told_in_words_and_typed_in_digits() -> None:
    client = client_of("chief_inspector")
    board = make_board()
    board.decide("continue", by=SYSTEM, decided_on="2010-01")

    page = client.get(change_page(board), headers=WELSH).text
    rows = client.get(address(BoardDecision, "changelist"), headers=WELSH).text

    assert '<div class="readonly">Ionawr 2010</div>' in page
    assert 'name="established_on" value="2009-04-30"' in page
    assert '<td class="field-decided_on">Ionawr 2010</td>' in rows
