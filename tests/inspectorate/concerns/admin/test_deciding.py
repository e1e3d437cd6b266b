"""The pages on which decisions, steps and what boards are told is recorded."""

import pytest
from django.test import Client
from django.urls import reverse

from inspectorate.concerns.models import Board, Episode, Intervention
from inspectorate.concerns.models.levels import Act, Level
from inspectorate.concerns.models.stages import Stage
from tests.admin_pages import change_page, client_of
from tests.factories import (
    SYSTEM,
    make_board,
    make_decision,
    make_episode,
    make_inspection,
    make_intervention,
    make_step,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def page(row: Episode | Intervention | Board, verb: str) -> str:
    name = f"admin:concerns_{row._meta.model_name}_decide"
    return reverse(name, args=[row.pk, verb])


@pytest.fixture
def chief() -> Client:
    return client_of("chief_inspector")


def placing(episode: Episode) -> dict:
    return {
        "decided_on": "2026-03-02",
        "basis": make_inspection(episode.authority).pk,
        "grounds": [each.pk for each in episode.protocol.grounds.all()],
        "met_on": "2026-03-03",
        "targets_en": "Fewer cases for each worker.",
        "review_on": "2026-06-01",
        "announced": "on",
    }


def test_chief_inspector_places_a_service_on_its_page(chief: Client) -> None:
    episode = make_episode(placed=False)

    shown = chief.get(page(episode, "place"))
    answer = chief.post(page(episode, "place"), placing(episode))

    assert "Key posts are without suitable staff" in shown.text
    assert answer.headers["Location"] == change_page(episode)
    placed = episode.decisions.get()
    assert placed.grounds.count() == 5
    assert Episode.objects.get().level == Level.SERIOUS


def test_all_that_is_missing_is_told_and_what_was_typed_stays(chief: Client) -> None:
    episode = make_episode(placed=False)

    answer = chief.post(
        page(episode, "place"), {"decided_on": "2026-03-02", "targets_en": "Fewer."}
    )

    assert answer.status_code == 409
    assert "<title>Error: " in answer.text
    assert "<title>Error: " not in chief.get(page(episode, "place")).text
    assert "Choose at least one ground of the protocol." in answer.text
    assert "Record the day of the meeting with the chief executive." in answer.text
    assert ">\nFewer.</textarea>" in answer.text
    assert not episode.decisions.exists()


def test_protocol_is_lifted_with_a_word_on_each_ground(chief: Client) -> None:
    episode = make_episode()
    words = {
        f"progress_{each.pk}_en": "Better."
        for each in episode.decisions.get().grounds.all()
    }
    told = {
        "to_level": "0",
        "decided_on": "2026-03-02",
        "basis": make_inspection(episode.authority).pk,
        "sustainability_en": "The whole council supports it.",
    }

    refused = chief.post(page(episode, "lift"), told)
    done = chief.post(page(episode, "lift"), {**told, **words})

    assert "Say what progress there is on the ground" in refused.text
    assert done.status_code == 302
    assert not Episode.objects.get().is_open


def test_page_offers_what_has_a_place_and_the_role_may_decide() -> None:
    episode = make_episode(placed=False)
    own = change_page(episode)

    chief = client_of("chief_inspector").get(own).text
    head = client_of("head_of_inspection").get(own).text
    reader = client_of("inspector").get(own).text

    assert page(episode, "raise") in chief
    assert page(episode, "place") in chief
    assert page(episode, "raise") in head
    assert page(episode, "place") not in head
    assert page(episode, "lift") not in chief
    assert "What can be recorded now" not in reader


@pytest.mark.parametrize("role", ["head_of_inspection", "inspector"])
def test_placing_is_refused_to_others_who_know_the_address(role: str) -> None:
    episode = make_episode(placed=False)

    answer = client_of(role).post(page(episode, "place"), placing(episode))

    assert answer.status_code == 403
    assert "Who can do it: Chief inspector." in answer.text
    assert not episode.decisions.exists()


def test_wrong_decision_is_corrected_and_another_announced(chief: Client) -> None:
    episode = make_episode()
    wrong = episode.decisions.get()
    hidden = make_decision(episode, Act.RETAIN, announced=False)

    chief.post(page(episode, "announce"), {"decision": hidden.pk})
    answer = chief.post(
        page(episode, "correct"),
        {"wrong": wrong.pk, "to_level": "1", "reason_en": "The letter was misread."},
    )

    assert answer.status_code == 302
    assert [each.act for each in episode.decisions.published()] == ["place", "retain"]
    assert wrong.is_corrected


def test_decision_that_has_no_place_any_more_leads_back(chief: Client) -> None:
    episode = make_episode()

    answer = chief.get(page(episode, "place"), follow=True)

    assert "That has no place now" in answer.text


def test_head_records_a_step_what_was_done_and_its_statement() -> None:
    head = client_of("head_of_inspection")
    intervention = make_intervention(warned=False)
    step = make_step(intervention, statement_url="")

    ended = {"decided_on": "2018-10-01", "decided_by_en": "Minister"}
    answers = [
        head.post(
            page(intervention, "duty"),
            {"step": step.pk, "kind": "laid", "done_on": "2017-11-07"},
        ),
        head.post(
            page(intervention, "statement"),
            {"step": step.pk, "url": "https://gov.wales/1"},
        ),
        head.post(page(intervention, "ended"), ended),
    ]

    assert [each.status_code for each in answers] == [302, 302, 302]
    assert Intervention.objects.get().stage == Stage.ENDED
    assert step.duties.get().kind == "laid"
    step.refresh_from_db()
    assert step.address == "https://gov.wales/1"


def test_notice_that_lacks_something_is_refused_on_its_page() -> None:
    intervention = make_intervention(warned=False)

    answer = client_of("head_of_inspection").post(
        page(intervention, "warning_notice"), {"decided_on": "2017-10-17"}
    )

    assert answer.status_code == 409
    assert "Say what action the notice requires." in answer.text
    assert not intervention.steps.exists()


def test_board_is_refocused_on_areas_one_a_line(chief: Client) -> None:
    board = make_board()

    answer = chief.post(
        page(board, "refocus"),
        {
            "decided_on": "2010-03-15",
            "areas": "Recruitment | Recriwtio\n\nAssessments",
            "focus_list_complete": "on",
            "announced": "on",
        },
    )

    assert answer.status_code == 302
    areas = board.decisions.get().focus_areas.values_list("name_en", "name_cy")
    assert list(areas) == [("Recruitment", "Recriwtio"), ("Assessments", "")]


def test_head_announces_what_a_head_decides_and_nothing_else() -> None:
    head = client_of("head_of_inspection")
    watched, placed = make_episode(placed=False), make_episode(placed=False)
    raised = make_decision(watched, Act.RAISE)
    make_decision(placed, Act.PLACE)

    done = head.post(page(watched, "announce"), {"decision": raised.pk})
    refused = head.get(page(placed, "announce"))

    assert done.status_code == 302
    assert watched.decisions.get().is_announced
    assert refused.status_code == 403


def test_form_offers_what_is_not_announced_and_this_person_may_announce() -> None:
    episode = make_episode(placed=False)
    told = make_decision(episode, Act.RAISE, announced=True)
    raised = make_decision(episode, Act.DE_ESCALATE, evidence_en="Better.")
    make_decision(episode, Act.PLACE)
    way = page(episode, "announce")

    def offered(client: Client) -> list[int]:
        field = client.get(way).context["form"].fields["decision"]
        return sorted(each.pk for each in field.queryset)

    head = offered(client_of("head_of_inspection"))
    chief = offered(client_of("chief_inspector"))
    answer = client_of("head_of_inspection").post(way, {"decision": chief[-1]})

    assert head == [raised.pk]
    assert len(chief) == 2
    assert told.pk not in chief
    assert answer.status_code == 200
    assert not episode.decisions.last().is_announced


def test_board_decision_is_corrected_and_announced_on_its_pages(chief: Client) -> None:
    board = make_board()
    first = board.decide("continue", by=SYSTEM, decided_on="2010-01-05")

    refused = chief.post(
        page(board, "correct"), {"wrong": first.pk, "act": "stand_down"}
    )
    corrected = chief.post(
        page(board, "correct"),
        {"wrong": first.pk, "act": "stand_down", "reason_en": "Misread."},
    )
    right = board.decisions.last()
    announced = chief.post(page(board, "announce"), {"decision": right.pk})

    assert (refused.status_code, corrected.status_code) == (409, 302)
    assert "Say why the decision is corrected." in refused.text
    assert (right.act, right.corrects, str(right.decided_on)) == (
        *("stand_down", first, "2010-01-05"),
    )
    board.refresh_from_db()
    assert announced.status_code == 302
    assert (board.is_open, str(board.stood_down_on)) == (False, "2010-01-05")


def test_correction_of_a_day_alone_leaves_what_was_decided_as_it_was(
    chief: Client,
) -> None:
    episode, board = make_episode(), make_board()
    intervention = make_intervention()
    placed, step = episode.decisions.get(), intervention.steps.last()
    first = board.decide("continue", by=SYSTEM, decided_on="2010-01-05")
    told = {"reason_en": "The letter was misread."}

    answers = [
        chief.post(page(episode, "correct"), {"wrong": placed.pk, **told}),
        chief.post(page(board, "correct"), {"wrong": first.pk, **told}),
        chief.post(page(intervention, "correct"), {"wrong": step.pk, **told}),
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert episode.decisions.last().to_level == placed.to_level == Level.SERIOUS
    assert board.decisions.last().act == "continue"
    assert intervention.steps.last().to_stage == step.to_stage


def test_service_whose_concern_names_no_protocol_is_told_where_to_choose_it(
    chief: Client,
) -> None:
    episode = make_episode(placed=False)
    Episode.objects.update(protocol=None)

    shown = chief.get(page(episode, "place")).text

    assert "Choose the protocol on the page of the concern" in shown


def test_buttons_say_what_is_done_and_not_what_was() -> None:
    head = client_of("head_of_inspection")
    intervention, board = make_intervention(), make_board()

    offered = head.get(change_page(intervention)).text
    shown = client_of("chief_inspector").get(page(board, "stand_down")).text

    assert ">Record that the intervention ended</a>" in offered
    assert ">Correct a step</a>" in offered
    assert 'value="Record that it was stood down"' in shown
