"""What the description of the API says of every address: how it refuses."""

REFUSALS = {
    "400": "A parameter is unknown, repeated, empty or has no usable value.",
    "404": "Nothing is published at this address.",
    "405": "Only GET, HEAD and OPTIONS are answered.",
    "406": "There is JSON only.",
}
# Of an address that names one edition.
GONE = "The edition has been withdrawn; the answer tells when and why."

ERROR = {
    "type": "object",
    "description": "Why a request was refused.",
    "required": ["detail", "errors"],
    "properties": {
        "detail": {"type": "string", "description": "In sentences."},
        "errors": {
            "type": "object",
            "description": "The sentences about each parameter, by its name.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
    "examples": [
        {
            "detail": "year: This is not a number from 1 to 9999. Write one.",
            "errors": {"year": ["This is not a number from 1 to 9999. Write one."]},
        }
    ],
}


WITHDRAWN = {
    **ERROR,
    "description": "When an edition was withdrawn, and why.",
    "required": ["detail", "errors", "withdrawn_at", "reason"],
    "properties": {
        **ERROR["properties"],
        "withdrawn_at": {"type": "string", "format": "date-time"},
        "reason": {
            "type": "object",
            "description": "What the public is told; empty where there is no text.",
            "required": ["en", "cy"],
            "properties": {"en": {"type": "string"}, "cy": {"type": "string"}},
        },
    },
    "examples": [
        {
            "detail": "What stood at this address has been withdrawn.",
            "errors": {},
            "withdrawn_at": "2026-03-02T12:00:00+00:00",
            "reason": {"en": "It named a child.", "cy": "Roedd yn enwi plentyn."},
        }
    ],
}


def describe_errors(result: dict, **kwargs: object) -> dict:
    """Add the refusals to every operation; a hook of drf-spectacular."""
    result["components"]["schemas"] |= {"Error": ERROR, "Withdrawn": WITHDRAWN}
    for address, operations in result["paths"].items():
        for operation in operations.values():
            for status, description in REFUSALS.items():
                if status != "404" or "{" in address:
                    operation["responses"][status] = refusal(description, "Error")
            if "{number}" in address:
                operation["responses"]["410"] = refusal(GONE, "Withdrawn")
    return result


def refusal(description: str, schema: str) -> dict:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    content = {"application/json": {"schema": reference}}
    return {"description": description, "content": content}
