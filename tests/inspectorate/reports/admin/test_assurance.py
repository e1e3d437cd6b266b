"""The queue and the assurance page: who reads them, and what a form there does."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspectorate.accounts.models import User
from inspectorate.reports.models import ChecklistAnswer, Comment, Report
from tests.admin_pages import change_page, client_of, filled, strictly
from tests.factories import (
    SYSTEM,
    assure,
    make_area,
    make_authority,
    make_comment,
    make_evidence,
    make_finding,
    make_framework,
    make_inspection,
    make_interest,
    make_judgement,
    make_paragraph,
    make_recommendation,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:reports_report_queue")


def make_draft(**fields: object) -> Report:
    fields.setdefault("status", Report.Status.QUALITY_ASSURANCE)
    return make_report(**fields)


def page_of(report: Report) -> str:
    return reverse("admin:reports_report_assurance", args=[report.pk])


def client_for(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, report: Report, key: str, **fields: str) -> object:
    data = {f"{key}-{name}": value for name, value in fields.items()}
    return client.post(page_of(report), {"form": key, **data})


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("quality_assurer", 200),
        ("chief_inspector", 200),
        ("information_governance", 200),
        ("publishing_officer", 200),
        # Of another case: it answers like one that does not exist.
        ("inspector", 404),
        ("link_officer", 302),
    ],
)
def test_role_reads_the_page_that_the_domain_lets_it_read(role: str, code: int) -> None:
    report = make_draft()

    assert client_of(role).get(page_of(report)).status_code == code


def test_stranger_is_sent_to_sign_in() -> None:
    for page in (QUEUE, page_of(make_draft())):
        assert Client().get(page).status_code == 302
        assert Client().post(page, {"form": "take"}).status_code == 302


def test_inspector_reads_and_answers_on_their_own_case() -> None:
    comment = make_comment(make_draft())
    member = make_team_member(comment.report.inspection).user

    answered = send(
        client_for(member), comment.report, f"answer-{comment.pk}", text="A"
    )

    assert answered.url == f"{page_of(comment.report)}#thread-{comment.pk}"
    assert [(each.text, each.by) for each in comment.answers.all()] == [("A", member)]
    page = client_for(member).get(page_of(comment.report)).text
    assert f'value="resolve-{comment.pk}"' not in page
    assert 'value="checklist"' not in page


def test_page_shows_the_draft_with_its_threads_strictly() -> None:
    report = make_draft(
        paragraphs=["Leaders *know* their services.", "Plans are late."]
    )
    finding = make_finding(report.inspection, classification="challenge")
    finding.evidence.add(make_evidence(report.inspection, reference="CF-77"))
    first = report.paragraphs.first()
    make_comment(report, paragraph=first, text="Which leaders?")
    make_comment(report, finding=finding, text="One <b>file</b> only?")
    gone = report.paragraphs.last()
    make_comment(report, paragraph=gone, text="How late?")
    gone.delete()

    page = strictly(client_of("quality_assurer").get(page_of(report))).text

    assert "<em>know</em>" in page
    assert "Which leaders?" in page
    assert "One &lt;b&gt;file&lt;/b&gt; only?" in page
    assert "CF-77 (Case-file review)" in page
    assert "fewer than two kinds of source" in page
    assert page.index("parts that have been deleted") < page.index("How late?")


def test_page_shows_judgements_and_recommendations_with_what_they_rest_on() -> None:
    report = make_draft()
    case = report.inspection
    finding = make_finding(case, legal_reference="Part 4, section 32")
    judgement = make_judgement(case)
    make_judgement(case, area=make_area(case.framework, order=77), not_judged=True)
    resting, loose = make_recommendation(case), make_recommendation(case)
    resting.findings.add(finding)

    page = strictly(client_of("quality_assurer").get(page_of(report))).text

    assert "Part 4, section 32" in page
    assert f"{judgement.area}: Good" in page
    assert judgement.point.meaning_en in page
    assert judgement.point.meaning_cy in page
    assert "not judged" in page
    assert f"R1 {resting.reference}" in page
    assert resting.text_cy in page
    assert f'href="#at-comment-finding-{finding.pk}"' in page
    assert page.count("It rests on no finding.") == 1
    assert page.index(loose.reference) < page.index("It rests on no finding.")
    assert f'href="{reverse("admin:case", args=[case.reference])}"' in page
    assert f'href="{reverse("admin:report-preview", args=[report.pk])}"' in page


def test_text_that_is_not_written_yet_is_named_in_each_language_it_must_have() -> None:
    framework = make_framework("en cy")
    report = make_draft(inspection=make_inspection(framework=framework), paragraphs=0)
    make_paragraph(report, text_en="", text_cy="")

    page = client_of("quality_assurer").get(page_of(report)).text

    assert page.count("No English text.") == page.count("No Welsh text.") == 1


def test_assurer_comments_resolves_and_reopens_by_the_forms_of_the_page() -> None:
    report, client = make_draft(), client_of("quality_assurer")
    paragraph = report.paragraphs.first()

    send(client, report, f"comment-{paragraph.stable_id}", text="Which file?")
    comment = Comment.objects.get()
    send(client, report, f"resolve-{comment.pk}", text="")
    comment.refresh_from_db()
    assert (comment.paragraph, comment.is_open) == (paragraph, False)
    send(client, report, f"reopen-{comment.pk}", text="It came back.")

    comment.refresh_from_db()
    assert comment.is_open


def test_assurer_comments_on_what_the_page_shows_and_on_the_whole_report() -> None:
    report, client = make_draft(), client_of("quality_assurer")
    case = report.inspection
    finding, judgement = make_finding(case), make_judgement(case)
    recommendation = make_recommendation(case)

    send(client, report, f"comment-finding-{finding.pk}", text="Too mild.")
    send(client, report, f"comment-judgement-{judgement.pk}", text="Too high.")
    key = f"comment-recommendation-{recommendation.pk}"
    sent = send(client, report, key, text="Who is to?")
    send(client, report, "comment-report", text="Too long.")

    assert sent.url == f"{page_of(report)}#at-{key}"
    assert [(each.thing, each.text) for each in Comment.objects.all()] == [
        (("finding", finding.pk), "Too mild."),
        (("judgement", judgement.pk), "Too high."),
        (("recommendation", recommendation.pk), "Who is to?"),
        (("", None), "Too long."),
    ]
    page = strictly(client.get(page_of(report))).text
    assert f'id="at-{key}"' in page
    parts = ["Too mild.", "at-judgements", "Too high.", "at-recommendations"]
    places = [page.rindex(part) for part in [*parts, "Who is to?", "Too long."]]
    assert places == sorted(places)


def test_forged_number_of_another_report_finds_nothing_to_be_sent_to() -> None:
    report, other = make_draft(), make_draft()
    foreign = make_comment(other)
    finding, client = make_finding(), client_of("quality_assurer")

    for key in (
        f"comment-{other.paragraphs.first().stable_id}",
        f"comment-finding-{finding.pk}",
        f"comment-judgement-{make_judgement().pk}",
        f"comment-recommendation-{make_recommendation().pk}",
        f"answer-{foreign.pk}",
        f"resolve-{foreign.pk}",
        "comment-\0",
        "",
    ):
        answer = send(client, report, key, text="Mine now.")
        assert (answer.status_code, "Nothing was stored" in answer.text) == (409, True)

    assert list(Comment.objects.all()) == [foreign]
    assert Comment.objects.get().is_open


@pytest.mark.parametrize(
    ("role", "commenting"),
    [("publishing_officer", ["comment-report"]), ("information_governance", [])],
)
def test_role_that_only_reads_has_no_form_to_write_with(
    role: str, commenting: list[str]
) -> None:
    comment = make_comment(make_draft())
    client = client_of(role)

    for key in (*commenting, f"resolve-{comment.pk}", "checklist", "take"):
        assert send(client, comment.report, key, text="Mine.").status_code == 409

    assert list(Comment.objects.all()) == [comment]
    assert not ChecklistAnswer.objects.exists()


def test_who_has_an_interest_has_no_form_to_write_with() -> None:
    report, chief = make_draft(), make_user("chief_inspector")
    make_interest(chief, report.inspection.authorities.get())

    page = client_for(chief).get(page_of(report)).text

    assert 'name="form"' not in page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x" * 200_000, "at most 10000 characters"),
        ("Who\0?", "Null characters are not allowed"),
        ("  ", "This field is required"),
    ],
)
def test_text_that_cannot_stand_comes_back_with_its_cure(text: str, told: str) -> None:
    report = make_draft()

    answer = send(client_of("quality_assurer"), report, "comment-report", text=text)

    assert (answer.status_code, told in answer.text) == (422, True)
    assert text.strip()[:9] in answer.text
    assert not Comment.objects.exists()


def test_checklist_stores_what_was_changed_and_keeps_a_colleagues_answers() -> None:
    report, client = make_draft(), client_of("quality_assurer")
    first, second, third = report.checklist()[:3]
    fields = {f"answer-{first.pk}": "yes", f"answer-{second.pk}": "no"}
    # A colleague answers after the page was loaded.
    report.answer(third, "yes", by=SYSTEM)

    missing = send(client, report, "checklist", **fields)
    fields[f"note-{second.pk}"] = "Two judgements rest on old data."
    stored = send(client, report, "checklist", **fields)

    assert (missing.status_code, stored.status_code) == (422, 302)
    assert "Say in the note why the answer is not yes." in missing.text
    answers = report.answers.order_by("item__order")
    assert [(each.item, each.answer, each.note) for each in answers] == [
        (first, "yes", ""),
        (second, "no", "Two judgements rest on old data."),
        (third, "yes", ""),
    ]


def test_fault_in_the_checklist_is_told_on_top_and_loses_no_answer() -> None:
    report, client = make_draft(), client_of("quality_assurer")
    first, second = report.checklist()[:2]
    fields = {f"answer-{first.pk}": "not_applicable", f"answer-{second.pk}": "no"}
    fields[f"note-{first.pk}"] = "No grades are given."

    answer = strictly(send(client, report, "checklist", **fields))

    assert answer.status_code == 422
    place = f"id_checklist-note-{second.pk}"
    top = answer.text.index(f'<a href="#{place}">{second}</a>')
    assert top < answer.text.index("Where it stands</h2>")
    assert f'id="{place}"' in answer.text
    assert "No grades are given." in answer.text
    form = answer.context["page"].checklist
    assert form[f"answer-{second.pk}"].value() == "no"


def test_no_in_the_checklist_is_told_before_the_report_is_sent_on() -> None:
    report, assurer = make_draft(), make_user("quality_assurer")
    client = client_for(assurer)
    act = reverse("admin:reports_report_act", args=[report.pk, "send_for_accuracy"])
    assure(report)
    done = client.get(page_of(report)).text, client.get(act).text
    report.answer(report.checklist()[0], "no", "Old data.", by=SYSTEM)

    told = client.get(page_of(report)).text, client.get(act).text

    sentence = "Questions of the checklist answered “No”: 1."
    assert [sentence in page for page in (*done, *told)] == [False, False, True, True]
    assert "nothing left to do" in done[0]
    assert "nothing left to do" not in told[0]


def test_answer_given_meanwhile_by_a_colleague_is_not_overwritten_unread() -> None:
    report, client = make_draft(), client_of("quality_assurer")
    item, colleague = report.checklist()[0], make_user("quality_assurer", name="Gwen")
    report.answer(item, "no", "Old data.\nTwo rows.", by=colleague)
    fields = {f"answer-{item.pk}": "yes", f"note-{item.pk}": "Fine."}
    shown = {
        f"initial-checklist-answer-{item.pk}": "no",
        f"initial-checklist-note-{item.pk}": "Old data.\r\nTwo rows.",
    }
    told = {f"checklist-{name}": value for name, value in fields.items()}

    unread = send(client, report, "checklist", **fields)
    kept = report.answers.get().answer
    read = client.post(page_of(report), {"form": "checklist", **told, **shown})

    assert (unread.status_code, kept, read.status_code) == (422, "no", 302)
    assert "Gwen has answered this meanwhile" in unread.text
    assert report.answers.get().answer == "yes"


def test_reviewer_comments_on_what_cannot_be_cleared() -> None:
    report, reviewer = make_draft(), make_user("information_governance")
    key = f"comment-{report.paragraphs.first().stable_id}"

    sent = send(client_for(reviewer), report, key, text="A sister can be known.")

    assert sent.status_code == 302
    assert Comment.objects.get().by == reviewer


def test_reviewer_clears_the_texts_that_the_page_has_shown() -> None:
    report, reviewer = make_draft(), make_user("information_governance")
    client = client_for(reviewer)
    shown = client.get(page_of(report)).context["page"].clearance
    seen = shown.form["seen"].value()
    report.paragraphs.filter(position=1).update(text_en="Everybody is happy.")

    stale = send(client, report, "clear", seen=seen)
    fresh = send(client, report, "clear", seen=Report.objects.get().texts_digest())

    assert (stale.status_code, fresh.status_code) == (409, 302)
    assert "The text has changed while you read it" in stale.text
    assert Report.objects.get().cleared_by == reviewer


def test_assurer_takes_a_report_and_sends_it_on_when_nothing_is_lacking() -> None:
    report, assurer = make_draft(), make_user("quality_assurer")
    client = client_for(assurer)
    act = reverse("admin:reports_report_act", args=[report.pk, "send_for_accuracy"])

    send(client, report, "take")
    told = client.get(act).text
    assure(report)
    sent = client.post(act)
    case = client.get(sent.url).text

    assert Report.objects.get().assurer == assurer
    # Once as a message, and for as long as the authority has not answered.
    assert case.count("Send the draft to the authority yourself;") == 2
    preview = reverse("admin:report-preview", args=[report.pk])
    assert case.count(f'<a href="{preview}">here it is</a>') == 2
    assert client.get(preview).status_code == 200
    assert f'href="{page_of(report)}"' in told
    assert (sent.status_code, Report.objects.get().status) == (302, "accuracy_check")


def test_nothing_is_offered_on_what_is_signed_off() -> None:
    comment = make_comment(make_draft())
    Report.objects.update(status=Report.Status.SIGN_OFF)
    client = client_of("quality_assurer")

    page = client.get(page_of(comment.report)).text
    answer = send(client, comment.report, f"answer-{comment.pk}", text="Late.")

    assert (comment.text in page, 'name="form"' in page) == (True, False)
    assert answer.status_code == 409


def test_page_costs_the_same_queries_for_one_thread_and_for_three() -> None:
    report, client = make_draft(paragraphs=1), client_of("quality_assurer")

    def add() -> None:
        finding = make_finding(report.inspection)
        finding.evidence.add(make_evidence(report.inspection))
        recommendation = make_recommendation(report.inspection)
        recommendation.findings.add(finding)
        make_comment(report, recommendation=recommendation)
        make_comment(report, judgement=make_judgement(report.inspection))
        make_comment(report, finding=finding).answer("CF-03.", by=SYSTEM)
        make_comment(report, paragraph=report.paragraphs.first())
        done = make_comment(report)
        done.resolve(by=make_user("quality_assurer"))

    def cost() -> int:
        with CaptureQueriesContext(connection) as made:
            client.get(page_of(report))
        return len(made)

    add()
    one = cost()
    add()
    add()

    assert cost() == one <= 33


def test_queue_lists_what_waits_and_leads_to_its_page() -> None:
    report = make_draft(inspection=make_inspection(make_authority("Sampleton")))
    client = client_of("quality_assurer")

    page = strictly(client.get(QUEUE)).text

    assert f'href="{page_of(report)}"' in page
    assert "Sampleton" in page
    assert "Sampleton" not in client_of("inspector").get(QUEUE).text
    assert client.get(f"{QUEUE}?p=%00").status_code == 400


def test_empty_queue_has_its_own_words() -> None:
    page = client_of("quality_assurer").get(QUEUE).text

    assert "No report waits for quality assurance." in page


def test_page_of_no_report_is_not_found() -> None:
    client = client_of("quality_assurer")

    assert client.get(page_of(Report(pk=999))).status_code == 404
    assert client.get(page_of(make_draft()).replace("/1/", "/%00/")).status_code != 500


def test_case_is_not_widened_on_its_page_to_what_its_assurer_is_tied_to() -> None:
    report = make_draft()
    tied = make_interest(make_user("quality_assurer"))
    Report.objects.update(assurer=tied.user)
    case = report.inspection
    client, page = client_of("head_of_inspection"), change_page(case)
    chosen = [case.authorities.get().pk, tied.authority.pk]

    answer = client.post(page, {**filled(client.get(page)), "authorities": chosen})

    assert "assures the quality of the report and has an interest" in answer.text
    assert case.authorities.count() == 1
