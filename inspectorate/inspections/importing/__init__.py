"""Findings and evidence of a case from a spreadsheet: all of it or none."""

from inspectorate.inspections.importing.evidence import EvidenceSheet
from inspectorate.inspections.importing.findings import FindingSheet
from inspectorate.inspections.importing.sheet import Line, Sheet

SHEETS = {"findings": FindingSheet, "evidence": EvidenceSheet}

__all__ = ["SHEETS", "EvidenceSheet", "FindingSheet", "Line", "Sheet"]
