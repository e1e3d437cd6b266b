"""E-mails to subscribers, from what has happened to what the mail server takes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from inspectorate.concerns.models.decision import Act
from inspectorate.fields import Wording
from inspectorate.history.models import CHANGED, Entry, record
from inspectorate.notices.mail import Outcome
from inspectorate.public.alerts import queueing, sending
from inspectorate.public.models import Alert, Letter, Subscription
from inspectorate.reports import publication, withdrawal
from inspectorate.reports.models import Edition
from tests.factories import (
    NOON,
    SYSTEM,
    make_authority,
    make_decision,
    make_edition,
    make_episode,
    make_inspection,
    make_recommendation,
    make_report,
    make_theme,
)
from tests.inspectorate.notices.worker import waiting_tasks, work
from tests.races import at_once
from tests.subscribers import make_letter, make_subscription

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
EVENING = NOON + timedelta(hours=8)


@pytest.fixture(autouse=True)
def by_email(settings: Settings) -> None:
    settings.NOTICES_BY_EMAIL = True


def make_news(**fields: object) -> Edition:
    return make_edition(**{"at": LATER, **fields})


def tell(at: datetime = EVENING) -> None:
    queueing.send_all(queueing.queue_instant(at=at))
    work()


def test_subscriber_is_told_once_of_a_new_report(
    mailoutbox: list[EmailMessage],
) -> None:
    make_subscription(email="mair@example.org")
    edition = make_news()

    tell()
    tell()

    (message,) = mailoutbox
    assert message.to == ["mair@example.org"]
    assert message.subject == "New report: Inspection of children's services"
    assert "Authority: Exampleshire" in message.body
    address = f"https://inspectorate.example/en/reports/{edition.report.slug}/"
    assert f"{address}editions/1/" in message.body
    assert Letter.objects.get().status == "sent"
    assert Alert.objects.count() == 1


def test_letter_is_in_the_language_of_the_subscriber_and_names_no_council_within_one(
    mailoutbox: list[EmailMessage],
) -> None:
    make_subscription(language="cy")
    make_news()

    tell()

    (message,) = mailoutbox
    assert "Arolygiad o wasanaethau plant" in message.subject
    assert "https://inspectorate.example/cy/reports/" in message.body
    told = [line for line in message.body.splitlines() if "Exampleshire" in line]
    assert [line.rpartition(": ")[2] for line in told] == ["Sir Exampleshire"]


def test_letter_names_the_address_that_stops_it_with_one_click(
    mailoutbox: list[EmailMessage],
) -> None:
    """RFC 8058; the token of it is kept by its digest alone."""
    make_subscription()
    make_news()

    tell()

    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = headers["List-Unsubscribe"]
    site = "<https://inspectorate.example/en/follow/stop/"
    assert stop.startswith(site)
    assert stop.endswith("/>")
    token = stop.removeprefix(site).removesuffix("/>")
    assert len(token) == 43
    assert Subscription.objects.by_token(token)
    rows = [*Letter.objects.values(), *Alert.objects.values(), *Entry.objects.values()]
    tasks = [*DBTaskResult.objects.values()]
    assert token not in str([*rows, *tasks, *Subscription.objects.values()])


def test_no_address_stands_in_history_or_in_a_task(
    mailoutbox: list[EmailMessage],
) -> None:
    make_subscription(email="mair@example.org")
    make_news()
    queueing.send_all(queueing.queue_instant(at=EVENING))

    assert "mair@" not in str([*DBTaskResult.objects.values()])
    work()
    assert "mair@" not in str([*Entry.objects.values()])
    assert mailoutbox


def test_follower_of_one_authority_or_theme_is_told_of_that_alone() -> None:
    here, there = make_inspection(), make_inspection(make_authority("Northshire"))
    theme = make_theme()
    make_recommendation(there).themes.add(theme)
    stable = theme.stands_for or theme
    of_authority = make_subscription(authority=here.authorities.get())
    on_theme = make_subscription(theme=stable)
    make_subscription(authority=make_authority("Southshire"))
    first, second = (make_news(inspection=each) for each in (here, there))

    queueing.queue_instant(at=EVENING)

    told = Alert.objects.order_by("subscription").values_list("subscription", "key")
    assert list(told) == [(of_authority.pk, first.pk), (on_theme.pk, second.pk)]


def test_what_happened_before_it_was_confirmed_is_not_told() -> None:
    make_news()
    make_subscription(confirmed_at=EVENING)

    assert queueing.queue_instant(at=EVENING + timedelta(hours=1)) == []


def test_history_that_is_copied_in_is_not_told() -> None:
    make_subscription()
    make_news(recorded_from="Paper archive", published_on="1998")

    assert queueing.queue_instant(at=EVENING) == []


def test_embargoed_report_is_not_told_before_it_is_published() -> None:
    make_subscription()
    report = make_report(signed=True)
    report.schedule(by=SYSTEM, scheduled_for=EVENING, at=NOON)
    before = queueing.queue_instant(at=LATER)

    report.unschedule(by=SYSTEM)
    publication.publish(report, by=SYSTEM, at=LATER)

    assert before == []
    assert len(queueing.queue_instant(at=EVENING)) == 1


def test_report_that_was_issued_is_never_told() -> None:
    make_subscription()
    publication.issue(make_report(signed=True), by=SYSTEM, reason="A home.", at=LATER)

    assert queueing.queue_instant(at=EVENING) == []


def take_back(edition: Edition, at: datetime = EVENING) -> None:
    reason = Wording("A child could be known.", "Gellid adnabod plentyn.")
    withdrawal.withdraw(edition.report, by=SYSTEM, reason=reason, at=at)


def test_report_withdrawn_before_its_letter_is_sent_is_not_told(
    mailoutbox: list[EmailMessage],
) -> None:
    make_subscription()
    edition = make_news()
    queueing.send_all(queueing.queue_instant(at=EVENING))
    take_back(edition)

    work()

    assert mailoutbox == []
    assert Letter.objects.get().status == "failed"


def test_withdrawal_is_told_with_its_reason_and_without_the_title(
    mailoutbox: list[EmailMessage],
) -> None:
    make_subscription()
    edition = make_news()
    take_back(edition)

    tell(EVENING + timedelta(minutes=1))

    (message,) = mailoutbox
    assert message.subject == "Withdrawn: A report has been withdrawn"
    assert "A child could be known." in message.body
    assert edition.title_en not in f"{message.subject} {message.body}"


def test_decision_is_told_once_it_is_announced(mailoutbox: list[EmailMessage]) -> None:
    make_subscription()
    episode = make_episode(placed=False)
    decision = make_decision(episode, Act.PLACE, entered_at=LATER)
    tell()
    assert mailoutbox == []

    episode.announce(decision, by=SYSTEM, at=EVENING)
    tell(EVENING + timedelta(hours=1))

    (message,) = mailoutbox
    assert "Placed under the protocol" in message.subject


def test_change_of_a_recommendation_is_told_when_it_could_be_read(
    mailoutbox: list[EmailMessage],
) -> None:
    recommendation = make_recommendation()
    draft = make_recommendation()
    make_edition(recommendation.inspection, at=NOON)
    make_subscription(confirmed_at=NOON + timedelta(minutes=1))
    for row in (recommendation, draft):
        told = {"before": {"progress": "not_started"}, "at": LATER}
        record(row, CHANGED, by=SYSTEM, after={"progress": "in_progress"}, **told)

    tell()

    (message,) = mailoutbox
    assert recommendation.reference in message.subject
    assert draft.reference not in message.body
    assert "The authority reports: Not started → In progress" in message.body


@pytest.mark.parametrize(
    ("outcome", "status", "is_alive"),
    [
        (Outcome("sent"), "sent", True),
        (Outcome("unknown", "It broke off."), "unknown", True),
        (Outcome("failed", "No mailbox."), "failed", False),
        (Outcome("put_off", "Not now."), "queued", False),
    ],
)
def test_what_became_of_a_letter_stands_on_its_row(
    outcome: Outcome, status: str, is_alive: bool
) -> None:
    letter = claimed()

    sending.note(letter, outcome, sending.send_letter, at=EVENING)

    row = Letter.objects.get()
    assert (row.status, row.last_error) == (status, outcome.error)
    assert (row.digest is not None) == is_alive


def claimed() -> Letter:
    make_subscription()
    make_news()
    (letter,) = queueing.queue_instant(at=EVENING)
    write = sending.writing.letter
    return sending.claim(Letter, letter.pk, write, at=EVENING)[0]


def test_letter_that_is_put_off_is_sent_again_with_another_link(
    mailoutbox: list[EmailMessage],
) -> None:
    letter = claimed()

    sending.note(letter, Outcome("put_off", "Not now."), sending.send_letter, at=NOON)

    [task] = DBTaskResult.objects.all()
    assert task.run_after == NOON + timedelta(minutes=5)
    sending.send_letter.call(*task.args_kwargs["args"])
    row = Letter.objects.get()
    assert (len(mailoutbox), row.status, row.attempts) == (1, "sent", 2)
    assert row.digest not in (None, letter.digest)


def test_letter_that_is_put_off_again_and_again_fails() -> None:
    letter = claimed()
    letter.attempts = sending.MOST_ATTEMPTS

    sending.note(letter, Outcome("put_off", "No."), sending.send_letter, at=NOON)

    assert Letter.objects.get().status == "failed"


def test_letter_is_sent_once_though_two_workers_have_its_task(
    mailoutbox: list[EmailMessage],
) -> None:
    make_subscription()
    make_news()
    (letter,) = queueing.queue_instant(at=EVENING)

    sending.send_letter.call(letter.pk)
    sending.send_letter.call(letter.pk)

    assert len(mailoutbox) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_that_look_at_once_write_one_letter(
    mailoutbox: list[EmailMessage],
) -> None:
    subscription = make_subscription()
    make_news()

    def look() -> None:
        for letter in queueing.queue_instant(at=EVENING):
            sending.send_letter.call(letter.pk)

    at_once([look, look, look], behind=subscription)

    assert (Letter.objects.count(), Alert.objects.count()) == (1, 1)
    assert len(mailoutbox) == 1


def test_who_has_stopped_meanwhile_is_sent_nothing(
    mailoutbox: list[EmailMessage],
) -> None:
    subscription = make_subscription()
    make_news()
    queueing.send_all(queueing.queue_instant(at=EVENING))
    subscription.delete()

    work()

    assert mailoutbox == []


def test_letter_whose_worker_was_lost_is_not_sent_again() -> None:
    tried = EVENING - timedelta(minutes=16)
    make_letter(status="sending", tried_at=tried, made_at=tried)

    assert sending.lose(EVENING) == 1
    assert sending.queue_again(EVENING) == 0
    assert Letter.objects.get().status == "unknown"


def test_letter_whose_task_was_lost_is_queued_again() -> None:
    letter = make_letter(made_at=EVENING - timedelta(minutes=16))

    assert sending.queue_again(EVENING) == 1
    assert waiting_tasks() == [("send_letter", [letter.pk])]


def test_worker_looks_for_news_after_a_publication_and_not_before_it_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    mailoutbox: list[EmailMessage],
) -> None:
    make_subscription(confirmed_at=NOON)
    report = make_report(signed=True)
    with django_capture_on_commit_callbacks() as callbacks:
        publication.publish(report, by=SYSTEM)
        assert "tell_at_once" not in str(waiting_tasks())

    for callback in callbacks:
        callback()

    assert "tell_at_once" in str(waiting_tasks())


def test_worker_is_not_asked_where_nobody_is_told_at_once(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    make_subscription(often="weekly")
    report = make_report(signed=True)

    with django_capture_on_commit_callbacks(execute=True):
        publication.publish(report, by=SYSTEM)

    assert "tell_at_once" not in str(waiting_tasks())


# NOON is a Monday; the next one in London begins in winter time, that of 30 March in
# summer time.
WEEK = timedelta(days=7)
EARLY = datetime(2026, 3, 9, 6, 59, tzinfo=UTC)
MORNING = datetime(2026, 3, 9, 7, 0, tzinfo=UTC)


def test_weekly_letter_has_all_of_the_week_and_comes_on_monday_morning(
    mailoutbox: list[EmailMessage],
) -> None:
    make_subscription(often="weekly")
    make_news()
    make_news(inspection=make_inspection(make_authority("Northshire")))

    assert queueing.queue_instant(at=EVENING) == []
    assert queueing.queue_weekly(at=EARLY) == []
    queueing.send_all(queueing.queue_weekly(at=MORNING))
    assert queueing.queue_weekly(at=MORNING + timedelta(hours=1)) == []
    work()

    (message,) = mailoutbox
    assert message.subject == "What is new in inspections: 2"
    assert "Northshire" in message.body


def test_monday_morning_is_that_of_london(
    mailoutbox: list[EmailMessage],
) -> None:
    make_subscription(often="weekly", confirmed_at=NOON + 3 * WEEK)
    make_news(at=NOON + 3 * WEEK + timedelta(hours=1))

    assert queueing.queue_weekly(at=datetime(2026, 3, 30, 5, 59, tzinfo=UTC)) == []
    assert queueing.queue_weekly(at=datetime(2026, 3, 30, 6, 0, tzinfo=UTC))


def test_week_that_brings_nothing_brings_no_letter() -> None:
    subscription = make_subscription(often="weekly")

    assert queueing.queue_weekly(at=MORNING) == []

    subscription.refresh_from_db()
    assert subscription.digest_on == MORNING.date()


def test_monday_that_was_missed_is_made_up_for_later() -> None:
    make_subscription(often="weekly")
    make_news()

    assert len(queueing.queue_weekly(at=MORNING + timedelta(days=3))) == 1
    assert queueing.queue_weekly(at=MORNING + timedelta(days=4)) == []


@pytest.mark.slow
def test_looking_for_news_takes_as_many_statements_for_three_subscribers() -> None:
    make_news()

    counts = [statements(more) for more in (1, 2)]

    assert counts[0] == counts[1]


def statements(more: int) -> int:
    Letter.objects.all().delete()
    for _each in range(more):
        make_subscription()
    with CaptureQueriesContext(connection) as queries:
        assert queueing.queue_instant(at=EVENING)
    return len(queries)
