"""A copy of the whole record: it works from a folder, and a stranger can check it."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from inspectorate.lifecycle import Refusal
from inspectorate.public.export import export
from inspectorate.public.export.folder import Folder
from inspectorate.public.export.page import Copy
from inspectorate.public.export.record import PagePart, front
from inspectorate.reports.models import Edition
from tests.factories import (
    NOON,
    make_authority,
    make_edition,
    make_finding,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_service,
    make_withdrawal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LINK = re.compile(r'\b(?:href|src)="([^"]*)"')


@pytest.fixture
def record(settings: Settings) -> None:
    """Two reports, one of them withdrawn, in a signed register."""
    settings.SIGNING_KEY = bytes(range(32))
    inspection = make_inspection()
    make_finding(inspection)
    make_judgement(inspection)
    make_recommendation(inspection)
    make_edition(inspection, at=NOON)
    make_withdrawal(make_edition(at=NOON, paragraphs=["A name that had to go."]))


def copy(root: Path) -> Folder:
    return export(root, progress=lambda parts, total: parts)


def verify(root: Path) -> subprocess.CompletedProcess:
    """By the program of the copy itself, which knows nothing of Inspectorate."""
    return subprocess.run(
        [sys.executable, "-I", root / "verify.py"],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("record")
def test_every_link_of_the_copy_leads_to_a_file_of_it(tmp_path: Path) -> None:
    copy(tmp_path)

    pages = list(tmp_path.rglob("*.html"))
    lost = {
        f"{page.relative_to(tmp_path)}: {link}"
        for page in pages
        for link in LINK.findall(page.read_text())
        if not re.match(r"[a-z]+:|#", link)
        and not (page.parent / unquote(link.partition("#")[0])).is_file()
    }
    assert lost == set()
    assert len(pages) > 20


@pytest.mark.usefixtures("record")
def test_copy_holds_both_languages_and_no_word_that_was_withdrawn(
    tmp_path: Path,
) -> None:
    copy(tmp_path)

    for language in ("en", "cy"):
        home = (tmp_path / language / "index.html").read_text()
        assert f'<html lang="{language}"' in home
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or b"A name that had to go" not in file.read_bytes()


def test_copy_compares_each_report_with_the_one_before_and_authorities_by_area(
    tmp_path: Path,
) -> None:
    authority, service = make_authority("Northshire"), make_service()
    for year in ("2014", "2018", "2023"):
        inspection = make_inspection(authority, service=service)
        judged = make_judgement(inspection)
        about = {"published_on": year, "recorded_from": "A book"}
        make_edition(inspection, slug=f"of-{year}", **about)

    copy(tmp_path)

    root = tmp_path / "cy/authorities/northshire"
    pairs = {page.parent.relative_to(root) for page in root.glob("compare/*/*/*.html")}
    assert pairs == {Path("compare/of-2014/of-2018"), Path("compare/of-2018/of-2023")}
    assert not (root / "compare/index.html").exists()
    page = (root / "index.html").read_text()
    assert 'compare/of-2018/of-2023/index.html"' in page
    area = f"en/compare/{judged.area.framework.code}/{judged.area.code}/index.html"
    assert "Northshire" in (tmp_path / area).read_text()


def body(page: str) -> str:
    """What a page tells, wherever its links lead; a copy leads to no file of a list."""
    main = page.partition("<main")[2].partition("</main>")[0]
    own = re.sub(r"<p [^>]*>[^<]*<a [^>]*>CSV</a>.*?</p>", "", main)
    return " ".join(LINK.sub("", own).split())


@pytest.mark.usefixtures("record")
def test_pages_of_reports_are_those_of_the_site(
    tmp_path: Path, client: Client, settings: Settings
) -> None:
    settings.SITE_ADDRESS = "http://testserver"
    copy(tmp_path)

    pages = [path for code in ("en", "cy") for path in (tmp_path / code).rglob("i*")]
    asked = {path: f"/{path.relative_to(tmp_path).parent}/" for path in pages}
    shown = {
        address: path
        for path, address in asked.items()
        if re.search(r"/(reports|authorities)/.|/register/", address)
    }
    assert len(shown) > 20
    for address, path in shown.items():
        assert body(path.read_text()) == body(client.get(address).content.decode())


@pytest.mark.usefixtures("record")
def test_what_is_withdrawn_says_so_at_every_address_it_had(tmp_path: Path) -> None:
    withdrawn = Edition.objects.withdrawn().get()
    paragraph = withdrawn.paragraphs.get()

    copy(tmp_path)

    home = tmp_path / "en" / "reports" / withdrawn.report.slug
    for way in ("", "editions/1", f"paragraphs/{paragraph.stable_id}"):
        page = (home / way / "index.html").read_text()
        assert "This has been withdrawn" in page
        assert withdrawn.withdrawal.reason_en in page


@pytest.mark.usefixtures("record")
def test_copy_says_what_it_is_and_offers_nothing_that_needs_a_server(
    tmp_path: Path,
) -> None:
    copy(tmp_path)

    for page in tmp_path.rglob("*.html"):
        text = page.read_text()
        assert "<form" not in text
        assert "This is a copy of the record." in text or 'lang="cy"' in text
    lists = (tmp_path / "en" / "reports" / "index.html").read_text()
    assert "it cannot be filtered here" in lists
    assert ".csv" not in lists
    for name in ("authorities", "concerns", "programme", "register", "recommendations"):
        page = (tmp_path / "en" / name / "index.html").read_text()
        assert "as a file" not in page
        assert "csv" not in page


@pytest.mark.usefixtures("record")
def test_recommendations_of_one_authority_have_a_list_of_their_own(
    tmp_path: Path,
) -> None:
    slug = Edition.objects.published().get().authorities.get().slug

    copy(tmp_path)

    page = tmp_path / "en" / "authorities" / slug / "index.html"
    place = f"en/recommendations/authority/{slug}/index.html"
    assert f"../../../{place}" in page.read_text()
    assert (tmp_path / place).exists()


@pytest.mark.usefixtures("record")
def test_authority_that_is_no_more_goes_from_the_copy(tmp_path: Path) -> None:
    gone = make_authority()
    copy(tmp_path)
    gone.delete()

    assert copy(tmp_path).removed == 2

    assert not (tmp_path / "en" / "authorities" / gone.slug).exists()


@pytest.mark.usefixtures("record")
def test_pages_of_an_authority_move_with_its_address(tmp_path: Path) -> None:
    copy(tmp_path)
    authority = Edition.objects.published().get().authorities.get()
    old, authority.slug = authority.slug, "another-name"
    authority.save()

    copy(tmp_path)

    assert not list(tmp_path.rglob(old))
    assert (tmp_path / "en/recommendations/authority/another-name/index.html").exists()
    done = verify(tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.usefixtures("record")
def test_what_is_published_meanwhile_is_in_the_copy(tmp_path: Path) -> None:
    def slow(parts: Iterable[PagePart], total: int) -> Iterator[PagePart]:
        if Edition.objects.count() == 2:
            make_edition(at=NOON)
        yield from parts

    export(tmp_path, slow)

    assert verify(tmp_path).returncode == 0
    assert len(list(tmp_path.glob("data/reports/*/1.json"))) == 2


@pytest.mark.usefixtures("record")
def test_record_that_never_rests_is_not_copied_for_ever(tmp_path: Path) -> None:
    def slow(parts: Iterable[PagePart], total: int) -> Iterator[PagePart]:
        yield from parts
        make_edition(at=NOON)

    with pytest.raises(Refusal, match="try again"):
        export(tmp_path, slow)


@pytest.mark.usefixtures("record")
def test_second_copy_changes_nothing(tmp_path: Path) -> None:
    first = copy(tmp_path)

    stood = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    second = copy(tmp_path)

    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == stood
    assert (second.written, second.removed) == (0, 0)
    assert second.kept == first.written + first.kept


@pytest.mark.usefixtures("record")
def test_stranger_finds_that_the_copy_holds(tmp_path: Path) -> None:
    copy(tmp_path)

    done = verify(tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "The register ends at 4 with " in done.stdout
    assert "It is signed; the last key is 56475aa75463474c." in done.stdout
    assert done.stdout.endswith("The copy holds.\n")


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("data/reports/*/1.json", "1.json has been altered"),
        ("data/register/*.jsonl", "its content does not match its digest"),
        ("en/index.html", "en/index.html has been altered"),
    ],
)
def test_stranger_finds_one_changed_byte(
    tmp_path: Path, pattern: str, told: str
) -> None:
    copy(tmp_path)
    (file,) = tmp_path.glob(pattern)
    content = file.read_bytes()
    place = content.index(b"2026")
    file.write_bytes(content[:place] + b"3" + content[place + 1 :])

    done = verify(tmp_path)

    assert done.returncode == 1
    assert told in done.stdout


@pytest.mark.usefixtures("record")
def test_register_that_was_made_up_anew_is_not_signed(tmp_path: Path) -> None:
    copy(tmp_path)
    (file,) = (tmp_path / "data" / "register").glob("*.jsonl")
    lines = file.read_text().split("\n")
    file.write_text("\n".join(lines[1:]))

    done = verify(tmp_path)

    assert done.returncode == 1
    assert "Entry 2: it does not follow 0" in done.stdout


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ("manifest.txt", "manifest.txt is missing"),
        ("data/register/000001.jsonl", "is missing"),
        ("en/verify.txt", "en/verify.txt is no part of the copy"),
    ],
)
def test_stranger_finds_what_is_missing_or_was_slipped_in(
    tmp_path: Path, spoilt: str, told: str
) -> None:
    copy(tmp_path)
    path = tmp_path / spoilt
    path.unlink() if path.exists() else path.write_text("Trust me.")

    done = verify(tmp_path)

    assert done.returncode == 1, done.stderr
    assert told in done.stdout


def test_command_refuses_a_folder_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Mine.")

    with pytest.raises(CommandError, match="name a new folder"):
        call_command("export_site", str(tmp_path))


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:8000", True),
        ("https://inspectorate.example", False),
    ],
)
def test_command_warns_of_an_address_that_others_cannot_reach(
    tmp_path: Path,
    settings: Settings,
    capsys: pytest.CaptureFixture,
    address: str,
    is_told: bool,
) -> None:
    settings.SITE_ADDRESS = address
    (tmp_path / "thesis.txt").write_text("Mine.")

    with pytest.raises(CommandError):
        call_command("export_site", str(tmp_path))

    assert ("lead nowhere for others" in capsys.readouterr().err) == is_told


def test_command_without_collected_files_tells_what_to_run(
    tmp_path: Path, settings: Settings
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}

    with pytest.raises(CommandError, match="run collectstatic first"):
        call_command("export_site", str(tmp_path / "copy"))

    assert not (tmp_path / "copy").exists()


@pytest.mark.usefixtures("record")
def test_page_for_lost_readers_speaks_both_languages_and_works_from_any_depth(
    tmp_path: Path, settings: Settings
) -> None:
    settings.SITE_ADDRESS = "https://a.example"
    part = PagePart(Copy(tmp_path, has_files=False, entries=0))
    front(part)

    page = (tmp_path / "404.html").read_text()
    assert 'lang="en"' in page
    assert 'lang="cy"' in page
    assert set(LINK.findall(page)) == {"https://a.example"}


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("name", ["report-list", "recommendation-list"])
def test_list_of_a_copy_reads_no_choices_of_filters(
    tmp_path: Path, client: Client, name: str
) -> None:
    part = PagePart(Copy(tmp_path, has_files=False, entries=4))
    with CaptureQueriesContext(connection) as site:
        client.get(reverse(name))
        client.get(reverse(name))
    with CaptureQueriesContext(connection) as copy:
        part.put_list(name)

    assert len(copy) + 6 <= len(site)
