from collections.abc import Callable

import pytest
from django.test import Client

from inspectorate.reports.models import Edition
from tests.inspectorate.api.problems import sentences

FINDINGS = "/api/v1/findings/"


def without(told: object, language: str) -> object:
    """An answer as it is when each text has lost one language."""
    if isinstance(told, list):
        return [without(each, language) for each in told]
    if not isinstance(told, dict):
        return told
    if set(told) == {"en", "cy"}:
        del told[language]
        return told
    return {name: without(each, language) for name, each in told.items()}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "cy"])
def test_answer_in_one_language_is_that_in_both_without_the_other(
    get: Callable[..., dict],
    arfon: Edition,
    dwyfor: Edition,
    language: str,
    subtests: pytest.Subtests,
) -> None:
    for name in (
        *("authorities", "authorities/dwyfor", "reports", "reports/arfon-1993-01"),
        *("editions", "paragraphs", "findings", "judgements", "recommendations"),
        *("recommendations/ARFON-1993-01-R1", "themes", "services", "register"),
        *("problems/not-found",),
    ):
        with subtests.test(name=name):
            both = get(f"/api/v1/{name}/")

            one = get(f"/api/v1/{name}/", lang=language)

            other = {"en": "cy", "cy": "en"}[language]
            both.pop("next", None)
            one.pop("next", None)
            assert one == without(both, other)


def test_answer_says_which_languages_it_is_in(client: Client, arfon: Edition) -> None:
    told = [
        client.get(FINDINGS, asked)["Content-Language"]
        for asked in ({}, {"lang": "en"}, {"lang": "cy"})
    ]

    assert told == ["en, cy", "en", "cy"]


def test_header_accept_language_changes_no_row(client: Client, arfon: Edition) -> None:
    plain = client.get(FINDINGS)

    asked = client.get(FINDINGS, headers={"Accept-Language": "cy"})

    assert asked.content == plain.content
    assert asked["Content-Language"] == "en, cy"
    assert "Accept-Language" not in asked.get("Vary", "")


def test_refusal_is_in_the_language_of_the_reader(client: Client, db: None) -> None:
    answer = client.get(FINDINGS, {"cursor": "x"}, headers={"Accept-Language": "cy"})

    assert answer["Content-Language"] == "cy"
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("url", [FINDINGS, "/api/v1/register/", "/api/v1/themes/"])
def test_unknown_language_is_refused(client: Client, db: None, url: str) -> None:
    answer = client.get(url, {"lang": "fr"})

    assert answer.status_code == 400
    told = "“fr” is not one of its values. Choose one of: en, cy."
    assert sentences(answer) == {"lang": [told]}


def test_document_as_it_was_hashed_is_in_all_its_languages(
    client: Client, arfon: Edition
) -> None:
    url = "/api/v1/reports/arfon-1993-01/editions/1/document/"

    answer = client.get(url, {"lang": "en"})

    assert answer.status_code == 400
