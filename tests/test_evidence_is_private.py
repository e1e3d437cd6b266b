"""Evidence has no way out: nothing that a stranger reaches takes it from the case."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOORS = [ROOT / "inspectorate" / door for door in ("api", "public", "portal")]
PAGES = [ROOT / "templates" / door for door in ("api", "public", "portal")]
# For staff alone, by their tokens: tests/inspectorate/api/casework/test_permissions.py.
STAFF = ROOT / "inspectorate" / "api" / "casework"
MODELS = {"Evidence", "EvidenceFile"}
# As a relation: findings.evidence, "findings__evidence__kind", but not the text of a
# recommendation called evidence_of_completion, nor what a council names for a comment.
RELATION = re.compile(
    r"(?<![a-z])(?<!supporting_)(evidence|evidence_files)(?![a-z]|_of_)"
)


def faults(text: str) -> list[int]:
    """The lines of a module that name evidence, its files or what leads there."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if any(name in MODELS or RELATION.search(name) for name in names(node))
    ]


def names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom):
        yield from [node.module or "", *(each.name for each in node.names)]
    elif isinstance(node, ast.Import):
        yield from (each.name for each in node.names)
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        # Sentences may speak of it; a way through the models has no spaces.
        yield node.value if " " not in node.value else ""


def test_no_public_module_names_evidence() -> None:
    modules = [path for door in DOORS for path in door.rglob("*.py")]
    modules = [path for path in modules if STAFF not in path.parents]
    found = {path: faults(path.read_text()) for path in modules}

    assert len(modules) > 20
    assert {str(path): lines for path, lines in found.items() if lines} == {}


def test_no_public_template_names_evidence() -> None:
    pages = [path for door in PAGES for path in door.rglob("*.*")]
    way = re.compile(r"\{[{%][^}]*\.evidence\b|\{[{%][^}]*\bevidence\.")

    assert len(pages) > 20
    assert [page for page in pages if way.search(page.read_text())] == []


@pytest.mark.parametrize(
    ("line", "is_fault"),
    [
        ("from inspectorate.inspections.models import Evidence", True),
        ("from inspectorate.inspections.models import EvidenceFile as File", True),
        ("import inspectorate.inspections.models.evidence", True),
        ("items = finding.evidence.all()", True),
        ("Finding.objects.values('evidence__kind')", True),
        ("inspection.findings.values('findings__evidence')", True),
        ("text = recommendation.evidence_of_completion", False),
        ("fields = ['evidence_of_completion']", False),
        ("text = note.supporting_evidence", False),
        ("msg = 'We publish no evidence.'", False),
    ],
)
def test_made_up_line_is_a_fault_when_it_leads_to_evidence(
    line: str, is_fault: bool
) -> None:
    assert bool(faults(line)) is is_fault
