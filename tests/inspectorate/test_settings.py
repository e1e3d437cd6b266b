import os
import runpy
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).parent.parent.parent
SETTINGS = ROOT / "inspectorate" / "settings.py"


def start(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict:
    """The settings that come of the tests' environment with these changes."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(SETTINGS))


YES_OR_NO = "set it to true or false, or unset it."
HOSTS = "set it to host names with commas between them, or unset it."
DATABASE = (
    "DATABASE_URL is not valid; set it to an address such as "
    "postgres://user:password@host:5432/name, or unset it."
)
ORIGINS = (
    "set it to addresses such as https://inspectorate.example with commas between "
    "them, or unset it."
)
MAIL = (
    "EMAIL_URL is not valid; set it to an address such as "
    "smtp+tls://user:password@mail.example:587, or unset it."
)
SENDER = (
    "set it to an e-mail address such as inspectorate@inspectorate.example, or unset "
    "it."
)
SITE = (
    "set it to an address such as https://inspectorate.example, without a slash at "
    "its end, or unset it."
)
EMAIL = "set it to an e-mail address such as contact@inspectorate.example, or unset it."
LINES = "set it to lines of an address with semicolons between them, or unset it."
SECONDS = "set it to a number of seconds, 0 or more, or unset it."


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        *(
            (name, "maybe", f"{name} is 'maybe'; {YES_OR_NO}")
            for name in ("DEBUG", "HTTPS", "BEHIND_PROXY", "SECOND_FACTOR")
        ),
        ("CONTACT_EMAIL", "Mair", f"CONTACT_EMAIL is 'Mair'; {EMAIL}"),
        ("CONTACT_ADDRESS", " ; ", f"CONTACT_ADDRESS is ';'; {LINES}"),
        (
            "EVIDENCE_MAX_MB",
            "-1",
            (
                "EVIDENCE_MAX_MB is '-1'; set it to a number of megabytes, 0 or more, "
                "or unset it."
            ),
        ),
        (
            "VIRUS_SCANNER",
            'clamdscan "',
            (
                "VIRUS_SCANNER is 'clamdscan \"'; set it to a command such as "
                "clamdscan --fdpass, or unset it."
            ),
        ),
        (
            "SIGNING_KEY",
            "dG9vIHNob3J0",
            (
                "SIGNING_KEY is not valid; set it to a key that ./run manage "
                "new_signing_key made, or unset it."
            ),
        ),
        (
            "SIGNING_KEY_FILE",
            "/nowhere/key",
            (
                "SIGNING_KEY_FILE is '/nowhere/key'; set it to a file that can be "
                "read, with a key that ./run manage new_signing_key made, or unset it."
            ),
        ),
        (
            "SECRET_KEY",
            "too-short",
            (
                "SECRET_KEY is not valid; set it to at least 32 random characters, "
                "or unset it."
            ),
        ),
        (
            "OFFICE_HOLDERS",
            "Mair Jones,Jarman",
            (
                "OFFICE_HOLDERS is 'Mair Jones,Jarman'; set it to full names with "
                "commas between them, such as Mair Jones, or unset it."
            ),
        ),
        *(
            ("ALLOWED_HOSTS", value, f"ALLOWED_HOSTS is {value!r}; {HOSTS}")
            for value in (
                ",",
                "https://a.example",
                "a.example/en",
                "a.example b.example",
            )
        ),
        *(
            ("DATABASE_URL", value, DATABASE)
            for value in (
                *("nonsense", "mysql://u:p@host/name", "postgres://u:p@host:5432/"),
                *("postgres://u:p@host:port/name", "oracle://u:p@host/name"),
            )
        ),
        *(
            (
                "DATABASE_CONN_MAX_AGE",
                value,
                f"DATABASE_CONN_MAX_AGE is {value!r}; {SECONDS}",
            )
            for value in ("-1", "ten", "1.5")
        ),
        *(
            (
                "CSRF_TRUSTED_ORIGINS",
                value,
                f"CSRF_TRUSTED_ORIGINS is {value!r}; {ORIGINS}",
            )
            for value in (
                *("a.example", "https://", "https://a.example/", "ftp://a.example"),
                "https://a.example,b.example",
            )
        ),
        *(
            ("EMAIL_URL", value, MAIL)
            for value in (
                *("mail.example", "smtp://", "smtp+tls://host:port"),
                *("consolemail://", "filemail:///tmp/mails", "smtps://mail.example"),
            )
        ),
        *(
            ("EMAIL_FROM", value, f"EMAIL_FROM is {value!r}; {SENDER}")
            for value in ("Inspectorate", "mair@", "Mair <mair>")
        ),
        *(
            ("SITE_ADDRESS", value, f"SITE_ADDRESS is {value!r}; {SITE}")
            for value in (
                *("a.example", "https://a.example/", "ftp://a.example", ","),
                "https://a.example,https://b.example",
            )
        ),
        (
            "LOG_FORMAT",
            "xml",
            "LOG_FORMAT is 'xml'; set it to console or json, or unset it.",
        ),
        (
            "LOG_LEVEL",
            "loud",
            (
                "LOG_LEVEL is 'loud'; set it to DEBUG, INFO, WARNING, ERROR or "
                "CRITICAL, or unset it."
            ),
        ),
        (
            "DATA_DIR",
            "/dev/null/data",
            (
                "DATA_DIR is '/dev/null/data'; set it to a folder that can be "
                "written, or unset it."
            ),
        ),
    ],
)
def test_nonsense_stops_the_start_with_the_cure(
    name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        start(monkeypatch, **{name: value})

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "hush-hush"),
        ("DATABASE_URL", "postgres://u:hush-hush@h:x/n"),
        ("EMAIL_URL", "smtp+tls://u:hush-hush@h:x"),
    ],
)
def test_refusal_of_a_secret_does_not_tell_it(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        start(monkeypatch, **{name: value})

    assert "hush-hush" not in str(refusal.value)
    assert refusal.value.__suppress_context__
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize("text", ["", "  "])
def test_empty_value_counts_as_unset(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = start(monkeypatch, LOG_LEVEL=text, ALLOWED_HOSTS=text, HTTPS=text)

    assert settings["LOG_LEVEL"] == "INFO"
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["HTTPS"] is True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((text, True) for text in ("true", "TRUE", "yes", "on", "1", " true ")),
        *((text, False) for text in ("false", "False", "no", "off", "0")),
    ],
)
def test_yes_and_no_are_read_in_any_case(
    text: str, *, value: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert start(monkeypatch, BEHIND_PROXY="", HTTPS=text)["HTTPS"] is value


def test_plain_start_is_a_safe_one(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = start(monkeypatch, DEBUG="", HTTPS="", LOG_FORMAT="")

    assert settings["DEBUG"] is False
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SESSION_COOKIE_SECURE"] is settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SECURE_HSTS_SECONDS"] == 365 * 24 * 60 * 60
    assert settings["LOG_FORMAT"] == "json"
    assert "SECURE_PROXY_SSL_HEADER" not in settings


def test_start_for_trying_out_needs_no_key_and_no_https(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = start(monkeypatch, DEBUG="true", SECRET_KEY="", HTTPS="", LOG_FORMAT="")

    assert settings["SECRET_KEY"].startswith("insecure")
    assert settings["SECURE_SSL_REDIRECT"] is False
    assert settings["SECURE_HSTS_SECONDS"] == 0
    assert settings["LOG_FORMAT"] == "console"


def test_second_factor_is_waived_in_a_demonstration_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert start(monkeypatch, SECOND_FACTOR="")["SECOND_FACTOR"] is True
    demo = start(monkeypatch, DEBUG="true", SECOND_FACTOR="false")
    assert demo["SECOND_FACTOR"] is False

    with pytest.raises(ImproperlyConfigured) as refusal:
        start(monkeypatch, DEBUG="false", SECOND_FACTOR="false")

    assert str(refusal.value).startswith("SECOND_FACTOR is off, which a demonstration")
    assert str(refusal.value).endswith("to try Inspectorate out, use ./run demo.")


def test_proxy_is_believed_only_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = start(monkeypatch, BEHIND_PROXY="true")

    assert "ALLAUTH_TRUSTED_PROXY_COUNT" not in start(monkeypatch, BEHIND_PROXY="")
    assert settings["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_no_database_named_is_sqlite_tuned_for_several_writers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = start(monkeypatch, DATABASE_URL="", DATA_DIR=str(tmp_path / "new"))

    database = settings["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == str(tmp_path / "new" / "inspectorate.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert (tmp_path / "new" / "static").is_dir()


def test_named_postgresql_is_used_with_connections_that_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = start(
        monkeypatch,
        DATABASE_URL="postgres://mair:p%40ss@db.example:5433/inspections",
        DATABASE_CONN_MAX_AGE="0",
    )

    database = settings["DATABASES"]["default"]
    assert database["ENGINE"] == "inspectorate.postgresql"
    assert (database["USER"], database["PASSWORD"]) == ("mair", "p@ss")
    assert (database["HOST"], str(database["PORT"])) == ("db.example", "5433")
    assert (database["NAME"], database["CONN_MAX_AGE"]) == ("inspections", 0)


def test_scanner_is_read_as_a_shell_would_but_without_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = start(monkeypatch, VIRUS_SCANNER="'/opt/a scanner' --quiet; ls")

    assert settings["VIRUS_SCANNER"] == ["/opt/a scanner", "--quiet;", "ls"]
    assert start(monkeypatch, VIRUS_SCANNER="")["VIRUS_SCANNER"] == []


def test_mail_server_is_used_with_its_password_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = start(
        monkeypatch, EMAIL_URL="smtp+tls://mair%40x.example:p%2Fw@mail.example"
    )

    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.example", 587)
    assert settings["EMAIL_HOST_USER"] == "mair@x.example"
    assert settings["EMAIL_HOST_PASSWORD"] == "p/w"
    assert settings["EMAIL_USE_TLS"] is True
    assert settings["EMAIL_TIMEOUT"] > 0
    assert settings["NOTICES_BY_EMAIL"] is True
    assert settings["DEFAULT_FROM_EMAIL"] == "inspectorate@inspectorate.example"


@pytest.mark.parametrize(
    ("debug", "backend"), [("true", "console"), ("false", "dummy")]
)
def test_without_a_mail_server_e_mail_goes_nowhere_or_is_printed(
    debug: str, backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = start(monkeypatch, EMAIL_URL="", DEBUG=debug)

    assert settings["EMAIL_BACKEND"].split(".")[-2] == backend
    assert settings["NOTICES_BY_EMAIL"] is (debug == "true")


@pytest.mark.parametrize("missing", ["EMAIL_FROM", "SITE_ADDRESS"])
def test_mail_server_needs_a_sender_and_a_site(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL is set, so EMAIL_FROM"):
        start(monkeypatch, EMAIL_URL="smtp://mail.example", **{missing: ""})


def test_lists_are_read_at_their_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = start(
        monkeypatch,
        ALLOWED_HOSTS="a.example, .b.example,[::1],",
        CSRF_TRUSTED_ORIGINS="https://a.example,http://localhost:8000",
        OFFICE_HOLDERS="Mair Jones, Nick Jarman",
    )

    assert settings["OFFICE_HOLDERS"] == ["Mair Jones", "Nick Jarman"]
    assert settings["ALLOWED_HOSTS"] == ["a.example", ".b.example", "[::1]"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == [
        *("https://a.example", "http://localhost:8000"),
    ]


def test_missing_secret_key_stops_the_start_with_the_cure() -> None:
    environment = {**os.environ, "DEBUG": "", "SECRET_KEY": ""}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        check=False,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode != 0
    assert "SECRET_KEY is not set. Make one with:" in done.stderr.splitlines()[-1]


def test_key_of_the_register_is_read_from_the_environment_or_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text, seed = b64encode(bytes(range(32))).decode(), bytes(range(32))
    file = tmp_path / "key"
    file.write_text(f"{text}\n")

    assert start(monkeypatch)["SIGNING_KEY"] == b""
    assert start(monkeypatch, SIGNING_KEY_FILE=str(file))["SIGNING_KEY"] == seed
    assert start(monkeypatch, SIGNING_KEY=text)["SIGNING_KEY"] == seed
