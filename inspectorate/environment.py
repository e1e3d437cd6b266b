"""Reading the environment: each value is of its form, or stops the start.

settings.py says which names there are, and what is expected of them.
"""

import os
import warnings
from collections.abc import Callable
from email.utils import parseaddr
from pathlib import Path
from typing import TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

T = TypeVar("T")

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
# What these hold is never shown, for what stops a start is kept in logs.
SECRETS = {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL"}

DATABASE_ENGINES = {
    "django.db.backends.sqlite3",
    "django.db.backends.postgresql",
}

MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def env(name: str, default: T, read: Callable[[str], T], expected: str) -> T:
    """Return the environment's value of `name`, or `default` when unset or empty.

    Raises ImproperlyConfigured, naming what was `expected`, when `read` refuses it.
    """
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    try:
        return read(text)
    except (KeyError, ValueError) as error:
        shown = "not valid" if name in SECRETS else repr(text)
        msg = f"{name} is {shown}; set it to {expected}, or unset it."
        raise ImproperlyConfigured(msg) from (None if name in SECRETS else error)


def read_bool(text: str) -> bool:
    return {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}[text.lower()]


def read_list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def read_hosts(text: str) -> list[str]:
    hosts = read_list(text)
    if not hosts or any(sign in host for host in hosts for sign in "/@ "):
        raise ValueError(text)
    return hosts


def read_origins(text: str) -> list[str]:
    """Return addresses of sites: a path, even one slash, would never match."""
    origins = read_list(text)
    for origin in origins:
        scheme, _colon, host = origin.partition("://")
        if scheme not in {"http", "https"} or not host or "/" in host:
            raise ValueError(text)
    return origins


def read_count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def read_choice(*choices: str) -> Callable[[str], str]:
    return lambda text: dict(zip(choices, choices, strict=True))[text]


def read_secret(text: str) -> str:
    if len(text) < 32:
        raise ValueError(text)
    return text


def read_folder(text: str) -> Path:
    """Return the folder, made if it was not there."""
    folder = Path(text)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(text) from error
    return folder


def read_database(text: str) -> dict:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the scheme is not known: we refuse it
        config = environ.Env.db_url_config(text)
    if config.get("ENGINE") not in DATABASE_ENGINES or not config["NAME"]:
        raise ValueError(text)
    return config


def read_mail(text: str) -> dict:
    """Return Django's EMAIL_… settings of a mail server; its port may be left out."""
    port = MAIL_PORTS[text.partition("://")[0]]
    config = environ.Env.email_url_config(text)
    if not config["EMAIL_HOST"]:
        raise ValueError(text)
    return {**config, "EMAIL_PORT": config["EMAIL_PORT"] or port}


def read_sender(text: str) -> str:
    """Return an e-mail address, or a name and an address in angle brackets."""
    try:
        validate_email(parseaddr(text)[1])
    except ValidationError as error:
        raise ValueError(text) from error
    return text


def read_site(text: str) -> str:
    """Return the address of one site, of the form that read_origins takes."""
    (site,) = read_origins(text)
    return site
