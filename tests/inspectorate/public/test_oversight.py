import pytest
from django.test import Client

from inspectorate.concerns.models.decision import Act, Level
from inspectorate.inspections.models import Inspection
from tests.factories import (
    SYSTEM,
    make_authority,
    make_board,
    make_decision,
    make_edition,
    make_episode,
    make_inspection,
    make_step,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(db: None) -> dict[str, object]:
    """The columns of an inspection over and done that a source tells of."""
    return {"status": Inspection.Status.CLOSED, "recorded_from": "News story"}


def test_concern_is_told_decision_by_decision(
    client: Client, closed: dict[str, object]
) -> None:
    authority = make_authority()
    basis = make_inspection(authority, **closed)
    episode = make_episode(authority, placed=False, press_label_en="special measures")
    told = {"by": SYSTEM, "announced": True}
    make_decision(
        episode,
        Act.PLACE,
        decided_on="2012-11",
        basis=basis,
        reason_en="Bullying.",
        **told,
    )
    make_decision(episode, Act.RETAIN, decided_on="2013-11", **told)
    make_decision(
        episode, Act.LIFT, decided_on=None, decided_by_en="Chief Inspector", **told
    )

    response = client.get("/en/authorities/exampleshire/")

    assert in_order(
        response,
        "Not under the serious concern protocol now.",
        "date not stated. Decided by: Chief Inspector.",
        "Protocol for responding to serious concerns",
        "Level after the last decision: Routine",
        "What the press called it: “special measures”",
        "2013 November 2013 day not stated Serious concern Kept under the protocol",
        "2012 November 2012 day not stated Serious concern Placed under the protocol",
        f"On the basis of Performance evaluation inspection, {basis.reference}",
        "Reason Bullying.",
        "Year not stated No source says in which year this was",
        "Date not stated Serious concern Protocol lifted",
        "the decision before it is dated November 2013.",
    )


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        ([], "Under the serious concern protocol now. Service"),
        ([Act.LIFT], "Not under the serious concern protocol now. Service"),
        (
            [Act.DE_ESCALATE],
            "Not under the serious concern protocol now, but watched more closely.",
        ),
        (
            [Act.REFER],
            "Under the serious concern protocol now, and ministers have been advised",
        ),
    ],
)
def test_concern_says_first_whether_the_protocol_is_in_force(
    client: Client, acts: list[Act], told: str
) -> None:
    episode = make_episode()
    for act in acts:
        make_decision(episode, act, announced=True)

    response = client.get("/en/authorities/exampleshire/")

    assert in_order(
        response,
        "Where things stand",
        f"Serious concern {told}",
        "Timeline",
    )


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        ([Act.RAISE], "Watched more closely."),
        ([Act.RAISE, Act.DE_ESCALATE], "No longer watched more closely."),
    ],
)
def test_concern_that_never_came_to_the_protocol_is_not_told_by_it(
    client: Client, acts: list[Act], told: str
) -> None:
    episode = make_episode(placed=False)
    for act in acts:
        make_decision(episode, act, announced=True, recorded_from="News story")

    page = words(client.get("/en/authorities/exampleshire/"))
    listed = words(client.get("/en/authorities/"))

    assert f"Serious concern {told} Service" in page
    assert "Inspectors look at the service more often" in page
    assert "protocol now" not in page + listed
    assert "Under this protocol" not in page
    assert told in listed


def test_concern_that_lasts_is_told_before_one_that_has_ended(client: Client) -> None:
    lasting = make_episode()
    make_decision(lasting, Act.LIFT, announced=True)
    ended = make_episode(lasting.authority, service=lasting.service)
    make_decision(ended, Act.LIFT, announced=True)
    make_decision(lasting, Act.PLACE, announced=True)

    response = client.get("/en/authorities/exampleshire/")

    assert in_order(
        response,
        "Under the serious concern protocol now.",
        "This concern has ended; another about the same service has not.",
    )
    assert "Not under" not in words(response)


def test_basis_of_a_decision_leads_to_its_report_or_its_entry(
    client: Client, closed: dict[str, object]
) -> None:
    authority = make_authority()
    reported = make_inspection(authority, reference="WITH-1")
    make_inspection(authority, reference="OLD-1", **closed)
    slug = make_edition(reported).report.slug
    episode = make_episode(authority, placed=False)
    bases = [reported, Inspection.objects.get(reference="OLD-1")]
    told = {"announced": True, "recorded_from": "News story"}
    for act, basis in zip((Act.PLACE, Act.RETAIN), bases, strict=True):
        make_decision(episode, act, basis=basis, **told)

    html = client.get("/en/authorities/exampleshire/").content.decode()

    kind = "Performance evaluation inspection"
    assert f'href="/en/reports/{slug}/">{kind}, WITH-1</a>' in html
    assert f'<a class="govuk-link" href="#OLD-1">{kind}, OLD-1</a>' in html
    assert html.count('id="OLD-1"') == 1


