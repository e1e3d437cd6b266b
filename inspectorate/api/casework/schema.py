"""The description of the casework API, apart from that of what is public."""

from django.urls import URLPattern, path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

from inspectorate.api.schema import PROBLEM, refusal

CASEWORK = "/api/v1/casework/"
# What every operation may answer, what those that name one thing may, and those that
# change something.
ALWAYS = [
    *("invalid-parameter", "unauthenticated", "forbidden", "method-not-allowed"),
    *("not-acceptable", "too-many-requests", "fault"),
]
SENDING = ["invalid-body", "refused", "too-large", "unsupported-media-type"]
BY_METHOD = {
    "get": [],
    "post": [*SENDING, "key-reused"],
    "patch": [*SENDING, "stale", "version-needed"],
}
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
# What answers bear, by their status.
ANSWERED = {
    "201": {"ETag": "The version of what is new.", "Location": "Where it is."},
    "401": {"WWW-Authenticate": "How to be known: Bearer."},
    "405": {"Allow": "The methods of this address."},
    "429": {"Retry-After": "For how many seconds to wait."},
}


def public_alone(endpoints: list[tuple], **kwargs: object) -> list[tuple]:
    """A hook of drf-spectacular, for the description of what is public."""
    return [each for each in endpoints if not each[0].startswith(CASEWORK)]


def casework_alone(endpoints: list[tuple], **kwargs: object) -> list[tuple]:
    return [each for each in endpoints if each[0].startswith(CASEWORK)]


def describe(result: dict, **kwargs: object) -> dict:
    """Add refusals and headers to every operation; a hook of drf-spectacular."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for address, operations in result["paths"].items():
        for method, operation in operations.items():
            codes = [*ALWAYS, *BY_METHOD[method]]
            codes += ["not-found"] if "{" in address else []
            add_answers(operation["responses"], codes)
            operation["tags"] = ["casework"]
            operation.setdefault("parameters", []).extend(HEADERS.get(method, []))
    return result


def add_answers(responses: dict, codes: list[str]) -> None:
    for code in codes:
        status, told = refusal(code, "Problem")
        # Several kinds of one status: the first says it for all.
        responses.setdefault(status, told)
    for status, headers in ANSWERED.items():
        if status in responses:
            responses[status]["headers"] = described(headers)


def described(headers: dict[str, str]) -> dict:
    text = {"type": "string"}
    return {
        name: {"description": words, "schema": text} for name, words in headers.items()
    }


SETTINGS = {
    "TITLE": "Inspectorate: casework",
    "DESCRIPTION": "Cases as their teams work on them, for programs of the staff.",
    # Fields of one name with other choices.
    "ENUM_NAME_OVERRIDES": {
        "InspectionKindEnum": "inspectorate.inspections.models.Inspection.Kind",
        "EvidenceKindEnum": "inspectorate.inspections.models.Evidence.Kind",
        "VerificationEnum": "recommendations.models.Recommendation.Verification",
        "ConfirmedEnum": "inspectorate.api.casework.verifications.CONFIRMED",
    },
    "PREPROCESSING_HOOKS": ["inspectorate.api.casework.schema.casework_alone"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "inspectorate.api.casework.schema.describe",
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
