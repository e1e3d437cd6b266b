"""The description of the API as a test reads it."""

import json
from collections.abc import Iterator

from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

METHODS = ("get", "put", "post", "delete", "patch")


def schema_of(client: Client) -> dict:
    return json.loads(client.get("/api/v1/schema/").content)


def operations_of(client: Client) -> Iterator[tuple[str, str, dict]]:
    """Each operation with its path and method."""
    for path, operations in schema_of(client)["paths"].items():
        for method, operation in operations.items():
            assert method in METHODS
            yield path, method, operation


def strict(schema: object) -> object:
    """The schema with every object closed to keys that it does not name."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: strict(part) for key, part in schema.items()}
    if "properties" in schema and isinstance(schema.get("type"), str):
        closed["additionalProperties"] = False
    return closed


def validator_of(described: dict, schema: dict) -> Draft202012Validator:
    """Of what is told in one place of a description, with no key that it leaves out."""
    whole = {**strict(described), "components": strict(schema["components"])}
    return Draft202012Validator(whole, format_checker=FormatChecker())
