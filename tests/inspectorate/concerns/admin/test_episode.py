import pytest

from inspectorate.concerns.models import Decision, Episode
from tests.admin_pages import address, change_page, client_of, filled
from tests.factories import (
    make_authority,
    make_episode,
    make_instrument,
    make_service,
)


@pytest.mark.django_db
def test_level_and_decisions_are_shown_and_do_not_move_by_editing() -> None:
    episode = make_episode()
    stored = list(Decision.objects.values())
    client, page = client_of("chief_inspector"), change_page(episode)
    shown = client.get(page)
    forged = {"is_open": "", "decisions-0-act": "lift", "decisions-0-DELETE": "on"}

    client.post(page, {**filled(shown), **forged, "press_label_en": "special measures"})

    episode.refresh_from_db()
    assert "Serious: under the serious concern protocol" in shown.text
    assert (episode.is_open, episode.press_label_en) == (True, "special measures")
    assert list(Decision.objects.values()) == stored


@pytest.mark.django_db
def test_second_open_episode_of_a_service_is_refused_with_a_sentence() -> None:
    episode = make_episode()
    form = {
        "authority": episode.authority_id,
        "service": episode.service_id,
        "decisions-TOTAL_FORMS": 0,
        "decisions-INITIAL_FORMS": 0,
    }

    answer = client_of("chief_inspector").post(address(Episode, "add"), form)

    assert "This service already has an open episode: decide on that one." in (
        answer.text
    )


@pytest.mark.django_db
def test_episode_with_decisions_is_not_deleted_and_the_page_says_why() -> None:
    episode = make_episode()

    answer = client_of().post(address(Episode, "delete", episode.pk), {"post": "yes"})

    assert "cannot be deleted, because these records stand on it" in answer.text
    assert Episode.objects.get() == episode


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "Our own procedure"])
def test_concern_is_called_as_its_protocol_unless_it_is_named(name: str) -> None:
    protocol = make_instrument(name_en="Protocol", name_cy="Protocol newydd")
    form = {
        "authority": make_authority().pk,
        "service": make_service().pk,
        "protocol": protocol.pk,
        "instrument_en": name,
        "decisions-TOTAL_FORMS": 0,
        "decisions-INITIAL_FORMS": 0,
    }

    client_of("chief_inspector").post(address(Episode, "add"), form)

    stored = Episode.objects.get().instrument
    assert (stored.en, stored.cy) == (
        (name, "") if name else ("Protocol", "Protocol newydd")
    )
