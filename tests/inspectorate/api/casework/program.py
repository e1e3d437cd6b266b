"""A program that acts for a member of staff by a token."""

import json
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client

from inspectorate.accounts.models import User
from tests.factories import issue_token

ROOT = "/api/v1/casework/"


@dataclass
class Program:
    user: User
    scope: str = "act"
    client: Client = field(default_factory=Client)
    secret: str = ""

    def __post_init__(self) -> None:
        self.token, self.secret = issue_token(self.user, scope=self.scope)

    def headers(self, **headers: str) -> dict[str, str]:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return {"Authorization": f"Bearer {self.secret}", **told}

    def get(self, way: str, **headers: str) -> HttpResponse:
        return self.client.get(address(way), headers=self.headers(**headers))

    def send(self, method: str, way: str, body: object, **headers: str) -> HttpResponse:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = headers.pop("content_type", "application/json")
        told = self.headers(**headers)
        return self.client.generic(method, address(way), raw, kind, headers=told)

    def post(self, way: str, body: object, **headers: str) -> HttpResponse:
        return self.send("POST", way, body, **headers)

    def patch(self, way: str, body: object, **headers: str) -> HttpResponse:
        """By the version that is stored now, unless another one is named."""
        if "if_match" not in headers:
            headers["if_match"] = self.get(way)["ETag"]
        return self.send("PATCH", way, body, **headers)

    def upload(self, way: str, body: dict, **headers: str) -> HttpResponse:
        """As a form, in which text alone and files can be."""
        return self.client.post(address(way), body, headers=self.headers(**headers))


def address(way: str) -> str:
    return way if way.startswith(("/", "http")) else f"{ROOT}{way}"


def text_file(
    name: str = "notes.txt", content: bytes = b"What was seen."
) -> ContentFile:
    return ContentFile(content, name=name)
