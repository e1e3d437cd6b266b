"""How every operation may refuse, as the description of the API tells it.

Which refusals an operation has follows from what it is: where it stands, what it takes
and whether it changes something. Nobody lists them by hand.
"""

from collections.abc import Collection, Iterator

from django.utils import translation

from inspectorate.api.errors import MEDIA_TYPE
from inspectorate.api.problems import PROBLEMS, Problem

CASEWORK = "/api/v1/casework/"
HERE = "https://inspectorate.example/api/v1"
REQUEST_ID = "5c2d7a0e-6f0b-4f38-9a53-6f1f0b0f2f6a"
TEXT = {"type": "string"}

ENTRY = {
    "type": "object",
    "description": "One sentence, and what it is about.",
    "required": ["name", "detail"],
    "properties": {
        "name": {
            **TEXT,
            "description": "Of a parameter or field; empty: about the whole.",
        },
        "detail": {**TEXT, "description": "What is wrong with it, and the cure."},
        "pointer": {
            **TEXT,
            "description": "Its place in the body, as RFC 6901 has it; left out where "
            "it is about no body.",
        },
    },
}

PROBLEM = {
    "type": "object",
    "description": "Why a request was refused, as RFC 9457 has it.",
    "required": ["type", "title", "status", "detail", "errors", "request_id"],
    "properties": {
        "type": {
            **TEXT,
            "format": "uri",
            "description": "The kind of refusal; the address says what it means.",
        },
        "title": {**TEXT, "description": "The kind in words."},
        "status": {"type": "integer", "description": "That of the answer."},
        "detail": {**TEXT, "description": "What is wrong, in sentences."},
        "errors": {
            "type": "array",
            "description": "The sentences one by one, each with what it is about.",
            "items": {"$ref": "#/components/schemas/ProblemEntry"},
        },
        "request_id": {
            **TEXT,
            "description": "As in the header X-Request-ID; tell it who helps you.",
        },
    },
}

WITHDRAWN = {
    **PROBLEM,
    "description": "When an edition was withdrawn, and why.",
    "required": [*PROBLEM["required"], "withdrawn_at", "reason"],
    "properties": {
        **PROBLEM["properties"],
        "withdrawn_at": {
            **TEXT,
            "format": "date-time",
            "description": "The moment of the withdrawal, in UTC.",
        },
        "reason": {
            "$ref": "#/components/schemas/Wording",
            "description": "What the public is told.",
        },
    },
}

GONE = PROBLEMS["withdrawn"].status
RETRY_AFTER = {
    "description": "After how many seconds to ask again.",
    "required": True,
    "schema": {"type": "integer", "minimum": 1},
}
ALLOW = {
    "description": "The methods that this address takes.",
    "required": True,
    "schema": TEXT,
}
BEARER = {
    "description": "How to be known: Bearer.",
    "required": True,
    "schema": TEXT,
}
HEADERS = {
    401: {"WWW-Authenticate": BEARER},
    405: {"Allow": ALLOW},
    429: {"Retry-After": RETRY_AFTER},
}
# What only a request with a body can be refused for.
OF_BODIES = {"invalid-body"}
# Sentences of real answers, where the cure of the kind is none.
SAID = {
    "invalid-parameter": (
        "page_size",
        "“1000” is not a page size. Give a number from 1 to 100.",
    ),
    "not-found": ("", "There is nothing published at this address."),
    "withdrawn": ("", "What stood at this address has been withdrawn."),
}
TOLD_OF_WITHDRAWAL = {
    "withdrawn_at": "2026-03-02T12:00:00.000000Z",
    "reason": {
        "en": "A child could be known from it.",
        "cy": "Gellid adnabod plentyn ohono.",
    },
}


def refuse(address: str, method: str, operation: dict) -> None:
    """Add the refusals to an operation, each with an example of every kind."""
    for status in sorted(statuses_of(address, method, operation)):
        kinds = kinds_of(status, operation)
        # A status of no kind is one that nothing answers.
        if kinds:
            operation["responses"][str(status)] = refusal(status, kinds)


def statuses_of(address: str, method: str, operation: dict) -> Iterator[int]:
    yield from (400, 405, 406, 500)
    if "{" in address:
        yield 404
    if "/editions/{number}/" in address:
        yield 410
    if "requestBody" in operation:
        yield from (413, 415)
    if address.startswith(CASEWORK):
        yield from (401, 403, 429)
        yield from () if method == "get" else (409,)
    names = {each["name"].lower() for each in operation.get("parameters", [])}
    if "if-match" in names:
        yield from (412, 428)
    if "idempotency-key" in names:
        yield 422


def kinds_of(status: int, operation: dict) -> dict[str, Problem]:
    """The kinds of refusal that an operation may answer with this status."""
    left_out = set() if "requestBody" in operation else OF_BODIES
    return {
        code: kind
        for code, kind in PROBLEMS.items()
        if kind.status == status and code not in left_out
    }


def schemas_of(statuses: Collection[str]) -> dict[str, dict]:
    """Those of what is answered with these; linters refuse one that nothing uses."""
    withdrawn = {"Withdrawn": WITHDRAWN} if str(GONE) in statuses else {}
    return {"ProblemEntry": ENTRY, "Problem": PROBLEM, **withdrawn}


def refusal(status: int, kinds: dict[str, Problem]) -> dict:
    with translation.override("en"):
        told = " ".join(f"{kind.title}. {kind.cure}" for kind in kinds.values())
        examples = {code: example(code, kind) for code, kind in kinds.items()}
    schema = "Withdrawn" if status == GONE else "Problem"
    reference = {"$ref": f"#/components/schemas/{schema}"}
    content = {MEDIA_TYPE: {"schema": reference, "examples": examples}}
    headers = HEADERS.get(status, {})
    return {"description": told, "headers": dict(headers), "content": content}


def example(code: str, kind: Problem) -> dict:
    name, sentence = SAID.get(code, ("", str(kind.cure)))
    value = {
        "type": f"{HERE}/problems/{code}/",
        "title": str(kind.title),
        "status": kind.status,
        "request_id": REQUEST_ID,
        "detail": f"{name}: {sentence}" if name else sentence,
        "errors": [{"name": name, "detail": sentence}] if name else [],
    }
    if code == "withdrawn":
        value |= TOLD_OF_WITHDRAWAL
    return {"summary": str(kind.title), "value": value}
