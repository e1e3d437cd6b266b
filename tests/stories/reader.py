"""Whoever reads what is public: pages, and the API."""

from django.http import HttpResponse
from django.test import Client

from tests.inspectorate.public.pages import words

API = "/api/v1/"


def page(address: str, **asked: str) -> HttpResponse:
    response = Client().get(address, asked)
    assert response.status_code == 200, address
    return response


def read(address: str, **asked: str) -> str:
    """The words of a public page."""
    return words(page(address, **asked))


def answer(name: str, **asked: str) -> dict:
    """What the API tells."""
    response = Client().get(f"{API}{name}/", asked)
    assert response.status_code == 200, response.content
    return response.json()


def rows(name: str, **asked: str) -> list[dict]:
    return answer(name, **asked)["results"]


def standing(track: str, *days: str, **asked: str) -> list[list[dict]]:
    """One of the three tracks, on each of the days."""
    return [answer("standing", as_of=day, **asked)[track] for day in days]
