"""A process of its own that publishes, for tests that race or kill one.

    python -m tests.inspectorate.reports.publishing_process race SEED ATTEMPTS
    python -m tests.inspectorate.reports.publishing_process die WORDS

`race` tries the reports that are there in an order of its own, and prints what became
of each attempt. `die` publishes the one that is signed off, and kills itself without a
word to anybody when the first statement that begins with WORDS has been carried out.
"""

import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable

import django
from django.db import connection


def race(seed: str, attempts: str) -> None:
    order = random.Random(int(seed))
    numbers = list(Report.objects.order_by("pk").values_list("pk", flat=True))
    told: Counter[str] = Counter()
    for _attempt in range(int(attempts)):
        report = Report.objects.get(pk=order.choice(numbers))
        try:
            publish(report, by=System("a race"))
        except Refusal:
            told["refused"] += 1
        else:
            told["published"] += 1
    sys.stdout.write(f"{told['published']} {told['refused']}")


def die(words: str) -> None:
    def dying(execute: Callable, sql: str, *args: object) -> object:
        result = execute(sql, *args)
        if sql.startswith(words):
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    with connection.execute_wrapper(dying):
        report = Report.objects.get(status="sign_off")
        publish(report, by=System("a process that dies"))


if __name__ == "__main__":
    django.setup()
    from inspectorate.history.models import System
    from inspectorate.lifecycle import Refusal
    from inspectorate.reports.models import Report
    from inspectorate.reports.publication import publish

    {"race": race, "die": die}[sys.argv[1]](*sys.argv[2:])
