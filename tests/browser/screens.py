"""The screens of the workspace, each with a name: a new one is added to work()."""

from collections.abc import Callable, Iterator

from django.db import models
from django.urls import reverse
from playwright.sync_api import Page, expect

from authorities.models import Authority
from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Finding, Inspection, Interest
from inspectorate.lifecycle.admin import ActsAdmin
from inspectorate.notices.models import Notice
from inspectorate.reports.models import (
    AccuracyCheck,
    Comment,
    Placement,
    Report,
)
from tests.admin_pages import address
from tests.admin_rows import ADDED, OURS, SHOWN, last_of
from tests.early_readers import make_pre_release_access, make_pre_release_reader
from tests.factories import (
    make_accuracy_check,
    make_accuracy_comment,
    make_comment,
    make_evidence,
    make_finding,
    make_inspection,
    make_placement,
    make_recommendation,
    make_report,
    make_section,
    make_team_member,
    make_user,
)
from tests.inspectorate.accounts.factors import make_passkey

Screens = Iterator[tuple[str, str]]
# A screen that comes up by what somebody does on another.
Steps = Iterator[tuple[str, str, Callable[[Page], None]]]

NEW_FINDINGS = "classification,text_en\nstrength,Leaders listen.\n"
DAY = "2026-11-20"
NEW_COMMENTS = "paragraph,type,comment\n,other,The tone is harsh.\n"


def work() -> Screens:
    """Those made for a task."""
    yield "first page", reverse("admin:index")
    yield "password", reverse("account_change_password")
    yield "sessions", reverse("usersessions_list")
    yield "tokens", reverse("account_tokens")
    yield "new token", reverse("account_token_new")
    yield from factors()
    yield from cases()
    yield from drafts()
    yield from reviews()


def records() -> Screens:
    """The lists and forms of every kind of row, of its last row."""
    for model in SHOWN:
        yield from lists(model)
    for model in ADDED:
        yield f"add {model._meta.model_name}", address(model, "add")
    for model in OURS:
        yield from row(last_of(model))
    yield "nothing found", f"{address(Report, 'changelist')}?q=nothing+at+all"
    for model in (Interest, Authority):
        yield from pages_of_one(last_of(model))


def strangers() -> Screens:
    """What is seen before anybody has signed in."""
    yield "signing in", reverse("account_login")
    yield "password forgotten", reverse("account_reset_password")
    yield "password sent", reverse("account_reset_password_done")
    yield (
        "password of an old link",
        reverse("account_reset_password_from_key", args=["a", "b-c"]),
    )


def factors() -> Screens:
    yield "second factor", reverse("mfa_index")
    yield "who are you", reverse("account_reauthenticate")
    for page in (
        *("view_recovery_codes", "generate_recovery_codes", "deactivate_totp"),
        *("list_webauthn", "add_webauthn"),
    ):
        yield page, reverse(f"mfa_{page}")


def cases() -> Screens:
    """The open one of make_draft()."""
    case = Inspection.objects.exclude(follows=None).latest("pk")
    yield "case", reverse("admin:case", args=[case.reference])
    yield "field log", reverse("admin:inspections_finding_log", args=[case.pk])
    for page in ("comparison", "triangulation"):
        yield page, address(Inspection, page, case.pk)
    for kind in ("findings", "evidence"):
        yield f"import {kind}", address(Inspection, "import", case.pk, kind)
    yield "export", address(Finding, "export")
    yield "oversight", reverse("admin:oversight")
    assign = address(Inspection, "assign")
    yield "assignment", f"{assign}?cases={case.pk}"
    person = last_of(User).pk
    asked = f"user={person}&role=inspector&cases={case.pk},{case.follows_id}"
    yield "assignment to confirm", f"{assign}?{asked}"


def drafts() -> Screens:
    """With a section in a section, and with a finding where it belongs."""
    draft = last_of(Placement).section.report
    yield "draft", address(Report, "draft", draft.pk)
    yield "draft, what lacks Welsh", f"{address(Report, 'draft', draft.pk)}?lacks=cy"
    yield "texts of the beginning", address(Report, "beginning", draft.pk)
    section = draft.sections.earliest("pk")
    yield "texts of a section", address(Report, "section", draft.pk, section.pk)
    yield "queue of translators", address(Report, "translations")
    yield "translation", f"{address(Report, 'translation', draft.pk)}?all=1"
    yield "import translations", address(Report, "translation_import", draft.pk)
    paragraph = draft.paragraphs.earliest("pk").stable_id
    yield (
        "delete a paragraph",
        address(Report, "delete_paragraph", draft.pk, paragraph),
    )


def make_case_of(person: User) -> tuple[Inspection, Report]:
    """In quality assurance; it is led by the lead inspector."""
    case = make_inspection()
    if person.has_perm("inspections.conduct_inspection"):
        make_team_member(case, user=person, role="lead")
    make_finding(case).evidence.add(make_evidence(case))
    report = make_report(case, status=Report.Status.QUALITY_ASSURANCE)
    make_comment(report)
    return case, report


def make_draft() -> None:
    """In a case that is open, and follows one with a finding to come back to."""
    before = make_inspection()
    make_finding(before, classification="area_for_improvement")
    case = make_inspection(follows=before)
    make_team_member(case)
    make_evidence(case)
    make_recommendation(case)
    draft = make_report(case)
    section = draft.sections.get()
    make_section(draft, parent=section)
    make_placement(section)


