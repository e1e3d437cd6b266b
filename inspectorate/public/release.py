"""What decides how a page looks besides the record: the code that draws it."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

# Where the code, words and looks of pages lie; what is installed is locked by the last.
PARTS = ("authorities", "inspectorate", "recommendations", "templates", "locale")
LOCKED = "requirements.txt"
KINDS = {".py", ".html", ".txt", ".json", ".mo"}
# The settings of an installation by which pages or their headers differ.
SHOWN = ("SITE_ADDRESS", "STATIC_URL", "CDN_SECONDS", "TIME_ZONE")
SHOWN += ("SECURE_HSTS_SECONDS", "CONTENT_SECURITY_POLICY")
SHOWN += ("HAS_SITE_ADDRESS", "CONTACT_EMAIL", "CONTACT_ADDRESS")


@cache
def release() -> str:
    """The same in all processes of a release, and another after any change of it: so
    that a new one hands out no page of the old one, nor an old one, where both run for
    a while, one of the new.
    """
    digest = sha256()
    for path in files():
        digest.update(f"{path.name}\0".encode())
        digest.update(path.read_bytes())
    for name in SHOWN:
        digest.update(f"{name}={getattr(settings, name)}\0".encode())
    return digest.hexdigest()[:16]


def files() -> Iterator[Path]:
    for part in PARTS:
        found = (settings.BASE_DIR / part).rglob("*")
        yield from sorted(path for path in found if path.suffix in KINDS)
    yield settings.BASE_DIR / LOCKED
    # The names of styles and scripts, which bear the digests of what they hold.
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        yield manifest
