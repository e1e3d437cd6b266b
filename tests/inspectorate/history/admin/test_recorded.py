import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from inspectorate.history.models import Entry
from inspectorate.reports.models import Section
from tests.admin_pages import change_page, deleted, filled
from tests.factories import make_authority, make_report, make_user

pytestmark = pytest.mark.django_db


def acts() -> list[tuple[str, str, dict, dict]]:
    """Who-did-what of every entry, without the columns a row is made with."""
    return [
        (entry.subject_type, entry.act, entry.before, entry.after)
        for entry in Entry.objects.order_by("pk")
    ]


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(make_user(is_staff=True, is_superuser=True, name="Mair"))
    return client


def test_changed_columns_are_recorded_with_who_changed_them(
    administrator: Client,
) -> None:
    authority = make_authority("Exampleshire")
    page = change_page(authority)
    form = filled(administrator.get(page))

    response = administrator.post(page, {**form, "name_en": "New Example"})

    assert response.status_code == 302
    assert acts() == [
        (
            "authorities.authority",
            "changed",
            {"name_en": "Exampleshire"},
            {"name_en": "New Example"},
        )
    ]
    assert Entry.objects.get().actor_name == "Mair"


def test_saving_without_a_change_records_nothing(administrator: Client) -> None:
    authority = make_authority()
    page = change_page(authority)

    administrator.post(page, filled(administrator.get(page)))

    assert acts() == []


def test_rows_of_an_inline_are_recorded_as_themselves(administrator: Client) -> None:
    authority = make_authority()
    for text in ("Old name", "Wrong name"):
        authority.aliases.create(text=text)
    page = change_page(authority)
    changes = {
        "aliases-0-text": "Former name",
        "aliases-1-DELETE": "on",
        "aliases-TOTAL_FORMS": 3,
        "aliases-2-kind": "name",
        "aliases-2-text": "Another name",
        "aliases-2-authority": authority.pk,
    }

    form = filled(administrator.get(page)) | changes

    response = administrator.post(page, form)

    assert response.status_code == 302
    assert [
        (act, before.get("text"), after.get("text"))
        for subject, act, before, after in acts()
        if subject == "authorities.alias"
    ] == [
        ("deleted", "Wrong name", None),
        ("created", None, "Another name"),
        ("changed", "Old name", "Former name"),
    ]


def test_deleted_row_leaves_its_columns_in_history(administrator: Client) -> None:
    authority = make_authority("Exampleshire")

    deleted(administrator, authority)

    [(_subject, act, before, _after)] = acts()
    assert (act, before["name_en"]) == ("deleted", "Exampleshire")


def test_password_is_never_recorded(administrator: Client) -> None:
    page = reverse("admin:accounts_user_add")

    administrator.post(
        page,
        {
            "email": "gwen@inspectorate.example",
            "name": "Gwen",
            "language": "cy",
            "usable_password": "true",
            "password1": "a long-enough secret 1",
            "password2": "a long-enough secret 1",
        },
    )

    [(subject, act, _before, after)] = acts()
    assert (subject, act) == ("accounts.user", "created")
    assert "password" not in after


def test_role_that_is_given_is_recorded(administrator: Client) -> None:
    user, role = make_user(), Group.objects.get(name="Inspector")
    page = change_page(user)

    administrator.post(page, {**filled(administrator.get(page)), "groups": [role.pk]})

    assert ("accounts.user", "changed", {"groups": []}, {"groups": [role.pk]}) in acts()


def test_parts_that_are_deleted_with_a_row_are_recorded(administrator: Client) -> None:
    section = make_report(paragraphs=2).sections.get()
    known = len(acts())

    deleted(administrator, section)

    assert not Section.objects.exists()
    assert [(subject, act) for subject, act, _before, _after in acts()[known:]] == [
        ("reports.section", "deleted"),
        ("reports.paragraph", "deleted"),
        ("reports.paragraph", "deleted"),
    ]
