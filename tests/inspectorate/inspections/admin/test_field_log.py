"""The screen on which findings are logged, as a browser without scripts meets it."""

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Evidence, Finding, Inspection
from tests.admin_pages import client_of, strictly
from tests.factories import (
    make_authority,
    make_evidence,
    make_finding,
    make_framework,
    make_inspection,
    make_report,
    make_service,
    make_team_member,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db


def page_of(case: Inspection, finding: Finding | None = None) -> str:
    args = [case.pk, finding.pk] if finding else [case.pk]
    return reverse("admin:inspections_finding_log", args=args)


def inspector_of(case: Inspection, role: str = "inspector") -> Client:
    """Signed in, and on the team of the case."""
    user, client = make_user(role), Client()
    make_team_member(case, user=user)
    client.force_login(user)
    return client


def sent(page: HttpResponse, **changes: object) -> dict:
    """What a browser sends when the form of a page is saved with these changes."""
    values = {field.html_name: field.value() for field in page.context["form"]}
    hidden = {name: str(page.context[name]) for name in ("token", "seen")}
    given = {k: v for k, v in values.items() if v not in (None, False, "", [])}
    return {**given, **hidden, "save": "1", **changes}


def log(client: Client, case: Inspection, **changes: object) -> HttpResponse:
    page = page_of(case)
    return client.post(page, sent(client.get(page), **changes))


def lists(page: HttpResponse) -> list[list[str]]:
    return [
        [str(reason) for reason in reasons] for _f, reasons in page.context["findings"]
    ]


def test_finding_is_saved_with_only_its_text_and_shows_what_it_lacks() -> None:
    case = make_inspection()
    client = inspector_of(case)

    answer = log(client, case, text_cy="Roedd cynlluniau'n hwyr.")

    finding = case.findings.get()
    assert answer.headers["Location"].startswith(page_of(case, finding))
    assert (finding.text_cy, finding.classification) == ("Roedd cynlluniau'n hwyr.", "")
    assert lists(strictly(client.get(answer.headers["Location"]))) == [
        [
            "It has no classification: choose one.",
            "It has no theme: choose one.",
            "It rests on no evidence: choose at least one item.",
        ]
    ]


def test_next_finding_is_offered_the_class_and_theme_of_the_last() -> None:
    case = make_inspection()
    client, theme = inspector_of(case), make_theme(case.framework)
    make_finding(case)
    told = {"text_en": "Plans were late.", "classification": "challenge"}

    answer = log(client, case, theme=theme.pk, next="1", **told)

    page = client.get(answer.headers["Location"])
    offered = {name: page.context["form"][name].value() for name in ("theme", *told)}
    assert answer.headers["Location"].startswith(f"{page_of(case)}?")
    assert offered["classification"] == "challenge"
    assert offered["theme"] == theme.pk
    assert not offered["text_en"]
    assert list(case.findings.values_list("position", flat=True)) == [1, 2]


def test_finding_rests_on_chosen_and_new_evidence_and_all_is_recorded() -> None:
    case = make_inspection()
    client, item = inspector_of(case), make_evidence(case)
    new = {"item_kind": "document", "item_summary": "The staffing plan of 2025."}

    log(client, case, text_en="Staff are few.", evidence=[item.pk], **new)

    finding, made = case.findings.get(), Evidence.objects.get(kind="document")
    assert made.reference == "E-02"
    assert sorted(finding.evidence.values_list("pk", flat=True)) == [item.pk, made.pk]
    told = Entry.objects.about(finding).get()
    assert (told.act, told.after["evidence"]) == ("created", [item.pk, made.pk])
    assert Entry.objects.about(made).get().after["summary"] == made.summary


def test_change_is_recorded_with_what_was_there_before() -> None:
    finding = make_finding(change="new")
    case, item = finding.inspection, make_evidence(finding.inspection)
    client, page = inspector_of(case), page_of(case, finding)

    client.post(page, sent(client.get(page), text_en="Reworded.", evidence=[item.pk]))

    entry = Entry.objects.about(finding).get()
    assert entry.before == {
        "text_en": "Leaders know their services well.",
        "evidence": [],
    }
    assert entry.after == {"text_en": "Reworded.", "evidence": [item.pk]}


def test_form_sent_twice_makes_one_finding_and_one_item_of_evidence() -> None:
    case = make_inspection()
    client = inspector_of(case)
    form = sent(client.get(page_of(case)), text_en="Once.", item_kind="document")
    form |= {"item_summary": "A plan.", "item_reference": "D-1"}

    first, second = (client.post(page_of(case), form) for _time in range(2))

    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert case.findings.count() == case.evidence.count() == 1
    assert Entry.objects.about(case.findings.get()).count() == 1


def test_token_of_a_finding_elsewhere_makes_a_new_one() -> None:
    token = uuid4()
    other = make_finding(log_token=token)
    case = make_inspection()

    log(inspector_of(case), case, text_en="Mine.", token=str(token))

    assert case.findings.get().text_en == "Mine."
    other.refresh_from_db()
    assert other.log_token == token


@pytest.mark.parametrize("token", ["", "nonsense", "\x00"])
def test_token_that_makes_no_sense_costs_no_text(token: str) -> None:
    case = make_inspection()

    log(inspector_of(case), case, text_en="Mine.", token=token)

    assert case.findings.get().text_en == "Mine."


def test_second_of_two_authors_is_shown_both_versions_and_loses_nothing() -> None:
    finding = make_finding()
    case = finding.inspection
    client, page = inspector_of(case), page_of(case, finding)
    form = sent(client.get(page), text_en="Mine.")
    Finding.objects.filter(pk=finding.pk).update(text_en="Theirs.")

    refused = client.post(page, form)

    assert refused.status_code == 409
    assert refused.context["versions"] == [("Text (English)", "Theirs.", "Mine.")]
    assert refused.context["form"]["text_en"].value() == "Mine."
    finding.refresh_from_db()
    assert finding.text_en == "Theirs."
    # Saved once more, knowingly.
    assert client.post(page, sent(refused)).status_code == 302
    finding.refresh_from_db()
    assert finding.text_en == "Mine."


def test_error_beside_a_change_by_others_does_not_hide_it() -> None:
    finding = make_finding()
    case = finding.inspection
    client, page = inspector_of(case), page_of(case, finding)
    form = sent(client.get(page), text_en="Mine.", change="improved")
    Finding.objects.filter(pk=finding.pk).update(text_en="Theirs.")

    wrong = client.post(page, form)
    again = client.post(page, sent(wrong, change=""))

    assert [wrong.status_code, again.status_code] == [422, 409]


def test_what_cannot_be_comes_back_with_its_cure_and_what_was_typed() -> None:
    case = make_inspection()
    client, foreign = inspector_of(case), make_theme(make_framework())
    elsewhere = make_evidence()
    told = {"text_en": "Typed.", "change": "not_revisited", "theme": foreign.pk}

    answer = log(client, case, evidence=[elsewhere.pk], item_kind="document", **told)

    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors["theme"] == [
        "Choose a theme of the inspection's framework, or of the stable vocabulary."
    ]
    assert errors["item_summary"] == [
        "A new item of evidence needs its kind and a summary."
    ]
    assert "evidence" in errors
    assert answer.context["form"]["text_en"].value() == "Typed."
    assert not Finding.objects.filter(inspection=case).exists()
    assert not case.evidence.exists()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Write what was found, in English or in Welsh."),
        (
            {"text_en": "A", "change": "improved"},
            "Choose the previous finding, or write what the change is compared with.",
        ),
        (
            {"text_en": "A", "change": "not_revisited", "compared_with_en": "2012"},
            "Give the reason why the earlier finding was not revisited.",
        ),
    ],
)
def test_rule_of_the_database_is_told_on_the_form(told: dict, sentence: str) -> None:
    case = make_inspection()

    answer = log(inspector_of(case), case, **told)

    assert answer.context["form"].non_field_errors() == [sentence]
    assert not case.findings.exists()


