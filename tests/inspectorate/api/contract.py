"""Requests that schemathesis makes up from the description of the API, with all its
checks, and what the answers fail at.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import schemathesis
from django.db import DEFAULT_DB_ALIAS, connections
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from inspectorate.wsgi import application

PHASES = ("examples", "coverage", "fuzzing", "stateful")
# What a description cannot know: that something of this name is in the record.
NAMES = {
    *("area", "as_of", "authority", "board", "code", "cursor", "edition", "framework"),
    *("grade", "ground", "measure", "measure_set", "name_en", "overall", "predecessor"),
    *("recommendation", "report", "scale", "service", "text", "theme"),
    *("theme_framework", "page", "q", "words"),
    # Nor that a file has no pages.
    "page_size",
    # Of casework: also days that are to come, references that are taken, no true file.
    *("inspection", "section", "due_on", "collected_on", "file", "reference"),
    *("evidence", "findings", "other_themes", "previous", "themes"),
    # Nor that spaces alone are no text.
    "summary",
    # And what an act asks for, which the case tells.
    "reason",
}
SETTINGS = {
    "continue-on-failure": True,
    # As it is set by itself, and 400, of which refused_for_its_name() says more.
    "checks": {
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "3xx", "400", "401", "403", "404", "409"],
        },
        # It cannot ask an application without a server; test_permissions.py does.
        "ignored_auth": {"enabled": False},
    },
}


class Outcome(NamedTuple):
    cases: int
    failures: list[str]


@schemathesis.check
def refused_for_its_name(
    ctx: schemathesis.CheckContext,
    response: schemathesis.Response,
    case: schemathesis.Case,
) -> None:
    """What the description allows is refused only where it names what is not there."""
    is_valid = case.meta is not None and case.meta.generation.mode.is_positive
    if response.status_code == 400 and is_valid:
        told = {each["name"] for each in response.json()["errors"]}
        odd = {name.partition(".")[0] for name in told} - NAMES
        assert not odd, f"{sorted(odd)} were refused though the description allows them"


def walk(
    headers: dict[str, str],
    *,
    seed: int,
    examples: int,
    phases: tuple[str, ...],
    description: str = "/api/v1/schema/",
) -> Outcome:
    """Ask as who sends these headers; `examples` of each operation and phase."""
    config = SchemathesisConfig.from_dict(
        {
            **SETTINGS,
            "seed": seed,
            "headers": headers,
            "generation": {"max-examples": examples, "database": "none"},
            "phases": {name: {"enabled": name in phases} for name in PHASES},
        }
    )
    with asked_from_threads() as application:
        schema = schemathesis.openapi.from_wsgi(description, application, config=config)
        found = list(from_schema(schema).execute())
    recorders = [
        event.recorder for event in found if isinstance(event, events.ScenarioFinished)
    ]
    cases = sum(len(recorder.cases) for recorder in recorders)
    return Outcome(cases, sorted({*failures(recorders), *errors(found)}))


@contextmanager
def asked_from_threads() -> Iterator[Callable]:
    """The application, whose connections outlive the threads that asked, in silence."""
    opened = {}

    def remembering(environ: dict, start_response: Callable) -> Iterable[bytes]:
        own = connections[DEFAULT_DB_ALIAS]
        if id(own) not in opened:
            own.inc_thread_sharing()
            opened[id(own)] = own
        return application(environ, start_response)

    logging.disable(logging.CRITICAL)
    try:
        yield remembering
    finally:
        logging.disable(logging.NOTSET)
        for each in opened.values():
            each.close()
            each.dec_thread_sharing()


def failures(recorders: list) -> Iterator[str]:
    for recorder in recorders:
        for place, checks in recorder.checks.items():
            for check in filter(lambda each: each.failure_info, checks):
                case = recorder.cases[place].value
                told = check.failure_info.failure
                yield f"{check.name}: {case.as_curl_command()}\n{told.message}"


def errors(found: list[events.EngineEvent]) -> Iterator[str]:
    for event in found:
        if isinstance(event, events.NonFatalError):
            yield f"{event.label}: {event.value!r}"
        if isinstance(event, events.FatalError):
            yield repr(event.exception)
