"""The authority's comments on a draft, from a spreadsheet: all of them or none."""

from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _

from inspectorate import spreadsheets
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import AccuracyCheck, AccuracyComment
from inspectorate.spreadsheets import Row, Unreadable, in_row

HEADINGS = {
    "paragraph": "place",
    "type": "comment_type",
    "comment": "comment_text",
    "evidence": "supporting_evidence",
    "paragraff": "place",
    "math": "comment_type",
    "sylw": "comment_text",
    "tystiolaeth": "supporting_evidence",
}
REQUIRED = ["place", "comment_type", "comment_text"]


def read_comments(
    check: AccuracyCheck,
    file: BinaryIO,
    *,
    role: str,
    submitted_at: datetime | None,
    at: datetime,
) -> list[AccuracyComment]:
    """The comments that would be logged, none stored yet. Raises Unreadable with the
    faults of all rows.
    """
    rows = spreadsheets.read(file, HEADINGS, REQUIRED)
    comments, faults = [], []
    first_rows: dict[tuple, int] = {}
    for row in rows:
        said = {**row.cells, "submitted_by_role": role, "submitted_at": submitted_at}
        said["comment_type"] = type_of(row.cells["comment_type"])
        try:
            check_number(check, row)
            comment = check.comments.compose(check, at=at, **said)
            check_once(comment, row, first_rows)
        except Refusal as refusal:
            faults += [in_row(row.number, reason) for reason in refusal.reasons]
        else:
            comments.append(comment)
    if faults:
        raise Unreadable(*faults)
    return comments


def type_of(told: str) -> str:
    """The type by its code or its name in the reader's language; else as told."""
    wanted = told.strip().casefold()
    for code, label in AccuracyComment.Type.choices:
        if wanted in (code, code.replace("_", " "), str(label).casefold()):
            return code
    return told


def check_number(check: AccuracyCheck, row: Row) -> None:
    """A cell that is a number has lost its last nought: 1.1 may have been 1.10."""
    if "place" not in row.numeric:
        return
    told = row.cells["place"]
    meant = {part.number for part in check.parts if part.number.rstrip("0") == told}
    if len(meant) > 1:
        sentence = _(
            "%(told)s may be any of %(numbers)s, for the cell holds a number: format "
            "the column as text, and type it again."
        )
        raise Refusal(sentence % {"told": told, "numbers": ", ".join(sorted(meant))})


def check_once(
    comment: AccuracyComment, row: Row, first_rows: dict[tuple, int]
) -> None:
    said = (
        *(comment.part_kind, comment.part_key),
        *(comment.comment_type, comment.comment_text),
    )
    first = first_rows.setdefault(said, row.number)
    if first != row.number:
        raise Refusal(_("It says what row %s says: leave one out.") % first)


# Between the page that shows what will be logged and the one that logs it.


def sealed(comments: list[AccuracyComment], *, by: int) -> str:
    """The comments as text that only this person can send back for this check."""
    said = [
        {
            "place": comment.part_key,
            "comment_type": comment.comment_type,
            "comment_text": comment.comment_text,
            "supporting_evidence": comment.supporting_evidence,
            "submitted_by_role": comment.submitted_by_role,
            "submitted_at": comment.submitted_at.isoformat(),
        }
        for comment in comments
    ]
    salt = salt_of(comments[0].accuracy_check, by)
    return spreadsheets.sealed(said, salt=salt)


def opened(check: AccuracyCheck, text: str, *, by: int) -> list[dict]:
    """What was sealed, as log_all() takes it. Raises Unreadable for anything else."""
    said = spreadsheets.opened(text, salt=salt_of(check, by))
    for each in said:
        each["submitted_at"] = datetime.fromisoformat(each["submitted_at"])
    return said


def salt_of(check: AccuracyCheck, by: int) -> str:
    return f"accuracy comments {check.pk} {by}"
