"""What the description of the API says of every address: how it refuses."""

REFUSALS = {
    "400": "A parameter is unknown, repeated, empty or has no usable value.",
    "404": "Nothing is published at this address.",
    "405": "Only GET, HEAD and OPTIONS are answered.",
    "406": "There is JSON only.",
}

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


def describe_errors(result: dict, **kwargs: object) -> dict:
    """Add the refusals to every operation; a hook of drf-spectacular."""
    result["components"]["schemas"]["Error"] = ERROR
    schema = {"$ref": "#/components/schemas/Error"}
    content = {"application/json": {"schema": schema}}
    for address, operations in result["paths"].items():
        for operation in operations.values():
            for status, description in REFUSALS.items():
                if status != "404" or "{" in address:
                    answer = {"description": description, "content": content}
                    operation["responses"][status] = answer
    return result
