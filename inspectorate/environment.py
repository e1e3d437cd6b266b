"""Reading the environment: each value is of its form, or stops the start.

settings.py says which names there are, and what is expected of them.
"""

import os
import shlex
import warnings
from base64 import b64decode
from collections.abc import Callable
from email.utils import parseaddr
from functools import partial
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

T = TypeVar("T")

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
# What these hold is never shown, for what stops a start is kept in logs.
SECRETS = {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "SIGNING_KEY"}

DATABASE_ENGINES = {
    "django.db.backends.sqlite3",
    "django.db.backends.postgresql",
}

MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


class Form(NamedTuple, Generic[T]):
    """How a value is read, and in words what `read` does not refuse."""

    read: Callable[[str], T]
    expected: str


def form(expected: str) -> Callable[[Callable[[str], T]], Form[T]]:
    """Make a function that reads a value the form of that value."""
    return partial(Form, expected=expected)


def env(name: str, default: T, of: Form[T]) -> T:
    """Return the environment's value of `name`, or `default` when unset or empty.

    Raises ImproperlyConfigured, naming what was expected, when it is of another form.
    """
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    try:
        return of.read(text)
    except (KeyError, ValueError) as error:
        shown = "not valid" if name in SECRETS else repr(text)
        msg = f"{name} is {shown}; set it to {of.expected}, or unset it."
        raise ImproperlyConfigured(msg) from (None if name in SECRETS else error)


@form("true or false")
def switch(text: str) -> bool:
    return {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}[text.lower()]


def read_list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


@form("host names with commas between them")
def hosts(text: str) -> list[str]:
    names = read_list(text)
    if not names or any(sign in name for name in names for sign in "/@ "):
        raise ValueError(text)
    return names


@form("full names with commas between them, such as Mair Jones")
def people(text: str) -> list[str]:
    """Return names of two words or more: one alone would be that of many."""
    names = read_list(text)
    if any(len(name.split()) < 2 for name in names):
        raise ValueError(text)
    return names


@form("an e-mail address such as contact@inspectorate.example")
def email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValueError(text) from error
    return text


@form("lines of an address with semicolons between them")
def lines(text: str) -> list[str]:
    found = [part.strip() for part in text.split(";") if part.strip()]
    if not found:
        raise ValueError(text)
    return found


@form("addresses such as https://inspectorate.example with commas between them")
def origins(text: str) -> list[str]:
    """Return addresses of sites: a path, even one slash, would never match."""
    addresses = read_list(text)
    for origin in addresses:
        scheme, _colon, host = origin.partition("://")
        if scheme not in {"http", "https"} or not host or "/" in host:
            raise ValueError(text)
    return addresses


def count(what: str) -> Form[int]:
    @form(f"a number of {what}, 0 or more")
    def read(text: str) -> int:
        number = int(text)
        if number < 0:
            raise ValueError(text)
        return number

    return read


def choice(*choices: str) -> Form[str]:
    known = dict(zip(choices, choices, strict=True))
    return Form(known.__getitem__, f"{', '.join(choices[:-1])} or {choices[-1]}")


command = Form(shlex.split, "a command such as clamdscan --fdpass")


@form("at least 32 random characters")
def secret(text: str) -> str:
    if len(text) < 32:
        raise ValueError(text)
    return text


@form("a key that ./run manage new_signing_key made")
def signing_key(text: str) -> bytes:
    """Return the 32 bytes of a private key, which stand in base64."""
    key = b64decode(text.strip(), validate=True)
    if len(key) != 32:
        raise ValueError(len(key))  # never the key itself
    return key


@form("a file that can be read, with a key that ./run manage new_signing_key made")
def signing_key_file(text: str) -> bytes:
    try:
        return signing_key.read(Path(text).read_text())
    except OSError as error:
        raise ValueError(text) from error


@form("a folder that can be written")
def folder(text: str) -> Path:
    """Return the folder, made if it was not there."""
    path = Path(text)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(text) from error
    return path


@form("an address such as postgres://user:password@host:5432/name")
def database(text: str) -> dict:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the scheme is not known: we refuse it
        config = environ.Env.db_url_config(text)
    if config.get("ENGINE") not in DATABASE_ENGINES or not config["NAME"]:
        raise ValueError(text)
    return config


@form("an address such as smtp+tls://user:password@mail.example:587")
def mail(text: str) -> dict:
    """Return Django's EMAIL_… settings of a mail server; its port may be left out."""
    port = MAIL_PORTS[text.partition("://")[0]]
    config = environ.Env.email_url_config(text)
    if not config["EMAIL_HOST"]:
        raise ValueError(text)
    return {**config, "EMAIL_PORT": config["EMAIL_PORT"] or port}


@form("an e-mail address such as inspectorate@inspectorate.example")
def sender(text: str) -> str:
    """Return an e-mail address, or a name and an address in angle brackets."""
    try:
        validate_email(parseaddr(text)[1])
    except ValidationError as error:
        raise ValueError(text) from error
    return text


@form("an address such as https://inspectorate.example, without a slash at its end")
def site(text: str) -> str:
    """Return the address of one site, of the form that origins takes."""
    (address,) = origins.read(text)
    return address
