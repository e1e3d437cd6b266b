"""Powys, 2017 to 2020: warning notice, follow-up, addendum, and the days of the law."""

from datetime import date

import pytest
from django.test import Client

from authorities.models import Authority
from inspectorate.concerns.models import Board, Duty, Episode, Intervention
from inspectorate.concerns.models.clocks import clocks
from inspectorate.concerns.models.levels import Level
from inspectorate.concerns.models.stages import Stage
from inspectorate.frameworks.deadlines import working_days_after
from inspectorate.reports import sample, sample_concerns
from tests.factories import make_intervention, make_step, make_user
from tests.inspectorate.public.pages import in_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def powys() -> Authority:
    return Authority.objects.get(gss_code="W06000023")


@pytest.fixture
def intervention(powys: Authority) -> Intervention:
    intervention = make_intervention(powys)  # warned on 17 October 2017
    make_step(
        intervention,
        "follow_up_notice",
        decided_on="2018-01-15",
        comply_by=date(2018, 2, 7),
    )
    return intervention


def test_law_gives_21_and_90_calendar_days_and_the_plan_20_working_days(
    intervention: Intervention,
) -> None:
    warned, followed = intervention.steps.all()

    assert (warned.laid_by, warned.reported_by) == (
        *(date(2017, 11, 7), date(2018, 1, 15)),
    )
    # A Sunday stays the day of the law: acting on the Monday is another fact.
    assert followed.reported_by == date(2018, 4, 15)
    assert working_days_after(date(2017, 10, 17), 20) == date(2017, 11, 14)


def test_day_of_the_law_stays_when_it_was_acted_on_later(
    intervention: Intervention,
) -> None:
    head = make_user("head_of_inspection")
    _warned, followed = intervention.steps.all()

    intervention.record_duty(followed, Duty.Kind.REPORTED, date(2018, 4, 16), by=head)

    followed.refresh_from_db()
    assert followed.reported_by == date(2018, 4, 15)
    assert str(followed.duties.get().done_on) == "2018-04-16"
    waiting = [(c.step.sequence, c.kind) for c in clocks(until=date(2018, 12, 31))]
    assert waiting == [
        *((1, "laid"), (1, "complied"), (1, "reported")),
        *((2, "laid"), (2, "complied")),
    ]


def test_sample_tells_the_whole_ladder_with_its_sources(
    powys: Authority, client: Client
) -> None:
    sample.load()
    assert sample_concerns.load()

    intervention = Intervention.objects.get(authority=powys)
    assert [(s.act, str(s.decided_on)) for s in intervention.steps.all()] == [
        ("warning_notice", "2017-10-17"),
        ("follow_up_notice", "2018-01-15"),
        ("addendum", "2018-04-16"),
    ]
    assert all(s.recorded_from and s.statement_url for s in intervention.steps.all())
    assert intervention.stage_at(date(2017, 12, 1)) == Stage.WARNED
    first, second = Board.objects.filter(authority=powys)
    assert (str(first.stood_down_on), str(second.established_on)) == (
        *("2018-04-16", "2018-04-16"),
    )
    enhanced = Episode.objects.get(authority=powys)
    assert enhanced.level_at(date(2020, 11, 2)) == Level.ROUTINE
    assert in_order(
        client.get(powys.get_absolute_url()),
        "Last step known: Addendum to the notice, 16 April 2018.",
        "2 November 2020 Serious concern De-escalated",
        "16 April 2018 Ministers Addendum to the notice",
        "15 January 2018 Ministers Follow-up warning notice",
        "by 15 April 2018; done on 16 April 2018",
        "17 October 2017 Ministers Warning notice",
        "by 15 January 2018; done on 15 January 2018",
        "Written statement, Welsh Government, 17 October 2017",
    )


def test_second_load_changes_nothing_and_silence_of_a_source_is_no_breach() -> None:
    sample_concerns.load()
    count = Intervention.objects.count()

    assert not sample_concerns.load()

    assert Intervention.objects.count() == count == 2
    assert clocks(until=date(2099, 1, 1)) == []


def test_swansea_of_2009_is_told_by_its_statements() -> None:
    sample.load()
    sample_concerns.load()

    board = Board.objects.get(authority__gss_code="W06000011")
    assert (str(board.established_on), str(board.stood_down_on)) == (
        *("2009-04-30", "2010"),
    )
    assert board.members.count() == 2
    assert len(board.focus_at(date.max)) == 4
