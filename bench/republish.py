"""Corrects every imported report by the verbs that people use, and goes through all
that follows as a stranger would: editions, comparison, paragraphs, PDFs, register,
a copy.

    .venv/bin/python bench/republish.py FOLDER [--reports 241]

In DATA_DIR lies a scratch database, into which `import_reports` has imported. FOLDER
takes the copy. Prints what was done, what it took in time of the processor, and every
fault; ends with 1 where there is any. What is corrected already is only checked.
"""

import argparse
import html
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspectorate.settings")
os.environ.setdefault("ALLOWED_HOSTS", "testserver")

import django  # noqa: E402

django.setup()

from django.core.files.storage import storages  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from pypdf import PdfReader  # noqa: E402
from tagged import faults as untagged  # noqa: E402

from inspectorate.fields import Wording  # noqa: E402
from inspectorate.history.models import System  # noqa: E402
from inspectorate.reports import verification  # noqa: E402
from inspectorate.reports.models import EditionForm, Report  # noqa: E402

BY = System("Benchmark")
WHY = "A word was wrong in the first edition."
# No report has it.
WORD = "quillwort"
NEW = "This paragraph was left out of the first edition by mistake."
PLAIN = re.compile(r"(?<![\w*\[(/’'-])[a-z]{4,}(?![\w*\])/’'-])")
MARKED = re.compile(r"<(ins|del)>(.*?)</\1>", re.S)
HIDDEN = re.compile(r'<span class="govuk-visually-hidden".*?</span>', re.S)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=241)
    options = parser.parse_args()
    chosen = Report.objects.filter(editions__isnull=False).distinct().order_by("slug")
    reports = list(chosen[: options.reports])
    timed("corrections", lambda: correct_all(reports))
    timed("forms", lambda: call_command("make_forms"))
    found = timed("register", lambda: list(verification.faults()))
    found += timed("pages", lambda: list(of_pages(reports)))
    found += timed("PDFs", lambda: list(of_pdfs()))
    found += of_copy(options.folder)
    print(*found, f"Faults: {len(found)}", sep="\n")
    return 1 if found else 0


def timed(name: str, act: Callable[[], list]) -> list:
    began = time.process_time()
    done = act()
    print(f"{name}: {time.process_time() - began:.1f} s", flush=True)
    return done


def correct_all(reports: list[Report]) -> None:
    for number, report in enumerate(reports):
        if report.editions.count() == 1:
            correct(report, number)


