from inspectorate.inspections.models.evidence import Evidence
from inspectorate.inspections.models.evidence_file import EvidenceFile
from inspectorate.inspections.models.finding import Finding
from inspectorate.inspections.models.inspection import Inspection
from inspectorate.inspections.models.interest import Interest
from inspectorate.inspections.models.judgement import Judgement
from inspectorate.inspections.models.not_published import NotPublished
from inspectorate.inspections.models.programme import (
    ProgrammeAuthority,
    ProgrammeEntry,
)
from inspectorate.inspections.models.team import TeamMember

__all__ = [
    "Evidence",
    "EvidenceFile",
    "Finding",
    "Inspection",
    "Interest",
    "Judgement",
    "NotPublished",
    "ProgrammeAuthority",
    "ProgrammeEntry",
    "TeamMember",
]
