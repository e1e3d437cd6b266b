from inspectorate.reports.models.accuracy import AccuracyCheck
from inspectorate.reports.models.accuracy_answer import AccuracyAnswer
from inspectorate.reports.models.accuracy_comment import AccuracyComment
from inspectorate.reports.models.accuracy_file import CommentFile, NoteFile
from inspectorate.reports.models.accuracy_note import AccuracyNote
from inspectorate.reports.models.checklist import ChecklistAnswer
from inspectorate.reports.models.clearance import Clearance
from inspectorate.reports.models.comment import Comment
from inspectorate.reports.models.edition import Chain, Edition, EditionAuthority
from inspectorate.reports.models.form import EditionForm
from inspectorate.reports.models.former_source import FormerSource
from inspectorate.reports.models.paragraph import Paragraph, Section
from inspectorate.reports.models.placement import Placement
from inspectorate.reports.models.pre_release import PreReleaseReader
from inspectorate.reports.models.pre_release_access import PreReleaseAccess
from inspectorate.reports.models.published import (
    PublishedFinding,
    PublishedJudgement,
    PublishedParagraph,
    PublishedRecommendation,
    PublishedRecommendationFinding,
    PublishedRecommendationTheme,
)
from inspectorate.reports.models.register import RegisterEntry, RegisterHead, SigningKey
from inspectorate.reports.models.report import Report
from inspectorate.reports.models.response import Response
from inspectorate.reports.models.searched import SearchedText
from inspectorate.reports.models.snippet import Snippet
from inspectorate.reports.models.withdrawal import Withdrawal

__all__ = [
    "AccuracyAnswer",
    "AccuracyCheck",
    "AccuracyComment",
    "AccuracyNote",
    "Chain",
    "ChecklistAnswer",
    "Clearance",
    "Comment",
    "CommentFile",
    "Edition",
    "EditionAuthority",
    "EditionForm",
    "FormerSource",
    "NoteFile",
    "Paragraph",
    "Placement",
    "PreReleaseAccess",
    "PreReleaseReader",
    "PublishedFinding",
    "PublishedJudgement",
    "PublishedParagraph",
    "PublishedRecommendation",
    "PublishedRecommendationFinding",
    "PublishedRecommendationTheme",
    "RegisterEntry",
    "RegisterHead",
    "Report",
    "Response",
    "SearchedText",
    "Section",
    "SigningKey",
    "Snippet",
    "Withdrawal",
]
