"""A draft is sent to the authority, whose time counts from that moment."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import inspectorate
from inspectorate.accounts.models import User
from inspectorate.frameworks.models import NonWorkingDay
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import AccuracyCheck, Report
from tests.factories import (
    NOON,
    SYSTEM,
    assure,
    make_accuracy_check,
    make_accuracy_comment,
    make_framework,
    make_inspection,
    make_paragraph,
    make_report,
    make_section,
    make_team_member,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DUE = date(2026, 3, 16)  # ten working days after NOON
AFTER = datetime(2026, 3, 17, 9, tzinfo=UTC)


def make_assured(**fields: object) -> Report:
    report = make_report(status=Report.Status.QUALITY_ASSURANCE, **fields)
    assure(report)
    return report


def last_act(check: AccuracyCheck) -> tuple[str, str]:
    entry = Entry.objects.about(check).last()
    return entry.act, entry.actor_name


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (date(2025, 12, 15), date(2025, 12, 31)),
        (date(2026, 3, 27), date(2026, 4, 14)),
        (date(2022, 9, 12), date(2022, 9, 27)),
    ],
)
def test_draft_that_is_sent_gives_ten_working_days(sent: date, due: date) -> None:
    report, by = make_assured(), make_user("quality_assurer")
    at = datetime(sent.year, sent.month, sent.day, 9, tzinfo=UTC)

    report.send_for_accuracy(by=by, at=at)

    check = report.accuracy_checks.get()
    assert report.status == Report.Status.ACCURACY_CHECK
    assert (check.number, check.sent_at, check.sent_by) == (1, at, by)
    assert (check.sent_on, check.due_on, check.ends_on) == (sent, due, due)
    entry = Entry.objects.about(check).get()
    assert (entry.act, entry.actor_id, entry.entered_at) == ("created", by.pk, at)
    assert entry.after["due_on"] == str(due)
    assert "document" not in entry.after


def test_draft_sent_late_on_a_summer_evening_is_sent_the_next_day_in_london() -> None:
    report = make_assured()

    # Half past midnight on Wednesday.
    report.send_for_accuracy(by=SYSTEM, at=datetime(2026, 7, 7, 23, 30, tzinfo=UTC))

    check = report.accuracy_checks.get()
    assert (check.sent_on, check.due_on) == (date(2026, 7, 8), date(2026, 7, 22))


@pytest.mark.parametrize(
    ("days", "clock", "due"),
    [(20, "working", date(2017, 11, 14)), (21, "calendar", date(2017, 11, 7))],
)
def test_framework_says_how_long_the_check_is(days: int, clock: str, due: date) -> None:
    framework = make_framework()
    framework.deadlines.create(event="accuracy_check", days=days, clock=clock)
    framework.deadlines.create(event="response", days=5)
    report = make_assured(inspection=make_inspection(framework=framework))

    report.send_for_accuracy(by=SYSTEM, at=datetime(2017, 10, 17, 9, tzinfo=UTC))

    assert report.accuracy_checks.get().due_on == due


def test_day_off_that_no_rule_foretells_lengthens_the_check() -> None:
    NonWorkingDay.objects.create(day=date(2026, 3, 9), name_en="Funeral")

    assert make_accuracy_check().due_on == DUE + timedelta(days=1)


def test_what_is_sent_is_kept_with_the_numbers_that_the_authority_reads() -> None:
    report = make_assured(paragraphs=["One.", "Two."])

    report.send_for_accuracy(by=SYSTEM, at=NOON)
    report.paragraphs.filter(position=2).update(text_en="Twenty.")

    check = report.accuracy_checks.get()
    paragraphs = [part for part in check.parts if part.kind == "paragraph"]
    assert [(part.number, part.en) for part in paragraphs] == [
        ("1.1", "One."),
        ("1.2", "Two."),
    ]
    assert [str(row) for row in report.paragraphs.all()] == ["1.1", "1.2"]


def test_historical_report_keeps_its_numbers_when_it_is_sent() -> None:
    report = make_assured(recorded_from="Paper archive", paragraphs=1)
    report.paragraphs.update(number="7")

    report.send_for_accuracy(by=SYSTEM, at=NOON)

    assert report.paragraphs.get().number == "7"


def test_draft_out_of_order_is_not_sent_and_nothing_is_kept() -> None:
    report = make_assured()
    elsewhere = make_section(make_report(paragraphs=0))
    make_paragraph(report, section=elsewhere)

    with pytest.raises(Refusal, match="belongs to a section of another report"):
        report.send_for_accuracy(by=SYSTEM, at=NOON)

    assert Report.objects.get(pk=report.pk).status == Report.Status.QUALITY_ASSURANCE
    assert AccuracyCheck.objects.count() == 0


def test_draft_that_is_sent_again_gets_a_check_of_its_own() -> None:
    first = make_accuracy_check()

    second = make_accuracy_check(first.report, at=AFTER)

    assert (second.number, second.sent_at) == (2, AFTER)
    assert list(first.report.accuracy_checks.all()) == [second, first]


def test_answer_is_recorded_with_its_day() -> None:
    check = make_accuracy_check()

    check.record_return(DUE, by=make_user("head_of_inspection"), at=AFTER)

    check.refresh_from_db()
    assert (check.returned_on, check.is_answered, check.is_late) == (DUE, True, False)
    assert last_act(check) == ("returned", "Head of inspection")


def test_late_answer_takes_the_place_of_none_and_is_late() -> None:
    check = make_accuracy_check()
    check.record_no_response(by=SYSTEM, at=AFTER)

    check.record_return(AFTER.date(), by=SYSTEM, at=AFTER)

    check.refresh_from_db()
    assert (check.no_response, check.is_late) == (False, True)


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2026, 3, 18), "dated in the future"),
        (date(2026, 3, 1), r"sent on 02\.03\.2026 and cannot come back before"),
    ],
)
def test_answer_of_an_impossible_day_is_refused(on: date, told: str) -> None:
    check = make_accuracy_check()

    with pytest.raises(Refusal, match=told):
        check.record_return(on, by=SYSTEM, at=AFTER)

    assert AccuracyCheck.objects.get().returned_on is None


def test_no_response_is_recorded_when_the_last_day_is_over() -> None:
    check = make_accuracy_check()
    last_moment = datetime(2026, 3, 16, 23, 59, tzinfo=UTC)

    with pytest.raises(Refusal, match=r"has time to the end of 16\.03\.2026"):
        check.record_no_response(by=SYSTEM, at=last_moment)
    check.record_no_response(by=SYSTEM, at=AFTER)

    check.refresh_from_db()
    assert check.no_response
    assert last_act(check) == ("no response", "the tests")


def test_no_response_is_refused_where_comments_came() -> None:
    check = make_accuracy_comment().accuracy_check

    with pytest.raises(Refusal, match="has sent comments"):
        check.record_no_response(by=SYSTEM, at=AFTER)


def test_time_is_extended_with_a_reason() -> None:
    check = make_accuracy_check()
    to = DUE + timedelta(days=7)

    check.extend(to, by=SYSTEM, reason=" Flood in the offices. ", at=NOON)

    check.refresh_from_db()
    assert (check.due_on, check.ends_on) == (DUE, to)
    assert check.extension_reason == "Flood in the offices."
    assert check.days_left(DUE) == 7
    assert last_act(check) == ("extended", "the tests")
    with pytest.raises(Refusal, match=r"has time to the end of 23\.03\.2026"):
        check.record_no_response(by=SYSTEM, at=AFTER)


@pytest.mark.parametrize(
    ("to", "reason", "told"),
    [
        (DUE, "Flood.", "choose a later day"),
        (DUE + timedelta(days=1), "  ", "Give the reason"),
        (DUE + timedelta(days=1), "x" * 200_000, "200000 characters"),
        (DUE + timedelta(days=1), "Flood\x00", "NUL"),
    ],
)
def test_extension_is_refused_without_a_later_day_and_a_reason(
    to: date, reason: str, told: str
) -> None:
    check = make_accuracy_check()

    with pytest.raises(Refusal, match=told):
        check.extend(to, by=SYSTEM, reason=reason)

    assert AccuracyCheck.objects.get().extended_to is None


def test_what_is_answered_is_neither_extended_nor_said_not_to_come() -> None:
    check = make_accuracy_check(returned_on=DUE)

    with pytest.raises(Refusal, match="nothing is awaited"):
        check.extend(DUE + timedelta(days=1), by=SYSTEM, reason="Flood.")
    with pytest.raises(Refusal, match="nothing is awaited"):
        check.record_no_response(by=SYSTEM, at=AFTER)


VERBS: list[Callable[[AccuracyCheck, User], object]] = [
    lambda check, by: check.extend(DUE + timedelta(7), by=by, reason="Flood.", at=NOON),
    lambda check, by: check.record_return(DUE, by=by, at=AFTER),
    lambda check, by: check.record_no_response(by=by, at=AFTER),
    lambda check, by: make_accuracy_comment(check, by=by),
]


@pytest.mark.parametrize("verb", VERBS)
def test_check_is_worked_on_only_while_the_report_awaits_it(verb: Callable) -> None:
    check = make_accuracy_check()
    works = [Report.Status.ACCURACY_CHECK, Report.Status.REVISION]
    for status in [status for status in Report.Status if status not in works]:
        moment = NOON if status == Report.Status.SCHEDULED else None
        Report.objects.update(status=status, scheduled_for=moment)
        with pytest.raises(Refusal, match="its accuracy check is over"):
            verb(check, SYSTEM)

    Report.objects.update(status=Report.Status.REVISION, scheduled_for=None)
    verb(check, SYSTEM)

    assert Entry.objects.filter(actor_name="the tests").count() > 1


@pytest.mark.parametrize(
    "role",
    ["inspector", "lead_inspector", "publishing_officer", "information_governance"],
)
def test_check_is_not_worked_on_by_who_stands_outside(role: str) -> None:
    check, by = make_accuracy_check(), make_user(role)

    for verb in VERBS:
        with pytest.raises(Refusal, match="Only the team of this case works on"):
            verb(check, by)

    assert Entry.objects.about(check).count() == 1


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", ["inspector", "quality_assurer", "chief_inspector"])
def test_check_is_worked_on_by_the_team_and_who_assures_quality(
    verb: Callable, role: str
) -> None:
    check, by = make_accuracy_check(), make_user(role)
    if role == "inspector":
        make_team_member(check.report.inspection, user=by)

    verb(check, by)

    assert Entry.objects.filter(actor_id=by.pk).exists()


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        ("inspector", False),
        ("lead_inspector", False),
        ("quality_assurer", True),
        ("information_governance", True),
        ("head_of_inspection", True),
        ("link_officer", False),
    ],
)
@pytest.mark.parametrize("status", ["accuracy_check", "published"])
def test_check_is_read_by_who_reads_every_case(
    role: str, reads: bool, status: str
) -> None:
    user = make_user(role)
    check = make_accuracy_check()
    Report.objects.update(status=status)
    Inspection.objects.update(status="closed")

    assert AccuracyCheck.objects.readable_by(user).exists() == reads
    make_team_member(check.report.inspection, user=user)
    assert AccuracyCheck.objects.readable_by(user).exists()


def test_no_public_door_names_a_check_or_its_comments() -> None:
    doors = Path(inspectorate.__file__).parent
    texts = {
        path: path.read_text().casefold()
        for door in ("public", "api")
        for path in (doors / door).rglob("*.py")
    }

    # The glossary says what such a check is, and names none.
    code = re.compile(r"accuracy_?(?:check|comment|decision)|models\.accuracy")
    named = [str(path) for path, text in texts.items() if code.search(text)]

    assert named == []
    assert len(texts) > 20
