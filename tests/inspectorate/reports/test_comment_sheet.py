"""Comments of the authority from a file: every fault of every row, or all of them."""

import io

import pytest
from openpyxl import Workbook

from inspectorate.reports import comment_sheet
from inspectorate.reports.models import AccuracyCheck, AccuracyComment
from inspectorate.spreadsheets import Unreadable
from tests.factories import (
    NOON,
    SYSTEM,
    make_accuracy_check,
    make_accuracy_comment,
    make_report,
)

pytestmark = pytest.mark.django_db


def comments(check: AccuracyCheck, content: str | bytes) -> list[AccuracyComment]:
    if isinstance(content, str):
        content = content.encode()
    told = {"role": "Director", "submitted_at": None, "at": NOON}
    return comment_sheet.read_comments(check, io.BytesIO(content), **told)


def faults(check: AccuracyCheck, content: str | bytes) -> list[str]:
    with pytest.raises(Unreadable) as refusal:
        comments(check, content)
    return refusal.value.reasons


def test_comments_are_read_and_none_is_logged() -> None:
    check = make_accuracy_check()
    last = check.report.paragraphs.last()

    first, second = comments(
        check,
        "Paragraph,Type,Comment,Evidence\n"
        "1.1,Typing error or number,It was 14.,Annex 3\n"
        f"{last.stable_id},judgement challenge,Too harsh.,\n",
    )

    assert (first.place, first.comment_type) == ("Paragraph 1.1", "typo_or_number")
    assert (first.comment_text, first.supporting_evidence) == ("It was 14.", "Annex 3")
    assert (second.paragraph, second.touches_judgement) == (last, True)
    assert AccuracyComment.objects.count() == 0


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    check = make_accuracy_check()
    make_accuracy_comment(check, comment_text="It was 14.")

    told = faults(
        check,
        "paragraph,type,comment\n"
        "99,other,One.\n"
        "1.1,,Two.\n"
        "1.1,factually_inaccurate,It was 14.\n"
        "1.2,other,Three.\n"
        "1.2,other,Three.\n"
        "1.3,other,\n",
    )

    assert told == [
        (
            "Row 2: “99” is no part of the draft as it was sent: give the printed "
            "number of a paragraph, its stable id, or the number of a recommendation."
        ),
        "Row 3: Choose the type of the comment.",
        "Row 4: This is logged already, as comment 1 of this check.",
        "Row 6: It says what row 5 says: leave one out.",
        "Row 7: Enter what the authority says.",
    ]


def test_file_with_more_text_than_can_wait_is_refused() -> None:
    lines = "".join(f"1.1,other,{number}{'x' * 19_000}\n" for number in range(22))

    (told,) = faults(make_accuracy_check(), f"paragraph,type,comment\n{lines}")

    assert told == "The file holds more than 400000 characters: divide it into several."


def test_text_that_is_too_long_is_told_with_its_row() -> None:
    content = f"paragraph,type,comment\n1.1,other,{'x' * 20_001}"

    (told,) = faults(make_accuracy_check(), content)

    assert told.startswith("Row 2: This text has 20001 characters")


def test_number_that_lost_its_nought_in_the_program_is_not_guessed() -> None:
    check = make_accuracy_check(make_report(status="accuracy_check", paragraphs=10))
    book, file = Workbook(), io.BytesIO()
    lines = [1.1, "other", "One."], [1.2, "other", "Two."], ["1.10", "other", "Ten."]
    for line in (["paragraph", "type", "comment"], *lines):
        book.active.append(line)
    book.save(file)

    assert faults(check, file.getvalue()) == [
        (
            "Row 2: 1.1 may be any of 1.1, 1.10, for the cell holds a number: format "
            "the column as text, and type it again."
        )
    ]


def test_what_was_shown_is_logged_as_it_was_shown() -> None:
    check = make_accuracy_check()
    shown = comments(check, "paragraff,math,sylw\n1.2,other,Dau.\n,other,Cyfan.\n")

    said = comment_sheet.opened(check, comment_sheet.sealed(shown, by=7), by=7)
    logged = check.log_all(said, by=SYSTEM, at=NOON)

    assert [(row.number, row.place, row.comment_text) for row in logged] == [
        (1, "Paragraph 1.2", "Dau."),
        (2, "", "Cyfan."),
    ]


def test_what_was_shown_is_good_only_for_this_check_and_person() -> None:
    check, other = make_accuracy_check(), make_accuracy_check()
    shown = comments(check, "paragraph,type,comment\n1.1,other,One.\n")
    text = comment_sheet.sealed(shown, by=7)

    for of, by, sent in [(other, 7, text), (check, 8, text), (check, 7, text + "x")]:
        with pytest.raises(Unreadable, match="send the file again"):
            comment_sheet.opened(of, sent, by=by)
