from inspectorate.inspections.admin.evidence import EvidenceAdmin
from inspectorate.inspections.admin.finding import FindingAdmin
from inspectorate.inspections.admin.inspection import InspectionAdmin
from inspectorate.inspections.admin.interest import InterestAdmin
from inspectorate.inspections.admin.judgement import JudgementAdmin
from inspectorate.inspections.admin.not_published import NotPublishedAdmin
from inspectorate.inspections.admin.programme import ProgrammeEntryAdmin

__all__ = [
    "EvidenceAdmin",
    "FindingAdmin",
    "InspectionAdmin",
    "InterestAdmin",
    "JudgementAdmin",
    "NotPublishedAdmin",
    "ProgrammeEntryAdmin",
]
