"""What the description of the API says of the whole and of every operation."""

import json
from functools import cache
from pathlib import Path

import orjson
from django.conf import settings
from django.utils import translation

from inspectorate.api import meanings, onward, refusals, tags
from inspectorate.api.rendering import JSONLines

EXAMPLES = Path(__file__).with_name("examples.json")
REQUEST_ID = {
    "description": "Names the request in the log of who runs the record.",
    "required": True,
    "schema": {"type": "string"},
}
TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token that a member of staff has made for a program: "
    "Authorization: Bearer inspectorate_…",
}
SERVERS = [{"url": "/", "description": "The server that gives this description."}]


def describe(result: dict, **kwargs: object) -> dict:
    """Add what holds everywhere; a hook of drf-spectacular."""
    with translation.override("en"):
        result["info"]["contact"] = contact()
        result["servers"] = SERVERS
        used, statuses, secured = set(), set(), False
        for address, operations in result["paths"].items():
            for method, operation in operations.items():
                describe_operation(address, method, operation)
                used.update(operation["tags"])
                statuses.update(operation["responses"])
                secured = secured or bool(operation["security"])
        result["tags"] = tags.told(used)
    components = result["components"]
    told = refusals.schemas_of(statuses)
    components["schemas"] = components.get("schemas", {}) | told
    components["headers"] = {"RequestId": REQUEST_ID}
    # Linters refuse one that nothing uses, and a guide without any asks for none.
    components.pop("securitySchemes", None)
    if secured:
        components["securitySchemes"] = {"token": TOKEN}
    return result


def contact() -> dict:
    told = {"name": "Who runs this record", "url": settings.SITE_ADDRESS}
    if settings.CONTACT_EMAIL:
        told["email"] = settings.CONTACT_EMAIL
    return told


def describe_operation(address: str, method: str, operation: dict) -> None:
    needs_token = address.startswith(refusals.CASEWORK)
    operation["security"] = [{"token": []}] if needs_token else []
    for parameter in operation.get("parameters", []):
        meanings.describe(parameter)
    show(operation)
    onward.lead(operation)
    refusals.refuse(address, method, operation)
    for response in operation["responses"].values():
        reference = {"$ref": "#/components/headers/RequestId"}
        response.setdefault("headers", {})["X-Request-ID"] = reference
        response["description"] = response["description"] or "What was asked for."


def show(operation: dict) -> None:
    """Add examples: what is sent, and what is answered to it."""
    shown = examples().get(operation["operationId"], {})
    sent = operation.get("requestBody", {}).get("content", {})
    answered = next(iter(operation["responses"].values())).get("content", {})
    for name, content in (("sent", sent), ("answered", answered)):
        if name in shown:
            for form, media_type in content.items():
                is_lines = form == JSONLines.media_type
                written = in_lines(shown[name]) if is_lines else shown[name]
                # Of a file in columns its operation has one.
                media_type.setdefault("example", written)


def in_lines(page: dict) -> str:
    """Its rows as a file has them, each on a line of its own."""
    lines = (orjson.dumps(row).decode() for row in page["results"])
    return "".join(f"{line}\n" for line in lines)


@cache
def examples() -> dict[str, dict]:
    """By the id of the operation; from the sample stories, and made up beyond them."""
    return json.loads(EXAMPLES.read_text(encoding="utf-8"))