def test_reference_that_is_taken_is_refused_with_a_free_one() -> None:
    case = make_inspection()
    make_evidence(case, reference="E-02")
    new = {"item_kind": "document", "item_summary": "A plan.", "item_reference": "E-02"}

    answer = log(inspector_of(case), case, text_en="A", **new)

    told = answer.context["form"].errors["item_reference"]
    assert told == ["This reference is taken: write another, such as E-03."]
    assert not case.findings.exists()


def test_who_may_not_read_the_evidence_neither_sees_nor_removes_it() -> None:
    finding = make_finding()
    item = make_evidence(finding.inspection, reference="E-02")
    finding.evidence.add(item)
    user, client = make_user("inspector"), Client()
    directs = Permission.objects.get(codename="direct_every_case")
    user.user_permissions.add(directs)
    client.force_login(user)
    page = page_of(finding.inspection, finding)
    first = client.get(page)
    new = {"item_kind": "document", "item_summary": "A plan.", "item_reference": "E-02"}

    taken = client.post(page, sent(first, text_en="Reworded.", **new))
    done = client.post(page, sent(first, text_en="Reworded.", evidence=[]))

    assert "E-02 (" not in first.text
    assert taken.status_code == 422
    assert done.status_code == 302
    assert list(finding.evidence.all()) == [item]


