"""Foreseeing an act: by the act itself, and without a trace."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inspectorate.lifecycle import Refusal
from inspectorate.notices.telling import overheard, tell
from inspectorate.reports import consequences
from inspectorate.reports.consequences import (
    Change,
    Consequence,
    Kind,
    Shown,
    alert,
    differences,
    foreseen,
    in_lines,
)
from inspectorate.reports.models import Report
from tests.factories import NOON, SYSTEM, make_report, make_user

pytestmark = pytest.mark.django_db

Commit = Callable[..., AbstractContextManager[list]]
WAY = ("/en/", "/cy/")


def rows_of_each_table() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count() for model in apps.get_models()
    }


@pytest.mark.slow
def test_nothing_remains_of_what_was_foreseen(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    report = make_report(signed=True)
    before = rows_of_each_table(), Report.objects.values().get()

    with django_capture_on_commit_callbacks(execute=True) as following:
        told = foreseen(report, "publish", by=SYSTEM)

    assert told
    assert following == []
    assert mail.outbox == []
    assert (rows_of_each_table(), Report.objects.values().get()) == before
    assert report.status == "sign_off"


@pytest.mark.slow
def test_schedule_tells_what_will_change_at_its_moment_and_schedules_nothing() -> None:
    report = make_report(signed=True)
    moment = timezone.now() + timedelta(days=3)

    told = foreseen(report, "schedule", by=SYSTEM, scheduled_for=moment)

    assert f"{timezone.localdate(moment):%-d %B %Y}" in str(told)
    at_once = foreseen(report, "publish", by=SYSTEM)
    assert [line[:3] for line in told] == [line[:3] for line in at_once]
    assert Report.objects.get().status == "sign_off"


@pytest.mark.slow
def test_issue_changes_nothing_that_anybody_outside_can_notice() -> None:
    report = make_report(signed=True)

    assert foreseen(report, "issue", by=SYSTEM, reason="By rule.") == []


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["publish", "schedule"])
def test_refused_act_tells_all_reasons_as_the_act_itself_does(verb: str) -> None:
    report = make_report(signed=True, no_concern_at=None)
    report.paragraphs.update(text_en="Changed since.")
    officer = make_user("publishing_officer")
    given = {"scheduled_for": timezone.now()} if verb == "schedule" else {}

    with pytest.raises(Refusal) as refusal:
        foreseen(report, verb, by=officer, **given)
    with pytest.raises(Refusal) as really:
        getattr(report, verb)(by=officer, **given)

    assert refusal.value.reasons == really.value.reasons
    assert len(refusal.value.reasons) > 1


def test_who_may_not_do_it_is_told_nothing_of_what_it_would_change() -> None:
    report = make_report(signed=True)

    with pytest.raises(Refusal, match="Your role does not include this act"):
        foreseen(report, "publish", by=make_user("inspector"))


def test_door_registers_entries_of_a_feed_and_they_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(consequences, "LOOKS", [])

    def entries(report: Report) -> Iterator[Shown]:
        for edition in report.editions.published():
            label = str(edition.number)
            yield Shown(Kind.FEED, "Feed of reports", ("/en/feed/",), label=label)

    consequences.compare(entries)
    report = make_report(signed=True)

    (line,) = foreseen(report, "publish", by=SYSTEM)

    assert (line.kind, line.change, line.labels) == (Kind.FEED, Change.NEW, "1")


def test_notices_of_one_kind_are_one_line_that_names_the_people() -> None:
    with overheard() as notices:
        for name in ("Mair Jones", "Owain Rees"):
            told = ("publication", "tests:1", "It is out", "Read it.", "/admin/")
            tell(make_user("inspector", name=name), *told)

    (line,) = in_lines(map(alert, notices), Change.NEW)

    assert (line.kind, line.name, line.count) == (Kind.ALERT, "Publication", 2)
    assert line.labels == "Mair Jones, Owain Rees"
    assert (line.address, line.has_others) == ("", False)


def shown(
    state: int, *, gone: bool = False, label: str = "", name: str = "It"
) -> Shown:
    return Shown(Kind.PAGE, name, WAY, state, label, is_gone=gone)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ([], [shown(1)], "new"),
        ([shown(1)], [shown(2)], "changed"),
        ([shown(1)], [shown(1)], None),
        ([shown(1)], [shown(1, name="Called so by now")], None),
        ([shown(1)], [], "gone"),
        ([shown(1)], [shown(1, gone=True)], "gone"),
        ([shown(1, gone=True)], [shown(1)], "new"),
        ([shown(1, gone=True)], [shown(2, gone=True)], "changed"),
        ([shown(1, gone=True)], [shown(1, gone=True)], None),
        ([], [shown(1, gone=True)], None),
    ],
)
def test_things_are_compared_by_what_an_outsider_notices(
    before: list[Shown], after: list[Shown], change: str | None
) -> None:
    assert [line.change for line in differences(before, after)] == (
        [change] if change else []
    )


def test_many_things_are_one_line_with_their_number_and_range() -> None:
    things = [shown(1, label=f"1.{place}") for place in range(1, 10)]

    few, many = (differences([], each)[0] for each in (things[:2], things))

    assert (few.count, few.labels) == (2, "1.1, 1.2")
    assert (many.count, many.labels) == (9, "1.1 … 1.9")
    assert many.address == "/en/"


@pytest.mark.slow
def test_what_is_foreseen_of_a_correction_names_the_paragraphs_that_change() -> None:
    report = make_report(published=True, paragraphs=3)
    report.paragraphs.filter(position=2).update(text_en="Other.", text_cy="Arall.")
    Report.objects.update(status=Report.Status.AWAITING_SIGN_OFF)
    report.refresh_from_db()
    report.sign_off(by=SYSTEM, at=NOON)

    told = foreseen(report, "publish", by=SYSTEM, correction_en="It was wrong.")

    lines = {line.name: line for line in told}
    assert lines["Paragraphs with other words"].labels == "1.2"
    same = lines["Paragraphs with the same words, and one more edition in their list"]
    assert same.labels == "1.1, 1.3"
    assert lines["What has changed between two editions"].change == Change.NEW


@pytest.mark.slow
def test_files_that_are_not_made_yet_do_not_go() -> None:
    report = make_report(published=True)
    why = {"reason_en": "A child could be known.", "reason_cy": "Gellid ei adnabod."}

    told = foreseen(report, "withdraw", by=SYSTEM, **why)

    assert Kind.FILE not in {line.kind for line in told}
    assert Change.GONE in {line.change for line in told}


@pytest.mark.slow
def test_queries_are_as_many_for_any_number_of_paragraphs() -> None:
    few, many = (make_report(signed=True, paragraphs=count) for count in (1, 12))
    counts = []

    for report in (few, many):
        foreseen(report, "publish", by=SYSTEM)
        with CaptureQueriesContext(connection) as queries:
            foreseen(report, "publish", by=SYSTEM)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_consequence_without_labels_tells_none() -> None:
    line = Consequence(Kind.PAGE, Change.NEW, "The report", [shown(1)])

    assert (line.labels, line.count, line.has_others) == ("", 1, False)
