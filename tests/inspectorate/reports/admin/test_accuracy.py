"""The page of an accuracy check: who reaches it, and what its forms do."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import AccuracyCheck, AccuracyComment, Report
from tests.admin_pages import address, change_page, client_of, strictly
from tests.factories import (
    make_accuracy_check,
    make_accuracy_comment,
    make_interest,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

SAID = {
    "log-place": "1.1",
    "log-comment_type": "typo_or_number",
    "log-comment_text": "It was 14.",
    "log-submitted_by_role": "Director",
}


def sub_page(check: AccuracyCheck, name: str, *args: object) -> str:
    return reverse(f"admin:reports_accuracycheck_{name}", args=[check.pk, *args])


def make_recent(**fields: object) -> AccuracyCheck:
    """Sent an hour ago: the pages go by the clock."""
    return make_accuracy_check(at=timezone.now() - timedelta(hours=1), **fields)


def commented(**said: object) -> AccuracyComment:
    return make_accuracy_comment(make_recent(), at=timezone.now(), **said)


def member_client(check: AccuracyCheck, role: str = "inspector") -> Client:
    client = client_of(role)
    make_team_member(check.report.inspection, user=User.objects.latest("pk"))
    return client


def decide(
    client: Client, comment: AccuracyComment, verb: str = "decide", **sent: str
) -> object:
    check = comment.accuracy_check
    sent.setdefault("seen", AccuracyComment.objects.get(pk=comment.pk).state())
    data = {f"{verb}-{comment.number}-{name}": text for name, text in sent.items()}
    return client.post(sub_page(check, "decision", comment.number, verb), data)


PAGES = ["change", "marked_up", "import"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("inspector", 404),
        ("lead_inspector", 404),
        ("quality_assurer", 200),
        ("information_governance", 200),
        ("chief_inspector", 200),
        (None, 200),
    ],
)
def test_check_is_shown_to_who_reads_every_case(
    page: str, role: str | None, code: int
) -> None:
    check = commented().accuracy_check
    # Public by now; what was said of the draft is not.
    Report.objects.update(status="published")
    Inspection.objects.update(status="closed")

    answer = client_of(role).get(sub_page(check, page))

    # The change page sends away as from a row that does not exist.
    assert answer.status_code == (302 if (page, code) == ("change", 404) else code)
    if code == 200:
        strictly(answer)


@pytest.mark.parametrize("page", PAGES)
def test_check_is_shown_to_the_team_and_to_no_stranger(page: str) -> None:
    check = commented().accuracy_check

    assert member_client(check).get(sub_page(check, page)).status_code == 200
    answer = Client().get(sub_page(check, page))
    assert answer.url.startswith(reverse("admin:login"))


def test_list_shows_only_checks_of_ones_own_cases() -> None:
    mine, _theirs = make_accuracy_check(), make_accuracy_check()

    page = member_client(mine).get(address(AccuracyCheck, "changelist"))

    assert list(page.context["cl"].result_list) == [mine]


def test_page_tells_where_the_check_stands() -> None:
    check = commented(touches_judgement=True).accuracy_check
    client = client_of("quality_assurer")

    page = client.get(change_page(check)).text

    assert "Not yet" in page
    assert "1 of 1 is not settled yet." in page
    assert "Comment 1 · Paragraph 1.1" in page
    assert "Touches a judgement" in page
    assert "Inspectors read 1 of the case files." in page
    assert "Record that no answer came" not in page
    report_page = client.get(change_page(check.report)).text
    assert f'href="{change_page(check)}"' in report_page


def test_reader_is_offered_no_form() -> None:
    comment = commented()
    client = client_of("information_governance")

    page = client.get(change_page(comment.accuracy_check)).text

    assert "you can only read it" in page
    assert page.count("<form") == page.count('id="logout-form"')


def test_team_logs_a_comment() -> None:
    check = make_recent()

    answer = member_client(check).post(sub_page(check, "act", "log"), SAID)

    assert answer.url == change_page(check)
    comment = check.comments.get()
    assert (comment.place, comment.comment_text) == ("Paragraph 1.1", "It was 14.")
    assert Entry.objects.about(comment).get().actor_id == User.objects.latest("pk").pk


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"log-place": "77"}, "is no part of the draft as it was sent"),
        ({"log-comment_text": "x" * 200_000}, "at most 20000 characters"),
        ({"log-comment_text": "a\x00b"}, "Null characters are not allowed"),
        ({"log-place": "\x00"}, "Null characters are not allowed"),
        ({"log-comment_type": "praise"}, "Select a valid choice"),
        ({"log-submitted_at": "2999-01-01T12:00"}, "dated in the future"),
        ({"log-submitted_at": "2001-01-01T12:00"}, "before the draft was sent"),
        ({"log-submitted_at": "soon"}, "Enter a valid date/time"),
        ({"log-submitted_by_role": ""}, "This field is required"),
    ],
)
def test_comment_that_cannot_be_is_refused_and_what_was_typed_stays(
    sent: dict, told: str
) -> None:
    check = make_recent()
    data = {**SAID, "log-supporting_evidence": "See annex 3.", **sent}

    answer = client_of().post(sub_page(check, "act", "log"), data)

    assert answer.status_code == 409
    assert told in answer.text
    assert "See annex 3." in answer.text
    assert check.comments.count() == 0


def test_paragraph_of_another_report_is_refused_by_its_forged_id() -> None:
    check, other = make_recent(), make_report()
    data = {**SAID, "log-place": other.paragraphs.first().stable_id}

    answer = client_of().post(sub_page(check, "act", "log"), data)

    assert "is no part of the draft" in answer.text
    assert AccuracyComment.objects.count() == 0


def test_answer_and_extension_are_recorded_by_their_forms() -> None:
    check, client = make_recent(), client_of("quality_assurer")
    later = check.due_on + timedelta(days=7)
    day = timezone.localdate()

    extended = {"extend-to": f"{later}", "extend-reason": "Flood."}
    client.post(sub_page(check, "act", "extend"), extended)
    client.post(sub_page(check, "act", "record_return"), {"return-on": f"{day}"})

    check.refresh_from_db()
    assert (check.extended_to, check.returned_on) == (later, day)


@pytest.mark.parametrize(
    ("verb", "sent", "told"),
    [
        ("record_return", {"return-on": "2999-01-01"}, "dated in the future"),
        ("record_return", {"return-on": "2001-01-01"}, "cannot come back before that"),
        ("record_return", {"return-on": "31.02.2026"}, "Enter a valid date"),
        ("record_no_response", {}, "wait until it is over"),
        (
            "extend",
            {"extend-to": "2001-01-01", "extend-reason": "Flood."},
            "choose a later day",
        ),
        ("extend", {"extend-to": "2999-01-01"}, "This field is required"),
    ],
)
def test_form_that_is_refused_says_why(verb: str, sent: dict, told: str) -> None:
    check = make_recent()

    answer = client_of().post(sub_page(check, "act", verb), sent)

    assert (answer.status_code, told in answer.text) == (409, True)
    assert Entry.objects.about(check).count() == 1


def test_time_that_is_over_offers_to_record_that_nothing_came() -> None:
    check, client = make_accuracy_check(), client_of()

    assert "Record that no answer came" in client.get(change_page(check)).text
    client.post(sub_page(check, "act", "record_no_response"))

    check.refresh_from_db()
    assert check.no_response


@pytest.mark.parametrize("role", ["inspector", "information_governance"])
def test_forged_address_does_nothing_for_who_may_not(role: str) -> None:
    comment = commented()
    check, client = comment.accuracy_check, client_of(role)
    expected = 404 if role == "inspector" else 409

    answers = [
        client.post(sub_page(check, "act", "log"), SAID),
        client.post(
            sub_page(check, "act", "record_return"),
            {"return-on": f"{timezone.localdate()}"},
        ),
        decide(client, comment, decision="rejected", reason="No."),
        client.post(sub_page(check, "import"), {"sealed": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [expected] * 4
    assert AccuracyComment.objects.get().decision == ""


def test_act_is_done_by_post_and_by_its_name_only() -> None:
    comment, client = commented(), client_of()
    check = comment.accuracy_check

    assert client.get(sub_page(check, "act", "log")).status_code == 404
    assert client.post(sub_page(check, "act", "delete")).status_code == 404
    assert client.get(sub_page(check, "decision", 1, "decide")).status_code == 404
    assert client.post(sub_page(check, "decision", 1, "delete")).status_code == 404
    assert client.post(sub_page(check, "decision", 2, "decide")).status_code == 404
    assert client.post(change_page(check)).status_code == 403


def test_comment_is_decided_and_reviewed_by_its_forms() -> None:
    comment = commented(comment_type="judgement_challenge")
    check = comment.accuracy_check
    lead, assurer = member_client(check), client_of("quality_assurer")

    done = decide(lead, comment, decision="rejected", reason="The files say so.")
    assert done.url == f"{change_page(check)}?page=1#comment-1"
    assert "Second review" not in lead.get(change_page(check)).text
    assert "Second review" in assurer.get(change_page(check)).text
    decide(assurer, comment, "second_review", agrees="yes", reason="I read them.")

    comment.refresh_from_db()
    assert (comment.decision, comment.review_agrees) == ("rejected", True)
    page = strictly(lead.get(change_page(check))).text
    assert "the decision stands" in page
    assert "1 comment, and it is settled." in page


def test_second_reviewer_who_disagrees_opens_the_decision_on_the_page() -> None:
    comment = commented(touches_judgement=True)
    decide(client_of(), comment, decision="out_of_scope", reason="Later.")

    by = client_of("quality_assurer")
    decide(by, comment, "second_review", agrees="no", reason="No.")

    page = client_of().get(change_page(comment.accuracy_check)).text
    assert "disagreed with the decision, so that it is open again" in page


def test_decision_is_refused_with_what_was_typed() -> None:
    comment = commented()

    answer = decide(client_of(), comment, decision="accepted", reason="They counted.")

    assert answer.status_code == 409
    assert "Say what was changed in the report" in answer.text
    assert "They counted." in answer.text
    assert AccuracyComment.objects.get().decision == ""


def test_decision_on_what_another_has_decided_meanwhile_is_refused() -> None:
    comment, client = commented(), client_of()
    seen = comment.state()
    decide(client, comment, decision="rejected", reason="No.", seen=seen)

    answer = decide(client, comment, decision="out_of_scope", reason="Hm.", seen=seen)

    assert "decided this comment meanwhile" in answer.text
    assert AccuracyComment.objects.get().decision == "rejected"
    # Having read it, they can send theirs again.
    (_row, _part, shown) = answer.context["items"][0]
    again = {each.html_name: each.value() or "" for each in shown["decide"]}
    client.post(sub_page(comment.accuracy_check, "decision", 1, "decide"), again)
    assert AccuracyComment.objects.get().decision == "out_of_scope"


def test_who_has_an_interest_is_refused_on_the_page() -> None:
    comment = commented()
    client = client_of("quality_assurer")
    authority = comment.accuracy_check.report.inspection.authorities.get()
    make_interest(User.objects.latest("pk"), authority)

    answer = decide(client, comment, decision="rejected", reason="No.")

    page = client.get(change_page(comment.accuracy_check))
    for shown in (answer, page):
        assert "You have declared an interest" in shown.text
        assert 'name="decision"' not in shown.text


def test_comments_are_in_the_order_of_the_draft_on_pages_of_25() -> None:
    check = make_recent()
    now = timezone.now()
    for place in ("1.2", "1.1", "", *["1.3"] * 23):
        make_accuracy_comment(check, place=place, at=now)
    client = client_of()

    first = client.get(change_page(check))
    second = client.get(change_page(check), {"page": "2"})

    assert [c.number for c in first.context["listed"]][:4] == [3, 2, 1, 4]
    assert [c.number for c in second.context["listed"]] == [26]
    assert client.get(change_page(check), {"page": "x\x00"}).status_code == 400


def test_page_costs_the_same_queries_for_one_comment_and_for_ten(
    django_assert_max_num_queries: object,
) -> None:
    check = commented(touches_judgement=True).accuracy_check
    client = client_of("quality_assurer")
    by = make_user("chief_inspector")
    for _each in range(9):
        comment = make_accuracy_comment(
            check, at=timezone.now(), touches_judgement=True
        )
        comment.decide("rejected", "No.", by=by)

    with django_assert_max_num_queries(12):
        client.get(change_page(check))


def test_marked_up_report_shows_words_that_came_and_went() -> None:
    check = make_recent()
    check.report.paragraphs.filter(position=2).update(
        text_en="Inspectors read <b>20</b> files.", text_cy="Newydd."
    )
    client = client_of()

    page = strictly(client.get(sub_page(check, "marked_up"))).text

    assert "1 part has changed." in page
    assert "<ins>&lt;b&gt;20&lt;/b&gt;</ins>" in page
    assert '<p lang="cy">' in page
    assert "Paragraph 1.1" not in page
    whole = client.get(sub_page(check, "marked_up"), {"whole": ""}).text
    assert "Paragraph 1.1" in whole
