import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.core.exceptions import ValidationError

from inspectorate.accounts.models import User
from tests.factories import make_user


@pytest.mark.django_db
def test_person_signs_in_by_email_in_any_case() -> None:
    mair = User.objects.create_user(
        " Mair.Jones@Inspectorate.Example ", "a long password", name="Mair Jones"
    )

    assert mair.email == "mair.jones@inspectorate.example"
    assert mair == authenticate(
        username="MAIR.Jones@inspectorate.example", password="a long password"
    )
    assert authenticate(username=mair.email, password="another password") is None


@pytest.mark.django_db
def test_person_who_has_left_cannot_sign_in() -> None:
    mair = make_user(password="a long password", is_active=False)

    assert authenticate(username=mair.email, password="a long password") is None


@pytest.mark.django_db
def test_person_made_without_a_password_cannot_sign_in() -> None:
    assert not make_user().has_usable_password()


@pytest.mark.django_db
def test_superuser_works_at_the_inspectorate_and_may_do_everything() -> None:
    chief = User.objects.create_superuser("it@inspectorate.example", "x", name="IT")

    assert chief.is_staff
    assert chief.has_perm("reports.publish_report")


@pytest.mark.django_db
def test_cleaning_writes_the_address_in_lower_case() -> None:
    mair = User(email="Mair@Inspectorate.Example", name="Mair Jones", password="x")

    mair.full_clean()

    assert mair.email == "mair@inspectorate.example"


@pytest.mark.django_db
def test_second_person_of_one_address_is_refused_before_saving() -> None:
    make_user(email="mair@inspectorate.example")
    second = User(email="MAIR@inspectorate.example", name="Mair Lewis", password="x")

    with pytest.raises(ValidationError) as refusal:
        second.full_clean()

    assert list(refusal.value.message_dict) == ["email"]


@pytest.mark.django_db
def test_person_is_shown_by_name_and_without_one_by_address() -> None:
    mair, nameless = make_user(name="Mair Jones"), make_user(name="")

    assert (str(mair), str(nameless)) == ("Mair Jones", nameless.email)
    assert mair.get_full_name() == mair.get_short_name() == "Mair Jones"


@pytest.mark.django_db
def test_mail_to_a_person_goes_to_their_address() -> None:
    mair = make_user()

    mair.email_user("Report signed off", "See your work list.")

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([mair.email], "Report signed off")
