from inspectorate.reports.admin.accuracy import AccuracyCheckAdmin
from inspectorate.reports.admin.assurance import (
    ChecklistAnswerAdmin,
    ClearanceAdmin,
    CommentAdmin,
)
from inspectorate.reports.admin.edition import EditionAdmin
from inspectorate.reports.admin.form import EditionFormAdmin
from inspectorate.reports.admin.paragraph import ParagraphAdmin, SectionAdmin
from inspectorate.reports.admin.published import (
    PublishedFindingAdmin,
    PublishedJudgementAdmin,
    PublishedParagraphAdmin,
    PublishedRecommendationAdmin,
)
from inspectorate.reports.admin.register import (
    RegisterEntryAdmin,
    RegisterHeadAdmin,
    SigningKeyAdmin,
)
from inspectorate.reports.admin.report import ReportAdmin
from inspectorate.reports.admin.response import ResponseAdmin
from inspectorate.reports.admin.snippet import SnippetAdmin
from inspectorate.reports.admin.withdrawal import WithdrawalAdmin

__all__ = [
    "AccuracyCheckAdmin",
    "ChecklistAnswerAdmin",
    "ClearanceAdmin",
    "CommentAdmin",
    "EditionAdmin",
    "EditionFormAdmin",
    "ParagraphAdmin",
    "PublishedFindingAdmin",
    "PublishedJudgementAdmin",
    "PublishedParagraphAdmin",
    "PublishedRecommendationAdmin",
    "RegisterEntryAdmin",
    "RegisterHeadAdmin",
    "ReportAdmin",
    "ResponseAdmin",
    "SectionAdmin",
    "SigningKeyAdmin",
    "SnippetAdmin",
    "WithdrawalAdmin",
]
