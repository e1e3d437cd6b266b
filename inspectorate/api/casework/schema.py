"""The description of the casework API, apart from that of what is public."""

from django.urls import URLPattern, path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

from inspectorate.api.refusals import CASEWORK

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of what was read; * for whatever it is by now.",
    "schema": {"type": "string"},
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Made up by the program: a repetition with the same key and body is "
    "answered as the first was, for a day.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}
HEADERS = {"post": [KEY], "patch": [IF_MATCH]}
CREATED = {"ETag": "The version of what is new.", "Location": "Where it is."}


def public_alone(endpoints: list[tuple], **kwargs: object) -> list[tuple]:
    """A hook of drf-spectacular, for the description of what is public."""
    return [each for each in endpoints if not each[0].startswith(CASEWORK)]


def casework_alone(endpoints: list[tuple], **kwargs: object) -> list[tuple]:
    return [each for each in endpoints if each[0].startswith(CASEWORK)]


def describe(result: dict, **kwargs: object) -> dict:
    """Add the headers that operations take; a hook of drf-spectacular, before that
    which tells refusals by them.
    """
    schemas = result["components"]["schemas"]
    for operations in result["paths"].values():
        for method, operation in operations.items():
            operation["tags"] = ["casework"]
            operation.setdefault("parameters", []).extend(HEADERS.get(method, []))
            for content in operation.get("requestBody", {}).get("content", {}).values():
                close(content["schema"], schemas)
            if "201" in operation["responses"]:
                operation["responses"]["201"]["headers"] = described(CREATED)
    return result


def close(sent: dict, schemas: dict) -> None:
    """Say that a body has no other fields than these, for others are refused."""
    named = schemas.get(sent.get("$ref", "").rpartition("/")[2], sent)
    if "properties" in named:
        named["additionalProperties"] = False
    for part in [*named.get("properties", {}).values(), named.get("items", {})]:
        if part:
            close(part, schemas)


def described(headers: dict[str, str]) -> dict:
    text = {"type": "string"}
    return {
        name: {"description": words, "schema": text} for name, words in headers.items()
    }


SETTINGS = {
    "TITLE": "Inspectorate: casework",
    "DESCRIPTION": "Cases as their teams work on them, for programs of the staff.",
    "PREPROCESSING_HOOKS": ["inspectorate.api.casework.schema.casework_alone"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "inspectorate.api.casework.schema.describe",
        "inspectorate.api.schema.describe",
    ],
}


def addresses() -> list[URLPattern]:
    """Open to everybody, as the code is; what it describes is not."""
    described = SpectacularJSONAPIView.as_view(custom_settings=SETTINGS)
    shown = SpectacularSwaggerSplitView.as_view(
        url_name="api:casework-schema",
        title="Inspectorate: casework",
        template_name="api/docs.html",
        template_name_js="api/docs.js",
    )
    return [
        path("casework/schema/", described, name="casework-schema"),
        path("casework/docs/", shown, name="casework-docs"),
    ]