def test_earlier_findings_offered_are_those_of_this_service_that_one_may_read() -> None:
    authority, service = make_authority(), make_service()
    about = {"service": service, "fieldwork_start": date(2020, 1, 6)}
    followed = make_finding(make_inspection(status="closed"))
    older = make_finding(make_inspection(authority, status="closed", **about))
    # Somebody else's draft, another service, and a later inspection.
    make_finding(make_inspection(authority, **about))
    make_finding(make_inspection(authority, status="closed"))
    later = {"service": service, "fieldwork_start": date(2030, 1, 7)}
    make_finding(make_inspection(authority, status="closed", **later))
    case = make_inspection(authority, service=service, follows=followed.inspection)

    page = inspector_of(case).get(page_of(case))

    offered = page.context["form"].fields["previous"].choices[1:]
    numbers = [number for _case, group in offered for number, _label in group]
    assert numbers == [followed.pk, older.pk]


def test_themes_are_told_apart_and_none_is_of_another_framework() -> None:
    case = make_inspection()
    own, _foreign = make_theme(case.framework), make_theme(make_framework())

    page = inspector_of(case).get(page_of(case))

    first, second = page.context["form"].fields["theme"].choices[1:]
    assert first == ("Framework for examples", [(own.pk, "Leadership")])
    assert second[0] == "Stable vocabulary, for every framework"
    assert {number for number, _label in second[1]}.isdisjoint({own.pk, _foreign.pk})


def test_only_the_team_logs_findings() -> None:
    case = make_inspection()
    page = page_of(case)
    roles = ["inspector", "lead_inspector", "quality_assurer", "head_of_inspection"]

    codes = [
        [client_of(role).get(page).status_code, client_of(role).post(page).status_code]
        for role in roles
    ]

    assert codes == [[403, 403], [403, 403], [403, 403], [200, 422]]
    assert client_of("link_officer").get(page).status_code == 302
    assert inspector_of(case, "quality_assurer").get(page).status_code == 403
    assert inspector_of(case).get(page).status_code == 200


def test_forged_number_of_a_finding_elsewhere_is_not_found() -> None:
    case, other = make_inspection(), make_finding()
    client = inspector_of(case)

    assert client.get(page_of(case, other)).status_code == 404
    assert client.post(page_of(case, other), {"text_en": "A"}).status_code == 404
    assert client.get(f"{page_of(case)}?finding={other.pk}").context["saved"] is None
    assert client.get(f"{page_of(case)}?finding=none").status_code == 200


@pytest.mark.parametrize("fixed", ["closed", "signed"])
def test_closed_case_says_why_and_keeps_what_was_typed(fixed: str) -> None:
    case = make_inspection()
    client = inspector_of(case)
    form = sent(client.get(page_of(case)), text_en="Too late.")
    if fixed == "closed":
        Inspection.objects.filter(pk=case.pk).update(status="closed")
    else:
        make_report(case, signed=True)

    answer = client.post(page_of(case), form)

    (told,) = answer.context["form"].non_field_errors()
    assert told.startswith("This inspection is over or its report is signed off")
    assert answer.context["form"]["text_en"].value() == "Too late."
    assert "log-form" not in client.get(page_of(case)).text
    assert not case.findings.exists()


def test_screen_takes_the_same_queries_for_any_number_of_rows() -> None:
    case = make_inspection(follows=make_inspection(status="closed"))
    client, counts = inspector_of(case), []
    for rows in (1, 2):
        for _row in range(rows):
            earlier = make_finding(case.follows)
            make_finding(case, previous=earlier).evidence.add(make_evidence(case))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(page_of(case))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 22


def test_select_box_is_never_endless() -> None:
    case = make_inspection(follows=make_inspection(status="closed"))
    Finding.objects.bulk_create(
        Finding(inspection=case.follows, text_en="Old.", position=place)
        for place in range(600)
    )

    page = inspector_of(case).get(page_of(case))

    assert page.text.count("<option") < 500


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text_en": "Few\x07staff."}, "U+0007"),
        ({"text_en": "a" * 100_001}, "at most 100000 can be stored"),
        ({"text_en": "Few staff.", "evidence": "9" * 23}, "is not one of the"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(sent: dict, sentence: str) -> None:
    member = make_team_member()
    client = Client()
    client.force_login(member.user)
    page = reverse("admin:inspections_finding_log", args=[member.inspection_id])

    answer = client.post(page, sent)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Finding.objects.exists()
