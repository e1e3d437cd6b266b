"""Reading the data files that are shipped beside an app's code.

Used by data migrations and, after a test has emptied the tables, by the suite: so
a reader takes the models as they are at that moment, and leaves out the columns
they do not know yet.
"""

import csv
import json
from pathlib import Path

from django.db import models


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_json(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))


def keep(model: type[models.Model], key: dict, values: dict) -> models.Model:
    """Return the row with `key`, made from `values` if it is not there.

    A row that is there stays as it is: an inspectorate may have reworded it.
    """
    known = {field.name for field in model._meta.get_fields()}
    values = {name: value for name, value in values.items() if name in known}
    row, _ = model.objects.get_or_create(**key, defaults=values)
    return row
