import pytest

from authorities.models import OfficeHolder
from inspectorate.history.models import Entry
from tests.admin_pages import address, change_page, client_of, filled
from tests.factories import make_authority, make_office_holder

pytestmark = pytest.mark.django_db


def test_head_names_a_holder_and_history_has_no_name() -> None:
    client, page = client_of("head_of_inspection"), address(OfficeHolder, "add")
    new = {
        "authority": make_authority().pk,
        "office": "director",
        "name": "Gwen Parry",
        "stated_on": "2025-10",
        "source": "https://council.example/",
    }

    client.post(page, {**filled(client.get(page)), **new})

    row = OfficeHolder.objects.get()
    assert (row.name, str(row.stated_on)) == ("Gwen Parry", "2025-10")
    entry = Entry.objects.about(row).get()
    assert "Gwen" not in f"{entry.subject_name} {entry.after}"


def test_second_director_is_refused_with_a_sentence() -> None:
    row = make_office_holder()
    client, page = client_of("head_of_inspection"), address(OfficeHolder, "add")
    new = {
        "authority": row.authority_id,
        "office": "director",
        "name": "Huw Rees",
        "stated_on": "2026",
        "source": "https://council.example/",
    }

    response = client.post(page, {**filled(client.get(page)), **new})

    assert "say until when they held it" in response.content.decode()
    assert OfficeHolder.objects.count() == 1


def test_name_is_removed_by_a_button_and_not_written_again() -> None:
    row = make_office_holder()
    client, page = client_of("head_of_inspection"), change_page(row)
    way = page.replace("change/", "remove-name/")
    assert way in client.get(page).content.decode()

    refused = client.post(way, {"reason": ""})
    client.post(way, {"reason": "She asked for it."})
    client.post(page, {**filled(client.get(page)), "name": "Gwen Parry"})

    assert refused.status_code == 409
    assert OfficeHolder.objects.get().name == ""
    assert not Entry.objects.filter(act="name changed")
    assert way not in client.get(page).content.decode()


def test_inspector_who_reads_the_row_removes_nothing() -> None:
    row = make_office_holder()
    way = change_page(row).replace("change/", "remove-name/")

    response = client_of("inspector").post(way, {"reason": "Why not."})

    assert response.status_code == 409
    assert OfficeHolder.objects.get().name == "Gwen Parry"


def test_other_name_is_recorded_as_changed_and_not_told() -> None:
    row = make_office_holder()
    client, page = client_of("head_of_inspection"), change_page(row)

    client.post(page, {**filled(client.get(page)), "name": "Huw Rees"})

    assert OfficeHolder.objects.get().name == "Huw Rees"
    entry = Entry.objects.about(row).get()
    assert (entry.act, entry.before, entry.after) == ("name changed", {}, {})


@pytest.mark.parametrize("query", ["q=Gwen+Parry", "name=Gwen+Parry"])
def test_export_does_not_keep_who_was_searched_for(query: str) -> None:
    make_office_holder()
    page = address(OfficeHolder, "export")
    asked = f"{page}?{query}&office__exact=director&o=1"

    client_of("head_of_inspection").post(asked, {"form": "csv"})

    entry = Entry.objects.get(act="exported")
    assert "Gwen" not in str(entry.after)
    assert entry.after["address"] == "office__exact=director&o=1"
    assert ("Search: not recorded" in entry.after["narrowed_by"]) == query.startswith(
        "q"
    )
