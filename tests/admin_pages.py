"""Addresses and forms of the admin, as a browser would meet them."""

import re

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from inspectorate.accounts.models import User
from tests.factories import make_user

INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\sstyle=|\son[a-z]+=|"
    r"javascript:",
    re.IGNORECASE,
)


def address(model: type[models.Model], page: str, *args: object) -> str:
    label = model._meta.label_lower.replace(".", "_")
    return reverse(f"admin:{label}_{page}", args=args)


def change_page(row: models.Model) -> str:
    return address(type(row), "change", row.pk)


def client_of(role: str | None = None, **fields: object) -> Client:
    """Signed in as a new person with a role, or as a superuser when it is None."""
    if role is None:
        fields = {"is_staff": True, "is_superuser": True, **fields}
    client = Client()
    client.force_login(make_user(role, **fields))
    return client


def strictly(response: HttpResponse) -> HttpResponse:
    """The page itself, when the content security policy blocks nothing in it."""
    found = INLINE.search(response.text)
    assert found is None, response.text[found.start() - 100 : found.end() + 100]
    return response


def answer(user: User, page: str) -> TemplateResponse:
    """What a page answers a person, without the time it takes to draw it."""
    request = RequestFactory().get(page)
    request.user = user
    view = request.resolver_match = resolve(request.path)
    return view.func(request, *view.args, **view.kwargs)


def code_of(user: User, page: str) -> int:
    try:
        return answer(user, page).status_code
    except PermissionDenied:
        return 403


def filled(response: HttpResponse) -> dict[str, object]:
    """What a browser sends when the page's form is saved as it stands."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        data |= {field.html_name: field.value() for field in form}
    # A box that is not ticked is not sent.
    return {
        name: value
        for name, value in data.items()
        if value is not None and value is not False
    }


def deleted(client: Client, row: models.Model) -> HttpResponse:
    """The answer to who opens the page that asks about deletion, and confirms it."""
    page = address(type(row), "delete", row.pk)
    drawn_from = client.get(page).context["drawn_from"]
    return client.post(page, {"post": "yes", "drawn_from": drawn_from})


def errors(response: HttpResponse) -> list[str]:
    """Every sentence on a page whose form was sent back."""
    groups = response.context["errors"]
    return [
        sentence
        for group in groups
        for sentence in ([group] if isinstance(group, str) else group)
    ]
