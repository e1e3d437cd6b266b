"""Comments from a file: shown first, logged when that is confirmed."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspectorate.history.models import Entry
from inspectorate.reports.models import AccuracyCheck, AccuracyComment, Report
from tests.admin_pages import change_page, client_of, strictly
from tests.factories import make_accuracy_check, make_accuracy_comment

pytestmark = pytest.mark.django_db

GOOD = "paragraph,type,comment,evidence\n1.1,other,It was 14.,Annex 3\n1.2,other,No.,\n"


@pytest.fixture
def check() -> AccuracyCheck:
    return make_accuracy_check(at=timezone.now() - timedelta(hours=1))


def page_of(check: AccuracyCheck) -> str:
    return reverse("admin:reports_accuracycheck_import", args=[check.pk])


def send(client: Client, check: AccuracyCheck, content: str) -> HttpResponse:
    file = SimpleUploadedFile("comments.csv", content.encode())
    data = {"sheet-file": file, "sheet-submitted_by_role": "Director"}
    return client.post(page_of(check), data)


def test_file_is_shown_and_logged_only_when_confirmed(check: AccuracyCheck) -> None:
    client = client_of("quality_assurer")

    shown = strictly(send(client, check, GOOD))

    assert "2 comments will be logged" in shown.text
    assert "It was 14." in shown.text
    assert AccuracyComment.objects.count() == 0
    sealed = {"sealed": shown.context["sealed"]}
    assert client.post(page_of(check), sealed).url == change_page(check)
    assert check.comments.count() == 2
    entries = Entry.objects.filter(subject_type="reports.accuracycomment")
    assert len({entry.batch for entry in entries}) == 1
    assert entries[0].batch is not None


def test_confirmation_that_is_sent_twice_logs_nothing_twice(
    check: AccuracyCheck,
) -> None:
    client = client_of()
    sealed = {"sealed": send(client, check, GOOD).context["sealed"]}
    client.post(page_of(check), sealed)

    answer = client.post(page_of(check), sealed)

    assert answer.status_code == 409
    assert "This is logged already, as comment 1" in answer.text
    assert check.comments.count() == 2


def test_file_with_faults_is_refused_with_all_of_them(check: AccuracyCheck) -> None:
    answer = send(client_of(), check, "paragraph,type,comment\n9,other,A\n1.1,b,C\n")

    assert answer.status_code == 409
    assert "Row 2: “9” is no part of the draft" in answer.text
    assert "Row 3: Choose the type" in answer.text
    assert 'value="Director"' in answer.text
    assert AccuracyComment.objects.count() == 0


def test_comment_that_was_logged_meanwhile_keeps_the_whole_file_out(
    check: AccuracyCheck,
) -> None:
    client = client_of()
    sealed = send(client, check, GOOD).context["sealed"]
    said = {"comment_type": "other", "comment_text": "No.", "place": "1.2"}
    make_accuracy_comment(check, at=timezone.now(), **said)

    answer = client.post(page_of(check), {"sealed": sealed})

    assert "This is logged already" in answer.text
    assert check.comments.count() == 1


@pytest.mark.parametrize("sealed", ["", "x", "x:y:z", "\x00"])
def test_forged_confirmation_is_refused(check: AccuracyCheck, sealed: str) -> None:
    answer = client_of().post(page_of(check), {"sealed": sealed})

    assert answer.status_code == 409
    assert "send the file again" in answer.text


def test_file_is_not_taken_when_the_check_is_over(check: AccuracyCheck) -> None:
    Report.objects.update(status="sign_off")

    answer = send(client_of(), check, GOOD)

    assert "its accuracy check is over" in answer.text


def test_no_file_and_no_role_are_told_on_the_form(check: AccuracyCheck) -> None:
    answer = client_of().post(page_of(check), {})

    assert answer.text.count("This field is required.") == 2
