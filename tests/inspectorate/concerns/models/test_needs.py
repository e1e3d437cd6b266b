"""What each decision about a concern needs, said all at once."""

from datetime import date

import pytest

from inspectorate.concerns.models import Decision, Episode, Ground
from inspectorate.concerns.models.levels import Act, Level
from inspectorate.frameworks.deadlines import months_after
from inspectorate.lifecycle import Refusal
from tests.factories import (
    SYSTEM,
    TODAY,
    make_decision,
    make_edition,
    make_episode,
    make_finding,
    make_inspection,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db


def reasons(episode: Episode, act: Act, **fields: object) -> list[str]:
    with pytest.raises(Refusal) as refusal:
        episode.decide(act, by=SYSTEM, **fields)
    return [str(reason) for reason in refusal.value.reasons]


def refused(episode: Episode, act: Act, **fields: object) -> list[str]:
    """With all that it needs but for `fields`; None takes one away."""
    with pytest.raises(Refusal) as refusal:
        make_decision(episode, act, **fields)
    return [str(reason) for reason in refusal.value.reasons]


def test_everything_that_placing_lacks_is_said_at_once_and_nothing_is_stored() -> None:
    episode = make_episode(placed=False)

    assert reasons(episode, Act.PLACE, decided_on=TODAY) == [
        "Give the day by which it is to be reviewed: the concern stays open.",
        "Choose the inspection that it rests on.",
        "Choose at least one ground of the protocol.",
        "Record the day of the meeting with the chief executive.",
        "Write the improvement targets, or the day on which they are due.",
    ]
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("level", "act", "lacking", "sentence"),
    [
        (0, Act.RAISE, {"evidence_en": None}, "Name a finding it rests on"),
        (
            0,
            Act.RAISE,
            {"review_on": None},
            "Give the day by which it is to be reviewed",
        ),
        (0, Act.PLACE, {"basis": None}, "Choose the inspection that it rests on."),
        (
            0,
            Act.PLACE,
            {"grounds": None},
            "Choose at least one ground of the protocol.",
        ),
        (0, Act.PLACE, {"met_on": None}, "Record the day of the meeting"),
        (0, Act.PLACE, {"targets_en": None}, "Write the improvement targets"),
        (
            0,
            Act.PLACE,
            {"review_on": date(2026, 6, 3)},
            "due by 2 June 2026 at the latest",
        ),
        (0, Act.PLACE, {"review_on": TODAY}, "has to be later than the decision"),
        (0, Act.PLACE, {"decided_on": "2099-01-01"}, "is dated in the future"),
        (2, Act.RETAIN, {"basis": None}, "Choose the inspection or visit since"),
        (2, Act.RETAIN, {"reason_en": None, "reason_cy": None}, "Give the reason"),
        (
            2,
            Act.RETAIN,
            {"review_on": None},
            "Give the day by which it is to be reviewed",
        ),
        (2, Act.REFER, {"reason_en": None, "reason_cy": None}, "Give the reason"),
        (
            2,
            Act.DE_ESCALATE,
            {"grounds": ()},
            "Say what progress there is on the ground",
        ),
        (2, Act.LIFT, {"grounds": ()}, "Say what progress there is"),
        (2, Act.LIFT, {"basis": None}, "Choose the inspection or visit since"),
        (2, Act.LIFT, {"sustainability_en": None}, "Say what makes the progress last"),
        (1, Act.DE_ESCALATE, {"evidence_en": None}, "no ground is on record"),
    ],
)
def test_decision_that_lacks_a_part_is_refused_with_the_cure(
    level: int, act: Act, lacking: dict, sentence: str
) -> None:
    episode = make_episode(placed=level == Level.SERIOUS)
    if level == Level.HEIGHTENED:
        make_decision(episode, Act.RAISE, decided_on="2025-12-01")
    before = episode.decisions.count()

    told = refused(episode, act, **lacking)

    assert any(sentence in each for each in told)
    assert episode.decisions.count() == before