def test_corrected_decision_is_marked_and_the_level_is_the_one_in_force(
    client: Client,
) -> None:
    episode = make_episode(placed=False)
    told = {"by": SYSTEM, "announced": True}
    placed = make_decision(episode, Act.PLACE, decided_on="2019-03", **told)
    make_decision(episode, Act.LIFT, decided_on="2020-05", **told)
    episode.correct(placed, Level.REFERRED, reason_en="Misread.", **told)

    response = client.get(episode.authority.get_absolute_url())

    assert words(response).count("no longer counts") == 1
    assert in_order(
        response,
        "Level after the last decision: Routine",
        "2020 May 2020 day not stated Serious concern Protocol lifted",
        "2019 March 2019 day not stated Serious concern Corrected",
        "Level set right Referred",
        "March 2019 day not stated Serious concern Placed under the protocol",
        "no longer counts",
    )


def test_decision_that_is_not_announced_is_not_told(client: Client) -> None:
    authority = make_authority()
    secret = make_inspection(authority, reference="SECRET-1")
    episode = make_episode(authority, placed=False)
    make_decision(episode, Act.PLACE, announced=True, basis=secret)
    make_decision(episode, Act.LIFT, reason_en="Secret reason")
    make_episode(authority, placed=False, instrument_en="Secret protocol")

    page = words(client.get("/en/authorities/exampleshire/"))

    assert "Level after the last decision: Serious" in page
    assert "lifted" not in page
    assert "ecret" not in page
    assert "SECRET" not in page


def test_board_is_told_with_its_focus_and_that_there_is_more(client: Client) -> None:
    board = make_board()
    decision = board.decisions.create(
        announced=True,
        sequence=1,
        act="continue",
        focus_list_complete=False,
        recorded_from="News story",
    )
    decision.focus_areas.create(position=1, name_en="Recruitment")
    decision.focus_areas.create(position=2, name_en="Partnership")
    make_board(board.authority, name_en="Secret board", announced=False)

    response = client.get("/en/authorities/exampleshire/")

    assert in_order(
        response,
        "Intervention board: in place, for all that is published here",
        "Ministerial intervention board. Service",
        "Established: 30 April 2009.",
        "2009 30 April 2009 Oversight board Intervention board: Established",
        "Date not stated Oversight board Intervention board: Continued",
        "To focus on:",
        "Recruitment Partnership and others, which the source does not name",
    )
    assert "Secret" not in words(response)


def test_wrong_decision_about_a_board_stays_marked_beside_the_right_one(
    client: Client,
) -> None:
    board = make_board()
    told = {"announced": True, "decided_on": "2010-01-05"}
    wrong = board.decide("stand_down", by=SYSTEM, **told)
    board.correct(wrong, "continue", by=SYSTEM, reason_en="The letter was misread.")

    response = client.get("/en/authorities/exampleshire/")

    assert "Intervention board: in place" in words(response)
    assert in_order(
        response,
        "Intervention board: Continued",
        "Why it was corrected The letter was misread.",
        "Intervention board: Stood down",
        "This decision was wrong and no longer counts: a later one corrects it.",
    )


def test_old_step_of_ministers_is_told_as_the_last_one_known(client: Client) -> None:
    step = make_step(decided_on="2009-04-30", recorded_from="News story")
    told = (
        "Last step known: Warning notice, 30 April 2009. "
        "Whether it still applies is not on record."
    )

    page = client.get(step.intervention.authority.get_absolute_url())
    listed = client.get("/en/concerns/")

    for response in (page, listed):
        assert told in words(response)
        assert "<strong>Warning notice in force" not in response.content.decode()


def test_old_board_is_told_by_the_last_step_known(client: Client) -> None:
    board = make_board(recorded_from="News story")

    response = client.get(board.authority.get_absolute_url())

    assert in_order(
        response,
        "Intervention board. Last step known: established, 30 April 2009.",
        "Whether it still applies is not on record.",
    )
    assert "in place, for all" not in words(response)


def test_open_recommendations_are_not_counted_where_none_is_recorded(
    client: Client,
) -> None:
    authority = make_authority()

    page = words(client.get(authority.get_absolute_url()))

    assert "Open recommendations No recommendation is recorded here" in page
