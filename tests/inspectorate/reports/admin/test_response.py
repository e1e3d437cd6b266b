import pytest

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Response
from inspectorate.reports.verification import faults
from tests.admin_pages import address, change_page, client_of, filled
from tests.factories import make_report, make_response, make_team_member, make_user


@pytest.mark.django_db
@pytest.mark.parametrize("is_public", [False, True])
def test_response_is_not_released_by_editing_and_keeps_what_was_released(
    is_public: bool,
) -> None:
    response = make_response(is_public=is_public, text="We welcome it.")
    client, page = client_of("publishing_officer"), change_page(response)
    forged = {"is_public": "on", "text": "We reject it.", "position": 7}

    client.post(page, {**filled(client.get(page)), **forged})

    stored = Response.objects.get()
    kept = "We welcome it." if is_public else "We reject it."
    assert (stored.is_public, stored.text, stored.position) == (is_public, kept, 7)


@pytest.mark.django_db
def test_name_is_no_part_of_the_history() -> None:
    response = make_response(name="", text="We agree.")
    client, page = client_of("publishing_officer"), change_page(response)
    Response.objects.update(is_public=False)

    new = {"name": "Gwen Parry", "text": "We welcome it."}
    client.post(page, {**filled(client.get(page)), **new})
    named = Response.objects.get()
    named.remove_name(by=make_user("inspector"), reason="She asked for it.")

    assert named.name == ""
    told = [(e.subject_name, e.before, e.after) for e in Entry.objects.about(response)]
    assert len(told) == 3
    assert "Gwen" not in str(told)


@pytest.mark.django_db
def test_response_is_its_team_s_to_edit_and_unseen_while_its_report_is_a_draft() -> (
    None
):
    released = make_response(is_public=False)
    draft = make_response(make_report(), is_public=False)
    Inspection.objects.filter(reports=released.report).update(status="closed")
    client = client_of("inspector")

    shown = client.get(address(Response, "changelist")).context["cl"].result_list
    codes = [client.post(change_page(row), {}).status_code for row in (released, draft)]

    assert list(shown) == [released]
    assert codes == [403, 302]
    team = make_team_member(draft.report.inspection)
    make_team_member(released.report.inspection, user=team.user)
    client.force_login(team.user)
    for row in (released, draft):
        page = change_page(row)
        sent = {**filled(client.get(page)), "text": "We agree."}
        assert client.post(page, sent).status_code == 302
    assert set(Response.objects.values_list("text", flat=True)) == {"We agree."}


@pytest.mark.django_db
def test_name_of_a_public_response_is_removed_by_a_button_and_no_edition_changes() -> (
    None
):
    response = make_response(name="Gwen Parry")
    edition = response.report.current_edition
    client = client_of("publishing_officer")
    way = change_page(response).replace("change/", "remove-name/")
    public = edition.get_absolute_url()
    assert way in client.get(change_page(response)).content.decode()
    assert "Gwen Parry" in client.get(public).content.decode()

    client.post(way, {"reason": "She asked for it."})

    page = client.get(public)
    assert page.status_code == 200
    assert "Gwen Parry" not in page.content.decode()
    assert Response.objects.get().text == response.text
    assert "Gwen Parry" not in edition.document
    assert [*faults()] == []
