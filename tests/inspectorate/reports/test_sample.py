"""The checks of the domain's stories: what was loaded is what the stories say."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inspectorate.concerns.models import Board, Decision, Episode
from inspectorate.concerns.models.decision import Level
from inspectorate.inspections.models import Finding, Inspection, Judgement
from inspectorate.reports import chain, sample
from inspectorate.reports.models import Edition, PublishedParagraph, Response
from inspectorate.reports.numbering import sort_key
from recommendations.models import Recommendation

pytestmark = pytest.mark.django_db

NPT, SWANSEA = "W06000012", "W06000011"


@pytest.fixture(scope="module", autouse=True)
def _sample(rows_of_module: None) -> None:
    sample.load()


def test_neath_port_talbot_has_three_inspections_and_three_decisions() -> None:
    inspections = Inspection.objects.filter(authorities__gss_code=NPT)

    assert sorted(inspections.values_list("reference", flat=True)) == [
        "NEATH-PORT-TALBOT-2012-01",
        "NEATH-PORT-TALBOT-2013-01",
        "NEATH-PORT-TALBOT-ND-01",
    ]
    assert list(Decision.objects.values_list("act", "announced")) == [
        ("place", True),
        ("retain", True),
        ("lift", True),
    ]


def test_level_of_concern_is_known_at_any_date() -> None:
    episode = Episode.objects.get(authority__gss_code=NPT)

    assert episode.level_at(date(2012, 10, 31)) == Level.ROUTINE
    assert episode.level_at(date(2013, 6, 1)) == Level.SERIOUS
    assert episode.level_at(date(2014, 1, 1)) == Level.SERIOUS
    assert episode.level_at(timezone.localdate()) == Level.ROUTINE


def test_lifting_leaves_the_recommendations_open() -> None:
    recommendations = Recommendation.objects.filter(
        inspection__authorities__gss_code=NPT
    )

    assert recommendations.open().count() == recommendations.count() == 6


def test_no_date_is_invented() -> None:
    dates = Decision.objects.values_list("decided_on", flat=True)

    assert [str(day or "") for day in dates] == ["2012-11", "2013-11", ""]
    assert [edition.published_on for edition in Edition.objects.all()] == [None, None]
    latest = Inspection.objects.get(reference="NEATH-PORT-TALBOT-ND-01")
    assert str(latest.fieldwork_start) == "XXXX-02"
    assert latest.fieldwork_start.in_words == "February, year not stated"


def test_press_label_stands_apart_from_the_formal_name() -> None:
    episode = Episode.objects.get()

    assert episode.press_label_en == "special measures"
    assert "special measures" not in episode.instrument_en


def test_fifteen_made_and_six_recorded() -> None:
    edition = Edition.objects.get(inspection_reference="NEATH-PORT-TALBOT-ND-01")

    assert edition.stated_recommendation_count == 15
    assert edition.recommendations.count() == 6


def test_judgement_keeps_its_wording_and_who_mapped_it() -> None:
    judgement = Judgement.objects.get()

    assert judgement.wording_en == (
        "uncertainly placed to deliver and sustain service improvement"
    )
    assert judgement.point.code == "uncertain"
    assert judgement.mapped_by
    assert judgement.mapping_note_en


def test_the_two_councils_are_not_compared() -> None:
    """Neath Port Talbot has no judgement, and the frameworks are not the same."""
    npt, swansea = (
        Inspection.objects.filter(authorities__gss_code=code).order_by("pk").last()
        for code in (NPT, SWANSEA)
    )

    assert npt.framework != swansea.framework
    assert npt.judgements.count() == 0


def test_paragraph_known_only_by_its_number() -> None:
    paragraph = PublishedParagraph.objects.get(number="1.3.4")

    assert paragraph.anchor == "p-1-3-4"
    assert not paragraph.text
    assert sorted(["1.10", "1.9", "1.3.4"], key=sort_key) == ["1.3.4", "1.9", "1.10"]


def test_findings_revisit_those_of_2012() -> None:
    latest = Finding.objects.filter(inspection__reference="NEATH-PORT-TALBOT-ND-01")

    assert list(
        latest.filter(previous__isnull=False).values_list(
            "theme__code", "change", "previous__inspection__reference"
        )
    ) == [
        ("culture", "resolved", "NEATH-PORT-TALBOT-2012-01"),
        ("caseload", "improved", "NEATH-PORT-TALBOT-2012-01"),
    ]


def test_ongoing_is_never_overdue() -> None:
    """Whatever its due date says; nor is one without a timescale, or a closed one."""
    monitoring = Recommendation.objects.get(timescale="ongoing")
    monitoring.due_on = date(2000, 1, 1)  # which the database would refuse

    assert list(Recommendation.objects.overdue(date(2099, 1, 1))) == []
    assert not monitoring.is_overdue(date(2099, 1, 1))


def test_intervention_board_has_four_focus_areas_of_a_list_that_is_not_whole() -> None:
    board = Board.objects.get(authority__gss_code=SWANSEA)
    decision = board.decisions.get()

    assert decision.act == "continue"
    assert decision.decided_by_en == "Deputy Minister"
    assert not decision.focus_list_complete
    assert [area.theme.code for area in decision.focus_areas.all()] == [
        "workforce",
        "access_assessment",
        "partnership",
        "performance",
    ]


def test_responses_are_by_office_holders_in_english_only() -> None:
    assert sorted(Response.objects.published().values_list("role_en", "language")) == [
        ("Cabinet Member for Social Services", "en"),
        ("Chair, Child and Family Overview and Scrutiny Board", "en"),
        ("Chief inspector", "en"),
        ("Director of social services", "en"),
        ("Vice-Chair, Child and Family Overview and Scrutiny Board", "en"),
    ]


@pytest.mark.parametrize("table", ["concerns_decision", "concerns_boarddecision"])
def test_decisions_cannot_be_edited_or_deleted(table: str) -> None:
    statements = [f"UPDATE {table} SET sequence = 9", f"DELETE FROM {table}"]
    for statement in statements:
        with (
            pytest.raises(IntegrityError, match="permanent"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_register_holds_and_a_second_load_changes_nothing() -> None:
    assert list(chain.faults()) == []
    assert sample.load() == []
    assert Edition.objects.count() == 2
