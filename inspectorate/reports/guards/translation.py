# ruff: noqa: S608 - every part is a name of ours, none comes from outside
"""That no translation falls behind unseen: whoever changes one language of a text and
not the other leaves behind what the other was translated from.

Which of the two is the source is a matter of the report, so both ways are kept. A text
that had no other language beside it yet is the source of none; who writes the second
one has the first before them.
"""

from collections.abc import Iterator

from inspectorate.guards import Echo

# Every text that a report publishes: its kind of record, table and names.
TEXTS = [
    ("reports.report", "reports_report", ["title", "summary", "correction"]),
    ("reports.section", "reports_section", ["heading"]),
    ("reports.paragraph", "reports_paragraph", ["text"]),
    ("inspections.finding", "inspections_finding", ["text", "compared_with"]),
    (
        "inspections.judgement",
        "inspections_judgement",
        ["wording", "mapping_note"],
    ),
    (
        "inspections.inspection",
        "inspections_inspection",
        ["service_title", "fieldwork_stated", "note"],
    ),
    ("recommendations.recommendation", "recommendations_recommendation", ["text"]),
]

KEPT = "reports_formersource"


def echoes(kind: str, table: str, names: list[str]) -> Iterator[Echo]:
    for name in names:
        en, cy = f"{name}_en", f"{name}_cy"
        yield Echo(
            f"{table}_{name}_apart",
            table,
            event=f"UPDATE OF {en}, {cy}",
            when=f"OLD.{en} <> NEW.{en} OR OLD.{cy} <> NEW.{cy}",
            does=(
                *kept_apart(kind, name, "cy", en, cy),
                *kept_apart(kind, name, "en", cy, en),
            ),
        )
    gone = f"subject_type = '{kind}' AND subject_id = OLD.id"
    yield Echo(
        f"{table}_texts_gone",
        table,
        event="DELETE",
        when="OLD.id IS NOT NULL",
        does=(f"DELETE FROM {KEPT} WHERE {gone}",),
    )


def kept_apart(
    kind: str, name: str, language: str, source: str, translation: str
) -> list[str]:
    """What is kept goes when the translation is written, and is not overwritten while
    the source goes on changing.
    """
    own = (
        f"subject_type = '{kind}' AND subject_id = NEW.id AND name = '{name}' "
        f"AND language = '{language}'"
    )
    return [
        f"DELETE FROM {KEPT} WHERE {own} AND OLD.{translation} <> NEW.{translation}",
        (
            f"INSERT INTO {KEPT} (subject_type, subject_id, name, language, source) "
            f"SELECT '{kind}', NEW.id, '{name}', '{language}', OLD.{source} "
            f"WHERE OLD.{source} <> NEW.{source} AND OLD.{source} <> '' "
            f"AND OLD.{translation} = NEW.{translation} AND NEW.{translation} <> '' "
            f"AND NOT EXISTS (SELECT 1 FROM {KEPT} WHERE {own})"
        ),
    ]


GUARDS = [echo for text in TEXTS for echo in echoes(*text)]
