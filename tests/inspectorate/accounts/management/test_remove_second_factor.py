from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from inspectorate.accounts import second_factor
from inspectorate.history.models import Entry
from tests.inspectorate.accounts.factors import make_person, set_up_app

pytestmark = pytest.mark.django_db


def printed(email: str) -> str:
    out = StringIO()
    call_command("remove_second_factor", email, stdout=out)
    return out.getvalue()


def test_operator_takes_a_lost_factor_away(settings: Settings) -> None:
    settings.SECOND_FACTOR = True
    mair = make_person()
    set_up_app(mair)

    told = printed(mair.email.upper())

    assert told == "Lead inspector sets up a new one at the next sign-in.\n"
    assert second_factor.is_missing(mair)
    entry = Entry.objects.about(mair).get()
    assert (entry.actor_name, entry.reason) == ("remove_second_factor", "lost")


def test_person_without_a_factor_is_told_apart_and_leaves_no_entry() -> None:
    mair = make_person()

    assert "had none" in printed(mair.email)
    assert not Entry.objects.about(mair).exists()


def test_unknown_address_is_refused_with_the_cure() -> None:
    with pytest.raises(CommandError, match="check the address in the admin"):
        printed("nobody@inspectorate.example")
