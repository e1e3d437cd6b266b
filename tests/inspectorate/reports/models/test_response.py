import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import Response
from tests.factories import SYSTEM, make_response, make_user

pytestmark = pytest.mark.django_db


def test_released_response_is_public_and_recorded() -> None:
    response, officer = make_response(is_public=False), make_user("publishing_officer")

    response.release(by=officer)

    assert list(Response.objects.published()) == [response]
    entry = Entry.objects.about(response).get()
    assert (entry.act, entry.actor_name) == ("released", officer.name)
    assert (entry.before, entry.after) == ({"is_public": False}, {"is_public": True})


@pytest.mark.parametrize("role", ["inspector", "lead_inspector", "quality_assurer"])
def test_response_is_not_released_by_who_may_not_publish(role: str) -> None:
    response = make_response(is_public=False)

    with pytest.raises(Refusal, match="Your role does not include"):
        response.release(by=make_user(role))

    assert not Response.objects.get().is_public


def test_public_response_is_not_released_again() -> None:
    with pytest.raises(Refusal, match="public already"):
        make_response().release(by=SYSTEM)


def test_removed_name_is_not_repeated_by_history() -> None:
    response = make_response(name="Gwen Parry")

    response.remove_name(by=make_user("inspector"), reason="She asked for it.")

    assert Response.objects.get().name == ""
    entry = Entry.objects.about(response).get()
    assert (entry.act, entry.reason) == ("name removed", "She asked for it.")
    assert (entry.before, entry.after) == ({}, {"name": ""})
    assert "Gwen" not in entry.subject_name


@pytest.mark.parametrize(
    ("role", "name", "reason", "words"),
    [
        ("quality_assurer", "Gwen Parry", "Asked.", "Your role does not include"),
        ("inspector", "Gwen Parry", "", "Say why"),
        ("inspector", "", "Asked.", "names nobody"),
    ],
)
def test_removal_of_a_name_is_refused(
    role: str, name: str, reason: str, words: str
) -> None:
    response = make_response(name=name)

    with pytest.raises(Refusal, match=words):
        response.remove_name(by=make_user(role), reason=reason)

    assert Response.objects.get().name == name


def test_removed_name_is_not_written_again_and_one_never_given_may_be() -> None:
    removed, nameless = make_response(name="Gwen Parry"), make_response()
    removed.remove_name(by=SYSTEM, reason="She asked for it.")

    with pytest.raises(IntegrityError, match="not written again"), atomic():
        Response.objects.filter(pk=removed.pk).update(name="Gwen Parry")
    Response.objects.filter(pk=nameless.pk).update(name="Huw Rees")

    assert Response.objects.get(pk=nameless.pk).name == "Huw Rees"
    assert Response.objects.get(pk=removed.pk).name == ""
