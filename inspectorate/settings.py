"""Every setting of Inspectorate; docs/settings.md describes each environment name.

A value that makes no sense stops the start with a sentence that tells the cure.
"""

import logging
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from inspectorate import logs
from inspectorate.api import framework
from inspectorate.environment import (
    choice,
    command,
    count,
    database,
    email,
    env,
    folder,
    hosts,
    lines,
    mail,
    origins,
    people,
    secret,
    sender,
    signing_key,
    signing_key_file,
    site,
    switch,
)

BASE_DIR = Path(__file__).resolve().parent.parent

# Start

DEBUG = env("DEBUG", False, switch)

DEMO_KEY = "insecure-and-only-for-demonstrations"
SECRET_KEY = env("SECRET_KEY", DEMO_KEY if DEBUG else "", secret)
if not SECRET_KEY:
    msg = (
        "SECRET_KEY is not set. Make one with: python3 -c "
        "'import secrets; print(secrets.token_urlsafe(50))' and keep it in the "
        "environment or in .env; to try Inspectorate out, use ./run demo, or set "
        "DEBUG=true to work on the demo's data."
    )
    raise ImproperlyConfigured(msg)

SECOND_FACTOR = env("SECOND_FACTOR", True, switch)
if not SECOND_FACTOR and not DEBUG:
    msg = (
        "SECOND_FACTOR is off, which a demonstration may do and a real installation "
        "may not: whoever learns a password would read every draft. Unset it, or to "
        "try Inspectorate out, use ./run demo."
    )
    raise ImproperlyConfigured(msg)

ALLOWED_HOSTS = env("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], hosts)

DATA_DIR = env("DATA_DIR", None, folder)
# What a demo publishes stays for good, so its data never stand beside real ones.
DATA_DIR = DATA_DIR or folder.read(str(BASE_DIR / ("var/demo" if DEBUG else "var")))

# Applications, from the top layer down (docs/architecture.md)

INSTALLED_APPS = [
    "inspectorate.staff",
    "inspectorate.staff.apps.StaffAdminConfig",
    "inspectorate.public",
    "inspectorate.portal",
    "inspectorate.api",
    "inspectorate.opendata",
    "inspectorate.reports",
    "inspectorate.concerns",
    "recommendations",
    "inspectorate.inspections",
    "inspectorate.measures",
    "authorities",
    "inspectorate.frameworks",
    "inspectorate.accounts",
    "inspectorate.notices",
    "inspectorate.history",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
]

MIDDLEWARE = [
    # Stores pages with the headers of all that follow, and asks for https itself.
    "inspectorate.public.store.StoreMiddleware",
    # A load balancer asks by address, without TLS and without our name.
    "inspectorate.public.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "inspectorate.accounts.idle.IdleMiddleware",
    # Around the next, which takes every answer for one in the reader's language.
    "inspectorate.api.language.LanguageMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "inspectorate.content_policy.ContentPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "inspectorate.request_log.RequestLogMiddleware",
]

ROOT_URLCONF = "inspectorate.urls"
WSGI_APPLICATION = "inspectorate.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# As Django's own draws them, in less time.
FORM_RENDERER = "inspectorate.drawing.Drawing"

# Database: the write lock is taken when a transaction begins, and readers never
# wait for a writer; Django's defaults met "database is locked" with 8 writers.

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA recursive_triggers=ON; PRAGMA cache_size=-20000;"
    ),
}

# A statement that comes again is planned once: an import takes a third less time
# (docs/benchmarks.md).
POSTGRESQL_OPTIONS = {"server_side_binding": True, "prepare_threshold": 3}

