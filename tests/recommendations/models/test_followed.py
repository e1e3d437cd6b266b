"""What becomes of a recommendation: who says so, on what day, and what is refused."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal
from recommendations.models import Recommendation
from recommendations.models.speaking import know_speakers
from tests.factories import (
    NOON,
    SYSTEM,
    TODAY,
    make_authority,
    make_edition,
    make_inspection,
    make_interest,
    make_recommendation,
    make_team_member,
    make_user,
    stand,
)

pytestmark = pytest.mark.django_db

MADE, LATER, LATEST = date(2026, 1, 12), date(2026, 2, 2), date(2026, 2, 20)
WORDS = {"words_en": "As the letter says."}
GROUNDS = ["no_longer_relevant", "not_implemented_risk_accepted", "issued_in_error"]


@pytest.fixture
def case() -> Inspection:
    return make_inspection(status="drafting")


@pytest.fixture
def asked(case: Inspection) -> Recommendation:
    """Published on MADE."""
    row = make_recommendation(case)
    make_edition(case, published_on=str(MADE))
    return row


@pytest.fixture
def lead(case: Inspection) -> User:
    person = make_user("lead_inspector")
    make_team_member(case, user=person, role="lead")
    return person


def entered(row: Recommendation) -> list[tuple[str, dict]]:
    return [(each.act, each.after) for each in Entry.objects.about(row)]


def test_answer_for_the_authority_stands_with_its_day_reason_and_trace(
    asked: Recommendation, lead: User
) -> None:
    told = {"role": "Director of social services", "words_en": "Half of it is done."}

    fact = asked.answer("partly_accepted", by=lead, day=LATER, at=NOON, **told)

    assert (asked.acceptance, asked.accepted_on) == ("partly_accepted", LATER)
    assert asked.acceptance_reason == "Half of it is done."
    assert (fact.on_behalf, fact.entered_by, fact.entered_at) == (True, lead, NOON)
    assert entered(asked) == [
        (
            "answered",
            {
                "acceptance": "partly_accepted",
                "acceptance_reason": "Half of it is done.",
                "accepted_on": "2026-02-02",
            },
        )
    ]


def test_every_fact_stays_and_each_day_tells_where_it_stood(
    asked: Recommendation, lead: User, case: Inspection
) -> None:
    asked.answer("accepted", by=lead, day=MADE, at=NOON)
    asked.report_progress("in_progress", by=lead, day=LATER, at=NOON)
    asked.report_progress("completed_reported", by=lead, day=LATEST, at=NOON)
    asked.verify("achieved", by=lead, day=LATEST, basis=case, at=NOON, **WORDS)

    asked.close("achieved", by=lead, day=TODAY, at=NOON)

    assert asked.facts == 5
    assert [
        asked.standing_at(day)
        for day in (date(2026, 1, 1), MADE, LATER, LATEST, TODAY, None)
    ] == [
        ("awaiting", "not_started", "not_assessed", "open"),
        ("accepted", "not_started", "not_assessed", "open"),
        ("accepted", "in_progress", "not_assessed", "open"),
        ("accepted", "completed_reported", "achieved", "open"),
        ("accepted", "completed_reported", "achieved", "closed"),
        ("accepted", "completed_reported", "achieved", "closed"),
    ]


def test_opened_again_it_goes_on(asked: Recommendation, lead: User) -> None:
    asked.close("issued_in_error", by=lead, day=LATER, at=NOON, **WORDS)

    asked.reopen(by=lead, day=LATEST, at=NOON, **WORDS)
    asked.report_progress("in_progress", by=lead, day=LATEST, at=NOON)

    assert (asked.lifecycle, asked.closed_reason, asked.closed_on) == ("open", "", None)
    assert asked.progress == "in_progress"


def test_rejected_one_stays_open_for_the_inspectorate_to_decide(
    asked: Recommendation, lead: User
) -> None:
    asked.answer("rejected", by=lead, day=LATER, at=NOON, **WORDS)

    assert [*Recommendation.objects.rejected()] == [asked]
    asked.close("not_implemented_risk_accepted", by=lead, day=LATER, at=NOON, **WORDS)
    assert [*Recommendation.objects.rejected()] == []
    assert [*Recommendation.objects.rejected(date(2026, 2, 1))] == []


@pytest.mark.parametrize(
    ("verb", "given", "sentence"),
    [
        ("answer", ["rejected", {}], "Give the authority's reason"),
        ("answer", ["awaiting", {}], "Choose what the authority answered"),
        ("answer", ["nonsense", WORDS], "not a valid choice"),
        ("answer", ["accepted", {"day": date(2026, 1, 11)}], "before the recommendati"),
        ("answer", ["accepted", {"day": date(2026, 3, 3)}], "still to come"),
        ("answer", ["accepted", {"day": None}], "Enter the day"),
        ("report_progress", ["paused", {}], "Say why the work is paused"),
        ("report_progress", ["in_progress", {"seen": 7}], "Somebody has entered"),
        ("close", ["achieved", {}], "Only what inspectors have verified as achieved"),
        ("close", ["superseded", WORDS], "Name the recommendation that replaces"),
        ("close", ["nonsense", WORDS], "Choose the grounds"),
        *(("close", [grounds, {}], "Say why it is closed") for grounds in GROUNDS),
        ("reopen", [WORDS], "is open already"),
        ("verify", ["achieved", {"basis": None, **WORDS}], "Name the inspection"),
        ("verify", ["not_assessed", {"basis": None, **WORDS}], "Choose what inspecto"),
        ("verify", ["achieved", {"basis": None}], "Write what inspectors saw"),
    ],
)
def test_what_cannot_be_so_is_refused_with_a_sentence_and_nothing_is_entered(
    asked: Recommendation, lead: User, verb: str, given: list, sentence: str
) -> None:
    *values, told = given

    with pytest.raises(Refusal, match=sentence):
        getattr(asked, verb)(*values, **{"by": lead, "day": LATER, "at": NOON, **told})

    asked.refresh_from_db()
    assert (asked.facts, entered(asked)) == (0, [])


def test_nothing_is_entered_before_publication(case: Inspection, lead: User) -> None:
    draft = make_recommendation(case)

    with pytest.raises(Refusal, match="publish the report"):
        draft.answer("accepted", by=lead, day=LATER, at=NOON)


@pytest.mark.parametrize("verb", ["answer", "report_progress"])
def test_response_after_closing_is_refused(
    asked: Recommendation, lead: User, verb: str
) -> None:
    asked.close("issued_in_error", by=lead, day=LATER, at=NOON, **WORDS)
    value = "accepted" if verb == "answer" else "in_progress"

    with pytest.raises(Refusal, match="is closed: open it again"):
        getattr(asked, verb)(value, by=lead, day=LATEST, at=NOON)


def test_decision_before_the_previous_one_is_refused(
    asked: Recommendation, lead: User
) -> None:
    asked.answer("accepted", by=lead, day=LATEST, at=NOON)

    with pytest.raises(Refusal, match="before what was entered last, of 20 February"):
        asked.answer("rejected", by=lead, day=LATER, at=NOON, **WORDS)


def test_second_of_two_who_read_the_same_is_refused(
    asked: Recommendation, lead: User
) -> None:
    same = Recommendation.objects.get(pk=asked.pk)
    asked.answer("accepted", by=lead, day=LATER, at=NOON, seen=0)

    with pytest.raises(Refusal, match="Somebody has entered something"):
        same.answer("rejected", by=lead, day=LATER, at=NOON, seen=0, **WORDS)

    assert Recommendation.objects.get(pk=asked.pk).acceptance == "accepted"


def test_link_officer_speaks_for_their_own_authority_alone(
    asked: Recommendation, case: Inspection
) -> None:
    officer = make_user("link_officer")
    know_speakers(lambda user: [make_authority()])
    with pytest.raises(Refusal, match="You speak for another authority"):
        asked.answer("accepted", by=officer, day=LATER, at=NOON)
    know_speakers(lambda user: case.authorities.all())

    fact = asked.answer("accepted", by=officer, day=LATER, at=NOON)

    assert fact.on_behalf is False
    with pytest.raises(Refusal, match="Your role does not include"):
        asked.close("issued_in_error", by=officer, day=LATER, at=NOON, **WORDS)
    with pytest.raises(Refusal, match="Your role does not include"):
        asked.verify("strong", by=officer, day=LATER, basis=case, at=NOON, **WORDS)


@pytest.mark.parametrize(
    "role", ["quality_assurer", "publishing_officer", "information_governance"]
)
def test_other_roles_enter_nothing(asked: Recommendation, role: str) -> None:
    person = make_user(role)

    for verb, value in [("answer", "accepted"), ("close", "issued_in_error")]:
        with pytest.raises(Refusal, match="Your role does not include"):
            getattr(asked, verb)(value, by=person, day=LATER, at=NOON, **WORDS)


def test_inspector_off_the_team_enters_nothing(
    asked: Recommendation, case: Inspection
) -> None:
    stranger = make_user("inspector")

    for act in (
        lambda: asked.answer("accepted", by=stranger, day=LATER, at=NOON),
        lambda: asked.verify(
            "strong", by=stranger, day=LATER, at=NOON, basis=case, **WORDS
        ),
    ):
        with pytest.raises(Refusal, match="Only the team of"):
            act()


def test_verification_names_a_begun_activity_at_the_same_authority(
    asked: Recommendation, case: Inspection
) -> None:
    head = make_user("head_of_inspection")
    elsewhere = make_inspection(status="fieldwork")
    planned = make_inspection(case.authorities.get(), status="planned")

    for basis, sentence in [(elsewhere, "another authority"), (planned, "not begun")]:
        with pytest.raises(Refusal, match=sentence):
            asked.verify("strong", by=head, day=LATER, at=NOON, basis=basis, **WORDS)


def test_who_has_an_interest_verifies_nothing_even_by_sql(
    asked: Recommendation, case: Inspection
) -> None:
    head = make_user("head_of_inspection")
    make_interest(head, authority=case.authorities.get())

    with pytest.raises(Refusal, match="declared an interest"):
        asked.verify("strong", by=head, day=LATER, at=NOON, basis=case, **WORDS)
    with pytest.raises(IntegrityError, match="verifies nothing"), transaction.atomic():
        asked.verifications.create(
            sequence=1, verification="strong", basis=case, entered_by=head, day=LATER
        )

    asked.refresh_from_db()
    assert asked.verification == "not_assessed"


def test_successor_that_leads_back_is_refused_by_verb_and_database(
    asked: Recommendation, lead: User, case: Inspection
) -> None:
    one, two = make_recommendation(case), make_recommendation(case)
    stand(one, lifecycle="closed", closed_reason="merged", successor=two)
    stand(two, lifecycle="closed", closed_reason="merged", successor=asked)

    with pytest.raises(Refusal, match="leads back to this one"):
        asked.close("superseded", by=lead, day=LATER, at=NOON, successor=one)
    with pytest.raises(IntegrityError, match="leads back"), transaction.atomic():
        stand(asked, lifecycle="closed", closed_reason="merged", successor=one)
    case.reports.update(status="revision")
    Recommendation.objects.filter(pk=one.pk).update(repeat_of=two)
    with pytest.raises(IntegrityError, match="leads back"), transaction.atomic():
        Recommendation.objects.filter(pk=two.pk).update(repeat_of=one)


def test_column_moves_by_a_fact_alone(asked: Recommendation) -> None:
    for column, value in [
        ("acceptance", "accepted"),
        ("accepted_on", LATER),
        ("progress", "in_progress"),
        ("verification", "strong"),
        ("facts", 3),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Recommendation.objects.filter(pk=asked.pk).update(**{column: value})

    asked.acceptance, asked.text_en = "rejected", "Mended."
    asked.save()

    asked.refresh_from_db()
    assert (asked.acceptance, asked.text_en) == ("awaiting", "Mended.")


@pytest.mark.parametrize("day", [None, date(2999, 1, 1)])
def test_fact_is_of_a_day_that_has_come_even_by_sql(
    asked: Recommendation, day: date | None
) -> None:
    with pytest.raises(IntegrityError, match="not still to come"), transaction.atomic():
        asked.progressupdates.create(sequence=1, progress="in_progress", day=day)


def test_reason_that_was_noted_before_stays_with_inspectors(case: Inspection) -> None:
    noted = {"acceptance": "rejected", "acceptance_reason": "Said on the telephone."}

    own = make_recommendation(case, **noted)
    old = make_recommendation(case, recorded_from="Archive", **noted)

    assert [own.answers.get().is_public, old.answers.get().is_public] == [False, True]


def test_fact_before_an_older_one_is_refused_where_the_newest_has_no_day(
    asked: Recommendation, lead: User
) -> None:
    archive = {"recorded_from": "Archive"}
    for place, day in enumerate([LATEST, None], start=1):
        asked.progressupdates.create(
            sequence=place, progress="in_progress", day=day, **archive
        )
    asked.refresh_from_db()

    with pytest.raises(Refusal, match="before what was entered last"):
        asked.report_progress("paused", by=lead, day=LATER, at=NOON, **WORDS)


def test_fact_is_neither_changed_nor_taken_away(
    asked: Recommendation, lead: User
) -> None:
    asked.answer("accepted", by=lead, day=LATER, at=NOON)

    for act in (
        lambda: asked.answers.update(acceptance="rejected"),
        lambda: asked.answers.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_one_that_is_entered_as_closed_has_the_facts_of_it(case: Inspection) -> None:
    closed = {"lifecycle": "closed", "closed_reason": "achieved"}

    row = make_recommendation(
        case,
        recorded_from="Archive",
        acceptance="accepted",
        accepted_on=LATER,
        verification="achieved",
        closed_on=LATEST,
        **closed,
    )

    row.refresh_from_db()
    assert row.facts == 4
    assert row.standing_at(date(2026, 2, 1)).acceptance == "awaiting"
    assert row.standing_at(date(2026, 2, 10)) == (
        *("accepted", "not_started", "achieved", "open"),
    )
    assert [each.recorded_from for each in row.closings.all()] == ["Archive"]


def test_lists_of_any_day_tell_what_held_on_it(
    asked: Recommendation, lead: User
) -> None:
    Recommendation.objects.filter(pk=asked.pk).update(
        timescale="1m", due_on=date(2026, 2, 10)
    )
    asked.report_progress("in_progress", by=lead, day=LATER, at=NOON)
    asked.report_progress("completed_reported", by=lead, day=LATEST, at=NOON)
    rows = Recommendation.objects

    told = {
        str(day): [
            *(name for name in ("overdue", "due_soon", "awaiting_verification", "stale")
              if getattr(rows, name)(day).exists()),
        ]
        for day in (
            LATER, date(2026, 2, 10), date(2026, 2, 11), LATEST, date(2027, 1, 1)
        )
    }  # fmt: skip

    assert told == {
        "2026-02-02": ["due_soon"],
        "2026-02-10": ["due_soon"],
        "2026-02-11": ["overdue"],
        "2026-02-20": ["awaiting_verification"],
        "2027-01-01": ["awaiting_verification"],
    }


def test_reported_as_completed_again_it_awaits_verification_again(
    asked: Recommendation, lead: User, case: Inspection
) -> None:
    def awaits(day: date | None = None) -> bool:
        return Recommendation.objects.awaiting_verification(day).exists()

    told = {"by": lead, "at": NOON}
    asked.report_progress("completed_reported", day=LATER, **told)
    asked.verify("limited", day=date(2026, 2, 10), basis=case, **told, **WORDS)
    seen = awaits()

    asked.report_progress("completed_reported", day=LATEST, **told)
    again = awaits()
    asked.verify("achieved", day=TODAY, basis=case, **told, **WORDS)
    asked.report_progress("completed_reported", day=TODAY, **told)

    assert (seen, again, awaits()) == (False, True, False)
    assert [awaits(day) for day in (LATER, date(2026, 2, 10), LATEST, TODAY)] == [
        *(True, False, True, False),
    ]


def test_look_of_before_the_report_leaves_it_awaiting(
    asked: Recommendation, lead: User, case: Inspection
) -> None:
    asked.report_progress("completed_reported", by=lead, day=LATEST, at=NOON)

    asked.verify("limited", by=lead, day=LATER, basis=case, at=NOON, **WORDS)

    assert list(Recommendation.objects.awaiting_verification()) == [asked]


def test_stale_is_what_was_told_nothing_of_for_six_months(
    asked: Recommendation, lead: User
) -> None:
    def days() -> list[bool]:
        asked_of = [date(2026, 7, 11), date(2026, 7, 12), date(2026, 8, 31)]
        return [Recommendation.objects.stale(day).exists() for day in asked_of]

    before = days()
    asked.report_progress("in_progress", by=SYSTEM, day=date(2026, 2, 28), at=NOON)

    assert before == [False, True, True]
    assert days() == [False, False, True]
