import pytest

from authorities.models import Authority
from tests.admin_pages import address, change_page, client_of, filled
from tests.factories import make_authority


@pytest.mark.django_db
def test_address_name_is_given_once() -> None:
    authority = make_authority("Exampleshire")
    client, page = client_of("head_of_inspection"), change_page(authority)
    form = filled(client.get(page))

    client.post(page, {**form, "slug": "elsewhere", "name_cy": "Swydd Enghraifft"})

    authority.refresh_from_db()
    assert (authority.slug, authority.name_cy) == ("exampleshire", "Swydd Enghraifft")


@pytest.mark.django_db
def test_new_authority_is_offered_a_name_for_its_address() -> None:
    page = client_of("head_of_inspection").get(address(Authority, "add")).text

    assert "data-prepopulated-fields" in page


@pytest.mark.django_db
def test_authority_is_found_by_an_alias() -> None:
    authority = make_authority("Exampleshire")
    authority.aliases.create(text="The Old County")
    page = address(Authority, "changelist")

    found = client_of("inspector").get(f"{page}?q=old county").context["cl"]

    assert [*found.result_list] == [authority]
