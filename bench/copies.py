# ruff: noqa: E501 - the statements of a copy stand in one line each
"""A record made larger within the database, by copies of the rows that it has.

What bench/admin.py asks for as rare is in the first rows only, so that it is as much in
a large record as in a small one, and the oldest.
"""

import sys
import time

from django.db import connection

RARE, PLAIN = "quixotic", "Ordinary"
# What is rare in the first part of a record, and what stands for it in the others.
ORDINARY = {
    "inspections_finding.classification": ("non_compliance", "strength"),
    "inspections_finding.immediacy": ("accelerated", "normal"),
    "inspections_finding.is_public": ("FALSE", "TRUE"),
    "inspections_finding.text_en": (RARE.capitalize(), PLAIN),
    "inspections_inspection.kind": ("JOINT", "PEI"),
    "inspections_inspection.status": ("planned", "closed"),
    # The person who is timed.
    "inspections_teammember.user": ("2", "61"),
    "inspections_evidence.kind": ("survey", "observation"),
    "inspections_evidence.marking": ("official", "official_sensitive"),
    "inspections_evidence.summary": (RARE.capitalize(), PLAIN),
    "recommendations_recommendation.priority": ("TRUE", "FALSE"),
    "recommendations_recommendation.text_en": (RARE.capitalize(), PLAIN),
    "reports_report.status": ("drafting", "published"),
    "reports_paragraph.text_en": (RARE.capitalize(), PLAIN),
    "history_entry.subject_type": ("concerns.board", "inspections.finding"),
    "history_entry.subject_name": (RARE.capitalize(), PLAIN),
}
# Numbers that go on in copies as keys do.
COUNTED = {"reports_registerentry.sequence"}


def multiply(copied: list[type], times: int) -> None:
    """Until each model has so many times its rows; copies follow their originals."""
    counts = {model: model._base_manager.count() for model in copied}
    for model in copied if times > 1 else []:
        copy(model, counts, times)
        print(model.__name__, time.strftime("%X"), file=sys.stderr)


def copy(model: type, counts: dict[type, int], times: int) -> None:
    told = []
    for field in model._meta.concrete_fields:
        name = f"{model._meta.db_table}.{field.name}"
        is_own = field.primary_key or name in COUNTED
        followed = model if is_own else field.related_model
        if followed in counts:
            told.append(f'"{field.column}" + copies.n * {counts[followed]}')
        elif field.unique and not field.null:
            # Each copy has words of its own, also where a part bears a case's reference.
            own = f"replace(\"{field.column}\", '-R', 'Z' || copies.n || '-R')"
            told.append(f"substr({own}, 1, {field.max_length - 3}) || 'Z' || copies.n")
        elif field.unique:
            told.append("NULL")
        else:
            told.append(ordinary(name, field.column))
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    copies = "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < %s)"
    table = model._meta.db_table
    chosen = f'SELECT {", ".join(told)} FROM copies CROSS JOIN "{table}"'
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({columns}) {copies} {chosen} WHERE "{table}".id <= %s ORDER BY 1',
            [times - 1, counts[model]],
        )


def ordinary(name: str, column: str) -> str:
    """What a copy has in a column."""
    rare, plain = ORDINARY.get(name, ("", ""))
    if not rare:
        return f'"{column}"'
    if plain in ("TRUE", "FALSE"):
        return plain
    if rare == RARE.capitalize():
        return f"replace(\"{column}\", '{rare}', '{plain}')"
    return f"CASE WHEN \"{column}\" = '{rare}' THEN '{plain}' ELSE \"{column}\" END"