def correct(report: Report, number: int) -> None:
    """Another word; in each third report a paragraph more, in each fifth one less."""
    report.return_to_revision(by=BY, reason="A word is wrong.")
    paragraphs = [row for row in report.paragraphs.all() if PLAIN.search(row.text_en)]
    row = paragraphs[len(paragraphs) // 2]
    row.text_en = PLAIN.sub(WORD, row.text_en, count=1)
    row.save()
    others = [each for each in paragraphs if each != row]
    if number % 3 == 0:
        row.section.insert_paragraph(by=BY, after=row, text=Wording(NEW, ""))
    if number % 5 == 0 and others:
        others[0].remove(by=BY)
    report.submit_for_sign_off(by=BY)
    report.sign_off(by=BY)
    report.publish(by=BY, correction_en=WHY)


def of_pages(reports: list[Report]) -> Iterator[str]:
    client = Client()
    for report in reports:
        old, new = report.editions.order_by("number")[:2]
        told = changes(json.loads(old.document), json.loads(new.document))
        for language in ("en", "cy"):
            home = f"/{language}/reports/{report.slug}/"
            yield from of_editions(client, home, told)
            yield from of_comparison(client, f"{home}editions/1/changes/2/", told)


class Changes(dict):
    """Texts by stable id: before and after, empty where there is none."""


def changes(old: dict, new: dict) -> Changes:
    before, after = texts(old), texts(new)
    return Changes(
        {
            key: (before.get(key, ""), after.get(key, ""))
            for key in before | after
            if before.get(key) != after.get(key)
        }
    )


def texts(document: dict) -> dict[str, str]:
    return {
        paragraph["stable_id"]: paragraph["text"]["en"]
        for section in document["sections"]
        for paragraph in section["paragraphs"]
    }


def of_editions(client: Client, home: str, told: Changes) -> Iterator[str]:
    old, new = f"{home}editions/1/", f"{home}editions/2/"
    ways = [home, old, new, *(f"{home}paragraphs/{key}/" for key in told)]
    pages = {}
    for way in ways:
        answer = client.get(way)
        pages[way] = answer.content.decode()
        if answer.status_code != 200:
            yield f"{way} answers {answer.status_code}"
    if WHY not in pages[old] or f"{home}editions/1/changes/2/" not in pages[old]:
        yield f"{old} does not tell that another edition stands"
    if WORD in pages[old] or WORD not in pages[new] or WORD not in pages[home]:
        yield f"{home} does not show each edition as it is"


def of_comparison(client: Client, way: str, told: Changes) -> Iterator[str]:
    answer = client.get(way)
    page = answer.content.decode().partition("<section ")[2]
    if answer.status_code != 200:
        yield f"{way} answers {answer.status_code}"
    marked = [(kind, words(text)) for kind, text in MARKED.findall(page)]
    expected = []
    for before, after in told.values():
        if before and after:
            expected += [("del", PLAIN.search(before)[0]), ("ins", WORD)]
        elif after:
            expected.append(("ins", bare(after)))
        else:
            # Shown as it is read, and so not to the letter: the page marks it once.
            others = [each for each in marked if each[0] == "del"]
            expected.append(
                max(others, key=lambda each: len(each[1]), default=("del", ""))
            )
    if sorted(marked) != sorted(expected):
        yield f"{way} marks {marked}, and not {expected}"


def words(markup: str) -> str:
    return bare(html.unescape(re.sub(r"<[^>]+>", " ", HIDDEN.sub("", markup))))


def bare(text: str) -> str:
    """A word is marked with the comma behind it."""
    return " ".join(text.split()).rstrip(",.;:")


def of_pdfs() -> Iterator[str]:
    forms = EditionForm.objects.filter(form="pdf").select_related("edition__report")
    for form in forms.order_by("pk").iterator(50):
        document = json.loads(form.edition.document)
        title = document["title"]
        told = title[form.language] or next(text for text in title.values() if text)
        has_table = bool(document["judgements"] or document["recommendations"])
        with storages["editions"].open(form.stored_as) as file:
            for fault in untagged(
                PdfReader(file), form.language, told, has_table=has_table
            ):
                yield f"{form.edition.report.slug}/{form.name} {fault}"


def of_copy(folder: Path) -> Iterator[str]:
    """Twice made, checked by its own program, and again with one byte altered."""
    print(exported(folder))
    stood = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    print(exported(folder))
    if {path: path.stat().st_mtime_ns for path in folder.rglob("*")} != stood:
        yield "The second copy has touched the first."
    whole = verified(folder)
    print(whole.stdout.strip())
    if whole.returncode:
        yield "The copy does not hold."
    for pattern in ("*/2.json", "*/1/*.pdf"):
        path = next(folder.glob(f"data/reports/{pattern}"))
        content = path.read_bytes()
        place = len(content) // 2
        altered = bytes([content[place] ^ 1])
        path.write_bytes(content[:place] + altered + content[place + 1 :])
        done = verified(folder)
        path.write_bytes(content)
        print(f"One byte of {path.relative_to(folder)}: {done.stdout.splitlines()[0]}")
        if not done.returncode or path.name not in done.stdout:
            yield f"A byte of {path.name} was altered, and nobody says so."


def exported(folder: Path) -> str:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "export_site", folder],
        capture_output=True,
        text=True,
        check=True,
    )
    return f"copy: {time.perf_counter() - began:.1f} s by the clock. {done.stdout}"


def verified(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-I", folder / "verify.py"],
        capture_output=True,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
