import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.factories import make_user

PASSWORD = "seven calm herons"
NEW = {
    "email": "Sian.Rees@Inspectorate.Example",
    "name": "Siân Rees",
    "language": "cy",
    "is_staff": "on",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def user_manager() -> Client:
    """A person who may edit people without being a superuser; no role may yet."""
    user = make_user("head_of_inspection")
    codes = ["add_user", "change_user", "delete_user"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client = Client()
    client.force_login(user)
    return client


def sign_in(email: str, password: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("admin:index")).status_code == 200


@pytest.mark.django_db
def test_superuser_adds_a_person_who_signs_in_by_email_in_any_case() -> None:
    inspector = Group.objects.get(name="Inspector")

    client_of().post(address(User, "add"), {**NEW, "groups": [inspector.pk]})

    sian = User.objects.get(email="sian.rees@inspectorate.example")
    assert [*sian.groups.all()] == [inspector]
    assert is_in(sign_in("SIAN.REES@inspectorate.example", PASSWORD))
    assert not is_in(sign_in(sian.email, "seven calm herring"))


@pytest.mark.django_db
def test_second_person_with_an_address_is_refused_with_a_sentence() -> None:
    make_user(email="sian.rees@inspectorate.example")

    answer = client_of().post(address(User, "add"), NEW)

    assert errors(answer) == ["Person with this E-mail address already exists."]


@pytest.mark.django_db
def test_superuser_gives_a_person_a_new_password() -> None:
    mair = make_user("inspector", password="the old password")
    page = reverse("admin:auth_user_password_change", args=[mair.pk])

    client_of().post(page, {"password1": PASSWORD, "password2": PASSWORD})

    assert is_in(sign_in(mair.email, PASSWORD))
    entry = Entry.objects.about(mair).get()
    assert (entry.act, entry.before, entry.after) == ("password set", {}, {})


@pytest.mark.django_db
def test_person_changes_their_own_password() -> None:
    mair = make_user("inspector", password="the old password")
    client = sign_in(mair.email, "the old password")
    new = {"password1": PASSWORD, "password2": PASSWORD}
    page = client.get(reverse("admin:password_change")).url

    client.post(page, {"oldpassword": "the old password", **new})

    assert is_in(client)
    assert is_in(sign_in(mair.email, PASSWORD))
    entry = Entry.objects.about(mair).get()
    assert (entry.act, entry.actor_name) == ("changed the password", str(mair))


@pytest.mark.django_db
def test_roles_are_boxes_to_tick_and_permissions_are_not_edited() -> None:
    page = client_of().get(change_page(make_user("inspector"))).text

    assert page.count('type="checkbox" name="groups"') == Group.objects.count()
    assert "user_permissions" not in page


@pytest.mark.django_db
def test_who_is_no_superuser_gives_no_rights_to_others_nor_to_themselves() -> None:
    client = user_manager()
    manager = User.objects.latest("pk")
    rights = {
        "is_superuser": "on",
        "is_staff": "on",
        "groups": [group.pk for group in Group.objects.all()],
    }
    form = filled(client.get(change_page(manager)))

    client.post(change_page(manager), {**form, "name": "Renamed", **rights})
    client.post(address(User, "add"), {**NEW, **rights})

    manager.refresh_from_db()
    sian = User.objects.get(name="Siân Rees")
    assert (manager.name, manager.is_superuser) == ("Renamed", False)
    assert [group.name for group in manager.groups.all()] == ["Head of inspection"]
    assert (sian.is_superuser, sian.is_staff, sian.groups.count()) == (False, False, 0)


@pytest.mark.django_db
def test_who_is_no_superuser_does_not_touch_a_superuser() -> None:
    boss = make_user(is_staff=True, is_superuser=True, password="the old password")
    client = user_manager()
    password_page = reverse("admin:auth_user_password_change", args=[boss.pk])
    new = {"password1": PASSWORD, "password2": PASSWORD}

    codes = [
        client.post(change_page(boss), {"name": "Mine"}).status_code,
        client.post(password_page, new).status_code,
        client.post(address(User, "delete", boss.pk), {"post": "yes"}).status_code,
    ]

    assert codes == [403, 403, 403]
    assert is_in(sign_in(boss.email, "the old password"))


def test_roles_are_named_in_the_language_of_the_page() -> None:
    person = make_user("head_of_inspection", name="Mair Jones")
    client = client_of()

    for page in (address(User, "changelist"), change_page(person)):
        assert "Head of inspection" in client.get(page).text
        in_welsh = client.get(page, headers={"accept-language": "cy"}).text
        assert "Pennaeth arolygu" in in_welsh
        assert "Head of inspection" not in in_welsh
