"""What a stranger finds of a copy that somebody altered, who knows how it is made: the
manifest is written anew after each.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from inspectorate.public.export import signer
from inspectorate.public.export.folder import MARKER, Folder
from inspectorate.public.export.page import Copy
from inspectorate.public.export.record import front, made, of_report, register, reports
from inspectorate.reports import forming
from inspectorate.reports.document import canonical, digest
from inspectorate.reports.forming import Made
from inspectorate.signing import Signer
from tests.factories import NOON, make_edition, make_withdrawal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KEY = "56475aa75463474c"
STRANGER = Signer(bytes([7] * 32))


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Path:
    """A copy of two reports: one with forms, and one that was withdrawn."""
    settings.SIGNING_KEY = bytes(range(32))
    edition = make_edition(at=NOON)
    texts = [Made("text", "en", b"Words.", "a"), Made("pdf", "en", b"%PDF-1.7", "b")]
    forming.enter(edition, texts, NOON)
    make_withdrawal(make_edition(at=NOON))
    return copied(tmp_path / "copy")


def copied(root: Path) -> Path:
    """What export() makes, but for pages that are nothing to these tests."""
    copy = Copy(root, has_files=True, entries=5)
    with Folder(root, signer()) as folder:
        for part in ((front,), *((of_report, slug) for slug in reports()), (register,)):
            folder.add(made(copy, part))
    return root


def verify(root: Path, *options: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-I", root / "verify.py", *options],
        capture_output=True,
        text=True,
        check=False,
    )


def list_anew(root: Path) -> None:
    """As anybody can, who has no key."""
    (root / "manifest.sig").unlink(missing_ok=True)
    files = sorted(path for path in root.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n"
        for path in files
        if path != root / "manifest.txt"
    ]
    (root / "manifest.txt").write_text(MARKER + "".join(lines))


def one(root: Path, pattern: str) -> Path:
    (path,) = root.glob(pattern)
    return path


def links(root: Path) -> list[dict]:
    text = (root / "data/register/000001.jsonl").read_text()
    return [json.loads(line) for line in text.split("\n")]


def keep_links(root: Path, kept: list[dict]) -> None:
    text = "\n".join(json.dumps(each, ensure_ascii=False) for each in kept)
    (root / "data/register/000001.jsonl").write_text(text)


def forge(root: Path, contents: list[dict], by: Signer | None) -> None:
    """Chain contents anew, with whatever key somebody has."""
    forged, previous = [], "0" * 64
    for number, told in enumerate(contents, start=1):
        content = canonical({**told, "sequence": number, "previous": previous})
        previous = digest(content)
        key, signature = (by.code, by.sign(content)) if by else ("", "")
        made = {"content": content, "digest": previous}
        forged.append(made | {"key": key, "signature": signature})
    keep_links(root, forged)


def add_report(root: Path) -> None:
    path = root / "data/reports/forged/1.json"
    path.parent.mkdir()
    path.write_text("{}")


def add_form(root: Path) -> None:
    (one(root, "data/reports/*/1") / "more.pdf").write_text("Forged.")


def add_register(root: Path) -> None:
    path = root / "data/reports/data/register/1.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("{}")


def add_manifest(root: Path) -> None:
    (root / "data/reports/manifest.txt").write_text("Forged.")


def overwrite_pdf(root: Path) -> None:
    text = one(root, "data/reports/*/1/*.txt").read_bytes()
    one(root, "data/reports/*/1/*.pdf").write_bytes(text)


def delete_form(root: Path) -> None:
    one(root, "data/reports/*/1/*.pdf").unlink()


def bring_back(root: Path) -> None:
    """The document of the edition that was withdrawn."""
    (told,) = (json.loads(each["content"]) for each in links(root)[-1:])
    path = root / f"data/reports/{told['report']}/1.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}")


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (add_report, "forged/1.json is named by no link"),
        (add_form, "more.pdf is named by no link"),
        (add_register, "1.jsonl is named by no link"),
        (add_manifest, "data/reports/manifest.txt is named by no link"),
        (overwrite_pdf, "-edition-1-en.pdf has been altered"),
        (delete_form, "-edition-1-en.pdf is missing"),
        (bring_back, "1.json is named by no link"),
    ],
)
def test_stranger_finds_what_no_link_accounts_for(
    root: Path, tamper: Callable[[Path], None], told: str
) -> None:
    tamper(root)
    list_anew(root)

    done = verify(root)

    assert done.returncode == 1, done.stdout + done.stderr
    assert told in done.stdout.partition("\n")[0]


def test_register_that_was_cut_short_lacks_the_link_that_somebody_noted(
    root: Path,
) -> None:
    whole = links(root)
    noted = f"{len(whole)}:{whole[-1]['digest']}"
    assert verify(root, "--last", noted).returncode == 0

    keep_links(root, whole[:3])
    list_anew(root)

    cut = verify(root)
    assert cut.returncode == 0, cut.stdout
    assert "Not proved: that nothing was left out at the end." in cut.stdout
    found = verify(root, "--last", noted)
    assert found.returncode == 1
    assert f"The register has no entry {noted}" in found.stdout


@pytest.mark.parametrize("by", [None, STRANGER])
def test_register_that_was_made_up_whole_has_not_the_key(
    root: Path, by: Signer | None
) -> None:
    contents = [json.loads(each["content"]) for each in links(root)]
    if by:
        contents[0] |= {"key": by.code, "public": by.public}
    else:
        del contents[0]
    forge(root, contents, by)
    list_anew(root)

    held = verify(root)
    assert held.returncode == 0, held.stdout
    assert "Not proved: whose key that is." in held.stdout
    asked = verify(root, "--key", KEY)
    assert asked.returncode == 1
    assert f"The last key of the register is not {KEY}" in asked.stdout


def test_key_of_a_stranger_who_says_the_last_was_lost_is_told(root: Path) -> None:
    forged = links(root)
    told = json.loads(forged[0]["content"])
    told |= {"key": STRANGER.code, "public": STRANGER.public, "lost": True}
    told |= {"sequence": 6, "previous": forged[-1]["digest"]}
    content = canonical(told)
    link = {"content": content, "digest": digest(content), "key": STRANGER.code}
    keep_links(root, [*forged, link | {"signature": STRANGER.sign(content)}])
    list_anew(root)

    done = verify(root)
    assert done.returncode == 0, done.stdout
    told = f"Entry 6 makes the key {STRANGER.code} known.\nThe key before it was lost"
    assert told in done.stdout
    assert verify(root, "--key", KEY).returncode == 1


def test_page_that_was_altered_is_found_by_the_signature_of_the_list(
    root: Path,
) -> None:
    assert verify(root, "--key", KEY).stdout.endswith("The copy holds.\n")
    signature = (root / "manifest.sig").read_text()
    page = root / "en/index.html"
    page.write_text(page.read_text() + "<p>Forged.</p>")
    list_anew(root)

    unsigned = verify(root)
    assert unsigned.returncode == 0
    assert "Not proved: the pages." in unsigned.stdout
    assert "The copy holds." not in unsigned.stdout

    (root / "manifest.sig").write_text(signature)
    signed = verify(root)
    assert signed.returncode == 1
    assert "manifest.sig is not the signature of manifest.txt" in signed.stdout


def test_files_of_others_are_named_and_fail_only_within_the_copy(root: Path) -> None:
    others = ["CNAME", ".DS_Store", "System Volume Information/a", "en/.DS_Store"]
    for name in others:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("Theirs.")

    done = verify(root)
    assert done.returncode == 0, done.stdout
    for name in others:
        assert f"{name} is no part of the copy, and was not checked." in done.stdout

    for name in ("data/.DS_Store", "en/own.txt"):
        (root / name).write_text("Theirs.")
        assert verify(root).returncode == 1
        (root / name).unlink()


def test_copy_without_forms_holds(root: Path) -> None:
    shutil.rmtree(one(root, "data/reports/*/1"))
    list_anew(root)

    assert verify(root).returncode == 0
