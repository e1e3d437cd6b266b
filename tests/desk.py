"""Somebody at a browser without scripts, who follows links and fills in forms.

What a form sends is read from its page, and only what the page offers can be filled
in; a form token is asked for, as of any browser.
"""

from typing import Self
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from inspectorate.accounts.models import User
from tests.drawn import Field, Form, Reader
from tests.inspectorate.public.pages import words

Sent = str | bool | list | SimpleUploadedFile


class Desk:
    """Where one person works; what was answered last lies on it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        client.handler.enforce_csrf_checks = True
        self.address = ""
        self.response: HttpResponse | None = None
        self.page: Reader | None = None

    @classmethod
    def of(cls, user: User) -> Self:
        client = Client()
        client.force_login(user)
        return cls(client)

    @property
    def words(self) -> str:
        return words(self.response)

    @property
    def buttons(self) -> list[str]:
        return [button for form in self.page.forms for button in form.buttons]

    def open(self, address: str) -> Self:
        return self.lay(self.client.get(address, follow=True))

    def follow(self, text: str) -> Self:
        return self.open(self.way(text))

    def way(self, text: str) -> str:
        """The address behind a link, the first one of its text."""
        found = [href for name, href in self.page.links if name == text]
        assert found, f"no link “{text}” on {self.address}: {self.links}; {self.words}"
        return urljoin(self.address, found[0])

    @property
    def links(self) -> list[str]:
        return [name for name, _href in self.page.links]

    def send(self, button: str, filled: dict[str, Sent] | None = None) -> Self:
        """Fills in the form of a button and presses it; it has to be taken."""
        self.press(button, filled)
        assert self.response.redirect_chain, f"“{button}” was refused: {self.words}"
        return self

    def press(self, button: str, filled: dict[str, Sent] | None = None) -> Self:
        filled = filled or {}
        form = self.form(button, filled)
        data = form.data()
        for name, value in filled.items():
            data[name] = self.typed(form, name, value)
        name, value = form.buttons[button]
        if name:
            data[name] = [value]
        action = urljoin(self.address, form.action)
        return self.lay(self.client.post(action, data, follow=True))

    def form(self, button: str, filled: dict[str, Sent]) -> Form:
        """The first form with the button and with all that is to be filled in."""
        found = [form for form in self.page.forms if button in form.buttons]
        assert found, (
            f"no button “{button}” on {self.address}: "
            f"{[list(each.buttons) for each in self.page.forms]}; {self.words}"
        )
        for form in found:
            for name in filled:
                form.grow(name)
            if all(name in form.fields for name in filled):
                return form
        missing = [name for name in filled if name not in found[0].fields]
        message = f"no {missing} beside “{button}”: {list(found[0].fields)}"
        raise AssertionError(message)

    def fields(self, button: str) -> dict[str, Field]:
        return self.form(button, {}).fields

    def typed(self, form: Form, name: str, value: Sent) -> list:
        field = form.fields[name]
        many = value if isinstance(value, list) else [value]
        if field.is_searched:
            return [self.searched(field, str(each)) for each in many]
        if field.kind == "checkbox" and isinstance(value, bool):
            return list(field.options.values()) if value else []
        if field.kind in ("select", "radio", "checkbox"):
            return [chosen(field, name, str(each)) for each in many]
        return many

    def searched(self, field: Field, term: str) -> str:
        """What the box finds for a term; only one thing may be called so."""
        told = field.attributes
        asked = {
            "term": term,
            "app_label": told["data-app-label"],
            "model_name": told["data-model-name"],
            "field_name": told["data-field-name"],
        }
        found = self.client.get(told["data-ajax--url"], asked).json()["results"]
        exact = [each for each in found if each["text"] == term] or found
        assert len(exact) == 1, f"“{term}” finds {found}"
        return exact[0]["id"]

    def lay(self, response: HttpResponse) -> Self:
        self.response = response
        self.address = response.request["PATH_INFO"]
        query = response.request.get("QUERY_STRING")
        if query:
            self.address += f"?{query}"
        assert response.status_code < 500
        self.page = Reader(response.text)
        return self


def chosen(field: Field, name: str, told: str) -> str:
    if told in field.options.values():
        return told
    assert told in field.options, f"{name} does not offer {told}: {field.options}"
    return field.options[told]
