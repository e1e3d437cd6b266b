"""What the description of the API says of every address: how it refuses."""

from django.utils import translation

from inspectorate.api.errors import MEDIA_TYPE
from inspectorate.api.problems import PROBLEMS

PROBLEM = {
    "type": "object",
    "description": "Why a request was refused, as RFC 9457 has it.",
    "required": [
        *("type", "title", "status", "detail", "errors", "request_id"),
    ],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri",
            "description": "The kind of refusal; the address says what it means.",
        },
        "title": {"type": "string", "description": "The kind in words."},
        "status": {"type": "integer", "description": "That of the answer."},
        "detail": {"type": "string", "description": "What is wrong, in sentences."},
        "errors": {
            "type": "array",
            "description": "The sentences one by one, each with what it is about.",
            "items": {
                "type": "object",
                "required": ["name", "detail"],
                "properties": {
                    "name": {
                        "type": "string",
                        "description": "Of a parameter; empty: about the whole.",
                    },
                    "detail": {"type": "string"},
                    "pointer": {
                        "type": "string",
                        "description": "Its place in the body, as RFC 6901 has it; "
                        "left out where it is about no body.",
                    },
                },
            },
        },
        "request_id": {
            "type": "string",
            "description": "As in the header X-Request-ID; tell it who helps you.",
        },
    },
}

WITHDRAWN = {
    "description": "When an edition was withdrawn, and why.",
    "allOf": [
        {"$ref": "#/components/schemas/Problem"},
        {
            "type": "object",
            "required": ["withdrawn_at", "reason"],
            "properties": {
                "withdrawn_at": {"type": "string", "format": "date-time"},
                "reason": {
                    "type": "object",
                    "description": "What the public is told; empty where there is no "
                    "text.",
                    "required": ["en", "cy"],
                    "properties": {"en": {"type": "string"}, "cy": {"type": "string"}},
                },
            },
        },
    ],
}

# What every operation may answer, and what those that name one thing may.
ALWAYS = ["invalid-parameter", "method-not-allowed", "not-acceptable", "fault"]


def describe_errors(result: dict, **kwargs: object) -> dict:
    """Add the refusals to every operation; a hook of drf-spectacular."""
    result["components"]["schemas"] |= {"Problem": PROBLEM, "Withdrawn": WITHDRAWN}
    for address, operations in result["paths"].items():
        codes = [*ALWAYS, "not-found"] if "{" in address else ALWAYS
        for operation in operations.values():
            operation["responses"] |= dict(refusal(code, "Problem") for code in codes)
            if "{number}" in address:
                operation["responses"] |= [refusal("withdrawn", "Withdrawn")]
    return result


def refusal(code: str, schema: str) -> tuple[str, dict]:
    """The status of a kind of refusal, and what is answered with it."""
    status, title, cure = PROBLEMS[code]
    with translation.override("en"):
        description = f"{title}. {cure}"
    reference = {"$ref": f"#/components/schemas/{schema}"}
    content = {MEDIA_TYPE: {"schema": reference}}
    return str(status), {"description": description, "content": content}
