"""The worker's part, within the transaction of a test."""

from django_tasks_db.models import DBTaskResult


def waiting_tasks() -> list[tuple[str, list]]:
    rows = DBTaskResult.objects.ready()
    return [(row.task_path.split(".")[-1], row.args_kwargs["args"]) for row in rows]


def work() -> None:
    """Carry out what is queued."""
    for row in DBTaskResult.objects.ready():
        row.task.call(*row.args_kwargs["args"])
        row.delete()