@pytest.mark.parametrize("act", [Act.RETAIN, Act.LIFT])
@pytest.mark.parametrize("when", ["2012-11-19", "2012-10", "2011"])
def test_inspection_that_is_not_later_than_the_entry_does_not_carry(
    act: Act, when: str
) -> None:
    episode = make_episode()  # placed on 19 November 2012
    early = make_inspection(episode.authority, fieldwork_start=when, fieldwork_end=when)

    (told,) = refused(episode, act, basis=early)

    assert told.startswith("It has to rest on an inspection or visit after the entry")


def test_inspection_of_another_authority_does_not_carry() -> None:
    episode = make_episode()

    told = refused(episode, Act.RETAIN, basis=make_inspection())

    assert told == ["The inspection is of another authority: choose one of its own."]


def test_ground_of_another_protocol_is_refused() -> None:
    episode = make_episode(placed=False)
    other = Ground.objects.get(code="duty")

    told = refused(episode, Act.PLACE, grounds=[{"ground": other}])

    assert told == [
        "A ground is of another protocol: choose from the list of this one."
    ]


def test_concern_is_raised_on_a_finding_by_a_head_and_reviewed() -> None:
    episode, head = make_episode(placed=False), make_user("head_of_inspection")
    finding = make_finding(make_inspection(episode.authority))

    raised = make_decision(
        episode, Act.RAISE, by=head, evidence_en="", findings=[finding]
    )

    assert [each.finding for each in raised.findings.all()] == [finding]
    assert (episode.level, str(raised.decided_by)) == (
        *(Level.HEIGHTENED, "Head of Inspection"),
    )


@pytest.mark.parametrize("act", [Act.PLACE, Act.RETAIN, Act.LIFT, Act.REFER])
def test_head_decides_nothing_about_the_protocol(act: Act) -> None:
    episode = make_episode(placed=act != Act.PLACE)

    with pytest.raises(Refusal, match=r"Who can do it: Chief inspector\."):
        make_decision(episode, act, by=make_user("head_of_inspection"))


def test_ministers_are_called_on_at_once_only_where_it_is_exceptional() -> None:
    episode = make_episode(placed=False)
    assert "mark the referral as exceptional" in refused(episode, Act.REFER)[1]

    referred = make_decision(episode, Act.REFER, exceptional=True)

    assert (referred.from_level, referred.to_level) == (Level.ROUTINE, Level.REFERRED)
    assert str(referred.decided_by) == "Chief Inspector"


def test_lifted_protocol_may_leave_closer_monitoring() -> None:
    episode = make_episode()

    review = {"review_on": date(2026, 6, 1)}
    make_decision(episode, Act.LIFT, to_level=Level.HEIGHTENED, **review)

    assert (episode.level, episode.is_open) == (Level.HEIGHTENED, True)


def test_source_may_lack_what_it_does_not_say() -> None:
    episode = make_episode(placed=False)

    for act in (Act.PLACE, Act.RETAIN, Act.LIFT):
        episode.decide(act, by=SYSTEM, recorded_from="News story")

    assert [each.left_open for each in episode.decisions.all()] == [[], [], []]
    assert not episode.is_open


def test_correction_keeps_the_grounds_of_what_it_corrects() -> None:
    episode = make_episode()
    why = {"reason_en": "The day was misread.", "decided_on": "2012-11-20"}
    episode.correct(episode.decisions.get(), Level.SERIOUS, by=SYSTEM, **why)

    told = refused(episode, Act.LIFT, grounds=())

    assert sum("Say what progress there is" in each for each in told) == 2


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2012, 11, 19), 3, date(2013, 2, 19)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2026, 9, 30), 3, date(2026, 12, 30)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(
    day: date, months: int, last: date
) -> None:
    assert months_after(day, months) == last


def test_lifting_lists_open_recommendations_that_were_published_alone() -> None:
    episode = make_episode()
    case = make_inspection(episode.authority, service=episode.service)
    asked = make_recommendation(case)
    make_edition(case)
    draft = make_inspection(episode.authority, service=episode.service)
    make_recommendation(draft)

    lifted = make_decision(episode, Act.LIFT)

    assert [each["reference"] for each in lifted.left_open] == [asked.reference]
