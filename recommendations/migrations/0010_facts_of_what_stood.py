from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

SOURCE = "Entered with the recommendation"


def enter_facts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What stands in the columns becomes the first fact of each kind."""
    recommendations = apps.get_model("recommendations", "Recommendation").objects
    standing = recommendations.using(schema_editor.connection.alias).exclude(
        Q(acceptance="awaiting")
        & Q(progress="not_started")
        & Q(verification="not_assessed")
        & Q(lifecycle="open")
    )
    for row in standing.order_by("pk").iterator(chunk_size=500):
        enter(apps, row, schema_editor.connection.alias)


def enter(apps: Apps, row: object, using: str) -> None:
    told = {
        "Answer": {
            "acceptance": row.acceptance,
            "words_en": row.acceptance_reason,
            # Staff noted it where no page of the public showed it.
            "is_public": bool(row.recorded_from),
            "day": row.accepted_on,
        },
        "ProgressUpdate": {"progress": row.progress},
        "Verification": {"verification": row.verification},
        "Closing": {
            "lifecycle": row.lifecycle,
            "closed_reason": row.closed_reason,
            "successor_id": row.successor_id,
            "day": row.closed_on,
        },
    }
    begun = ["awaiting", "not_started", "not_assessed", "open"]
    for place, (name, fields) in enumerate(told.items()):
        if begun[place] == next(iter(fields.values())):
            continue
        model = apps.get_model("recommendations", name)
        row.facts = place + 1
        source = row.recorded_from or SOURCE
        given = {"sequence": row.facts, "recorded_from": source, **fields}
        model.objects.using(using).create(recommendation_id=row.pk, **given)
    row.save(using=using, update_fields=["facts"])


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0009_life_of_a_recommendation")]

    operations = [migrations.RunPython(enter_facts, migrations.RunPython.noop)]
