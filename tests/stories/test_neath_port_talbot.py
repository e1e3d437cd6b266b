"""Neath Port Talbot, 2012 to 2015: placed on five grounds, kept, lifted."""

from datetime import date

import pytest
from django.test import Client

from authorities.models import Authority
from inspectorate.concerns.models import Decision, Episode
from inspectorate.concerns.models.levels import Act, Level
from inspectorate.frameworks.deadlines import calendar_days_after
from inspectorate.lifecycle import Refusal
from recommendations.models import Recommendation
from tests.factories import (
    make_edition,
    make_episode,
    make_inspection,
    make_recommendation,
    make_service,
    make_user,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db

DAY = {"decided_by_en": "Chief Inspector", "announced": True}


@pytest.fixture
def episode() -> Episode:
    npt = Authority.objects.get(gss_code="W06000012")
    service = make_service()
    return make_episode(npt, service=service, placed=False)


def inspect(episode: Episode, when: str, count: int = 0) -> object:
    """A published inspection of the service in a month, with so many asked."""
    case = make_inspection(
        episode.authority,
        service=episode.service,
        fieldwork_start=when,
        fieldwork_end=when,
        reference=f"NPT-{when}",
        year=int(when[:4]),
    )
    for _number in range(count):
        make_recommendation(case)
    make_edition(case)
    return case


def place(episode: Episode) -> Decision:
    grounds = [{"ground": each} for each in episode.protocol.grounds.all()]
    return episode.decide(
        Act.PLACE,
        by=make_user("chief_inspector"),
        decided_on="2012-11-19",
        basis=inspect(episode, "2012-10"),
        grounds=grounds,
        met_on=date(2012, 11, 20),
        targets_due_on=date(2012, 12, 19),
        reason_en="A third report in two years shows no progress.",
        review_on=date(2013, 2, 19),
        **DAY,
    )


def keep(episode: Episode) -> Decision:
    return episode.decide(
        Act.RETAIN,
        by=make_user("chief_inspector"),
        decided_on="2013-11-15",
        basis=inspect(episode, "2013-11"),
        reason_en="Better, and not enough yet.",
        review_on=date(2014, 2, 15),
        **DAY,
    )


def lift(episode: Episode, **changed: object) -> Decision:
    answers = [
        {"ground": each, "progress_en": "Considerable progress."}
        for each in episode.protocol.grounds.all()
    ]
    told = {
        "decided_on": "2015-04-23",
        "grounds": answers,
        "sustainability_en": "Staff trust that the council's support will outlast it.",
        "reason_en": "Considerable progress on each theme.",
    }
    return episode.decide(
        Act.LIFT, by=make_user("chief_inspector"), **{**told, **DAY, **changed}
    )


def test_service_is_placed_kept_and_lifted_and_every_past_day_is_known(
    episode: Episode,
) -> None:
    place(episode)
    keep(episode)
    lifted = lift(episode, basis=inspect(episode, "2015-02", count=15))

    told = Episode.objects.get(pk=episode.pk)
    days = ["2012-11-18", "2012-11-19", "2014-01-01", "2015-04-22", "2015-04-23"]
    assert [told.level_at(date.fromisoformat(day)) for day in days] == [
        *(Level.ROUTINE, Level.SERIOUS, Level.SERIOUS, Level.SERIOUS, Level.ROUTINE),
    ]
    assert not told.is_open
    assert len(lifted.left_open) == 15
    assert Recommendation.objects.open().count() == 15
    assert (
        lifted.left_open[0]["text_en"]
        == "See that every child has a named social worker."
    )


def test_lifting_wants_a_later_inspection_and_a_word_on_each_ground(
    episode: Episode,
) -> None:
    placed = place(episode)
    first, *others = episode.protocol.grounds.all()
    answers = [{"ground": each, "progress_en": "Better."} for each in others]

    with pytest.raises(Refusal) as refusal:
        lift(
            episode,
            basis=placed.basis,
            grounds=[{"ground": first}, *answers],
            sustainability_en="",
        )

    assert [str(reason) for reason in refusal.value.reasons] == [
        (
            "It has to rest on an inspection or visit after the entry, and by its days "
            "of fieldwork NPT-2012-10 is none: choose a later one."
        ),
        (
            "Say what progress there is on the ground “Statutory requirements are "
            "often not met”."
        ),
        "Say what makes the progress last when nobody watches any more.",
    ]
    assert Episode.objects.get(pk=episode.pk).is_open
    assert episode.decisions.count() == 1


def test_public_reads_the_grounds_the_progress_and_what_stays_open(
    episode: Episode, client: Client
) -> None:
    place(episode)
    basis = inspect(episode, "2015-02", count=2)
    lift(episode, basis=basis)

    before = client.get("/en/concerns/", {"as-at": "2014-06-01"})
    after = client.get("/en/concerns/")
    page = client.get(episode.authority.get_absolute_url())

    assert in_order(
        before,
        "Under the serious concern protocol (1)",
        "Neath Port Talbot",
        "Grounds Performance: Statutory requirements are often not met",
        "Staffing and management: Key posts are without suitable staff",
        "No longer under concern (0)",
    )
    assert "Progress: Considerable progress." not in words(before)
    assert in_order(
        after,
        "Under the serious concern protocol (0)",
        "No longer under concern (1)",
        "Left Protocol lifted: 23 April 2015",
        "Progress: Considerable progress.",
        "Recommendations that stayed open: See that every child has a named social",
        "NPT-2015-02-R1 See that every child has a named social worker. NPT-2015-02-R2",
        "What makes the progress last Staff trust",
    )
    assert in_order(
        page,
        "Not under the serious concern protocol now.",
        "23 April 2015 Serious concern Protocol lifted",
        "Progress: Considerable progress.",
        "19 November 2012 Serious concern Placed under the protocol",
        "Decided by Chief Inspector",
    )


def test_recommendation_that_is_not_published_is_left_out(
    episode: Episode, client: Client
) -> None:
    place(episode)
    draft = make_inspection(
        episode.authority, service=episode.service, reference="SECRET-1"
    )
    make_recommendation(draft)
    lifted = lift(episode, basis=inspect(episode, "2015-02"))

    page = words(client.get("/en/concerns/"))

    assert lifted.left_open == []
    assert "SECRET" not in page


def test_answer_of_a_police_commissioner_is_due_in_56_days() -> None:
    assert calendar_days_after(date(2015, 4, 23), 56) == date(2015, 6, 18)