def reviews() -> Screens:
    yield "notices", address(Notice, "mine")
    yield "assurance queue", address(Report, "queue")
    yield "assurance", address(Report, "assurance", last_of(Comment).report_id)
    check = last_of(AccuracyCheck)
    for page in ("import", "marked_up"):
        yield f"accuracy check, {page}", address(AccuracyCheck, page, check.pk)


def lists(model: type[models.Model]) -> Screens:
    yield f"list {model._meta.model_name}", address(model, "changelist")


def row(row: models.Model) -> Screens:
    name, admin = row._meta.model_name, SHOWN[type(row)]
    yield f"change {name}", address(type(row), "change", row.pk)
    if isinstance(admin, ActsAdmin):
        for act in row.next_acts():
            yield f"act {act.verb}", address(type(row), "act", row.pk, act.verb)


def pages_of_one(row: models.Model) -> Screens:
    """What looks alike for all rows: one that may be deleted, and one that may not."""
    for page in ("history", "delete"):
        name = f"{page} {row._meta.model_name}"
        yield name, address(type(row), page, row.pk)
    past = address(type(row), "history", row.pk)
    yield f"{row._meta.model_name} as it stood", f"{past}?day={DAY}"


def refused() -> Iterator[tuple[str, str, int]]:
    yield "NUL in the address", f"{address(Report, 'changelist')}?q=%00", 400
    yield "row of what is not added", address(Entry, "add"), 403
    yield "nothing here", reverse("admin:index") + "nothing/", 404


def after_a_step() -> Steps:
    """What a screen shows once it was sent."""
    draft = last_of(Placement).section.report
    case, check = draft.inspection_id, last_of(AccuracyCheck)
    way = address(Inspection, "import", case, "findings")
    yield "findings to confirm", way, send(NEW_FINDINGS, "be stored")
    yield "findings refused", way, send("theme\nnone\n", "be stored")
    way = address(AccuracyCheck, "import", check.pk)
    yield "comments to confirm", way, send_comments
    yield "comments refused", way, send("nothing\n", "be logged")
    way = address(AccuracyCheck, "change", check.pk)
    yield "decision refused", way, press("Record the decision")
    way = address(Report, "assurance", last_of(Comment).report_id)
    yield "clearance", way, press("Nobody can be identified")
    finding = last_of(Placement).finding
    yield "theirs and mine", address(Finding, "change", finding.pk), save_late(finding)


def seldom(person: User) -> Steps:
    """What few people meet, and not every day; made on the way."""
    draft = make_report(make_inspection())
    make_section(draft)
    preview = reverse("admin:report-preview", args=[draft.pk])
    yield "preview of a report", preview, look
    returned = make_report(make_inspection(), status=Report.Status.QUALITY_ASSURANCE)
    make_comment(returned)
    returned.return_to_drafting(by=make_user("quality_assurer"), reason="Say more.")
    way = reverse("admin:case", args=[returned.inspection.reference])
    yield "what came back", way, look
    reader = make_pre_release_reader(token="the-link", last_error="No mailbox.")
    make_pre_release_access(reader)
    readers = [reader.report_id], [reader.report_id, reader.pk]
    for page, args in zip(("readers", "reader_link"), readers, strict=True):
        yield f"pre-release {page}", address(Report, page, *args), look
    link = reverse("early-report", args=["the-link"])
    yield "conditions of a pre-release reader", link, look
    yield "report of a pre-release reader", link, press("Read the report in English")
    passkey = make_passkey(person)
    for page in ("edit", "remove"):
        way = reverse(f"mfa_{page}_webauthn", args=[passkey.pk])
        yield f"passkey to {page}", way, look
    revised = make_report(make_inspection(), status=Report.Status.REVISION)
    comment = make_accuracy_comment(make_accuracy_check(revised))
    told = {"reason": "The files say otherwise.", "touches_judgement": True}
    comment.decide("rejected", **told, by=make_user("quality_assurer"))
    way = address(AccuracyCheck, "change", comment.accuracy_check_id)
    yield "second review", way, look
    case = make_inspection(status=Inspection.Status.SCOPING, announced=False)
    way = address(Inspection, "act", case.pk, "notify")
    yield "act refused", way, record_notice


def look(page: Page) -> None:
    """Nothing is done."""


def record_notice(page: Page) -> None:
    page.get_by_label("Notified on").fill(DAY)
    page.locator(".submit-row [type=submit]").click()
    expect(page.get_by_role("heading", name="What is missing first")).to_be_visible()


def press(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name).first.click()


def send(content: str, told: str) -> Callable[[Page], None]:
    """A file of that content; `told` is what the button ends with."""

    def step(page: Page) -> None:
        file = {"name": "list.csv", "mimeType": "text/csv", "buffer": content.encode()}
        page.locator("[type=file]").set_input_files(file)
        press(told)(page)

    return step


def send_comments(page: Page) -> None:
    page.get_by_label("Office of who sent it").fill("Director of Social Services")
    send(NEW_COMMENTS, "be logged")(page)


def save_late(finding: Finding) -> Callable[[Page], None]:
    """After somebody else."""

    def step(page: Page) -> None:
        page.get_by_label("Text (English)").fill("Mine.")
        type(finding).objects.filter(pk=finding.pk).update(text_en="Theirs.")
        with page.expect_navigation():
            page.get_by_role("button", name="Save", exact=True).click()

    return step