EMBEDDED = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(DATA_DIR / "inspectorate.sqlite3"),
}
DATABASES = {"default": env("DATABASE_URL", EMBEDDED, database)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["ENGINE"] = "inspectorate.postgresql"
    given = DATABASES["default"].get("OPTIONS", {})
    DATABASES["default"]["OPTIONS"] = {**POSTGRESQL_OPTIONS, **given}
DATABASES["default"]["CONN_MAX_AGE"] = env(
    "DATABASE_CONN_MAX_AGE", 600, count("seconds")
)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What several processes, perhaps on several machines, must know of each other: how
# often somebody has tried to sign in, which codes are used up. They share the database
# and perhaps nothing else. A row that is culled forgets a limit, hence the room.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# People

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Signing in: by e-mail address, password and a second factor, or by a passkey. What
# allauth limits, and that it does not tell which addresses it knows, is its default.

AUTHENTICATION_BACKENDS = ["inspectorate.accounts.permissions.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"
SESSION_COOKIE_AGE = 12 * 60 * 60  # without use: accounts/idle.py
ACCOUNT_ADAPTER = "inspectorate.accounts.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {"reset_password": "inspectorate.accounts.letters.ResetForm"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Accounts are made by an administrator, who knows whose address it is.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "inspectorate.accounts.sign_in.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Inspectorate"
# The half minute before and after too: people type slowly, and clocks go wrong.
MFA_TOTP_TOLERANCE = 1

# Languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "inspectorate.formats"
TIME_ZONE = "Europe/London"
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns of a folder that is not there
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # No address leads to these: they are served one by one, after a permission check.
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": MEDIA_ROOT / "evidence",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    # What authorities send with their comments: handed out in the same way.
    "submissions": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": MEDIA_ROOT / "submissions",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    # Tables of the public record, a folder for each snapshot.
    "opendata": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "opendata"},
    },
    # The forms of editions: from here too they are handed out one by one.
    "editions": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": MEDIA_ROOT / "editions",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
EVIDENCE_MAX_MB = env("EVIDENCE_MAX_MB", 50, count("megabytes"))
VIRUS_SCANNER = env("VIRUS_SCANNER", [], command)

# For how long a CDN may hand out a public page without asking whether it still holds.
CDN_SECONDS = env("CDN_SECONDS", 0, count("seconds"))

# Who may be named in a report besides those who are quoted in it.
OFFICE_HOLDERS = env("OFFICE_HOLDERS", [], people)

# The register: signed with this key, or unsigned and chained all the same.

SIGNING_KEY = env("SIGNING_KEY", b"", signing_key)
SIGNING_KEY = SIGNING_KEY or env("SIGNING_KEY_FILE", b"", signing_key_file)

# Security

HTTPS = env("HTTPS", not DEBUG, switch)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
# Other hosts of the domain are not ours to bind, least of all for ever by preloading.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "inspectorate.stale_forms.form_refused"
CSRF_TRUSTED_ORIGINS = env("CSRF_TRUSTED_ORIGINS", [], origins)
if env("BEHIND_PROXY", False, switch):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # The limits of sign-in count by address: the last one, which the proxy has added.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
# Browsers offer passkeys on localhost without TLS, and nowhere else.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# E-mail: without a mail server none goes out, and notices wait in the workspace.
# Someone who tries Inspectorate out reads them where the worker runs.

MAIL_SERVER = env("EMAIL_URL", {}, mail)
EMAIL_FROM = env("EMAIL_FROM", "", sender)
SITE_ADDRESS = env("SITE_ADDRESS", "", site)
if MAIL_SERVER and not (EMAIL_FROM and SITE_ADDRESS):
    msg = (
        "EMAIL_URL is set, so EMAIL_FROM (who writes the e-mails) and SITE_ADDRESS "
        "(where their links lead) must be set too, or unset EMAIL_URL."
    )
    raise ImproperlyConfigured(msg)
NOTICES_BY_EMAIL = bool(MAIL_SERVER) or DEBUG
EMAIL_BACKEND = "django.core.mail.backends.%s.EmailBackend" % (
    "console" if DEBUG else "dummy"
)
EMAIL_TIMEOUT = 30
vars().update(MAIL_SERVER)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = EMAIL_FROM or "inspectorate@localhost"
# Pages, feeds and the sitemap name the address they were asked by where none is set.
HAS_SITE_ADDRESS = bool(SITE_ADDRESS)
SITE_ADDRESS = SITE_ADDRESS or "http://127.0.0.1:8000"

# What readers of the public pages are told: how to reach the inspectorate.

CONTACT_EMAIL = env("CONTACT_EMAIL", "", email)
CONTACT_ADDRESS = env("CONTACT_ADDRESS", [], lines)

# Tasks, REST and its description

TOKEN_REQUESTS = env("TOKEN_REQUESTS", 300, count("requests a minute"))
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}
}
REST_FRAMEWORK = framework.REST_FRAMEWORK
SPECTACULAR_SETTINGS = framework.DESCRIPTION

# Logging: one line an event, without personal data

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
# Each request has a line when it is answered, and at DEBUG one when it comes.
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
LOG_FORMAT = env(
    "LOG_FORMAT", "console" if DEBUG else "json", choice("console", "json")
)
LOG_LEVELS = choice("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOG_LEVEL = env("LOG_LEVEL", "INFO", LOG_LEVELS)
LOGGING = logs.configured(LOG_FORMAT, LOG_LEVEL)
