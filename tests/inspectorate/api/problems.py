"""A refusal of the API as a test reads it."""

from django.http import HttpResponse


def sentences(answer: HttpResponse) -> dict[str, list[str]]:
    """By the name of the parameter they are about, in the order they are told."""
    assert answer["Content-Type"] == "application/problem+json"
    found: dict[str, list[str]] = {}
    for each in answer.json()["errors"]:
        found.setdefault(each["name"], []).append(each["detail"])
    return found


def kind(answer: HttpResponse) -> tuple[int, str]:
    """The status, which the problem repeats, and the code of the kind of problem."""
    told = answer.json()
    assert told["status"] == answer.status_code
    return told["status"], told["type"].rstrip("/").rpartition("/")[2]
