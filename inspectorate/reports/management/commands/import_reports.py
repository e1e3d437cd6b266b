import io
import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import reset_queries, transaction
from django.utils import timezone
from tqdm import tqdm

from inspectorate.reports.importing import form, lines
from inspectorate.reports.importing.form import Fault
from inspectorate.reports.importing.storing import Importer

INVALID, SKIPPED, OTHER_TEXT, INTERRUPTED = 3, 4, 5, 130


class Command(BaseCommand):
    help = (
        "Import published reports from a file of JSON Lines, plain or gzip, and "
        "publish each with its historical date. All of the file is stored, or "
        "nothing. docs/import-format.md describes the format and the exit codes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="path of the file, or - for standard input")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="show what would be made, and make nothing",
        )
        parser.add_argument(
            "--skip-invalid",
            action="store_true",
            help="store the valid lines and list the rest (exit code 4)",
        )

    def handle(self, *args: object, **options: object) -> None:
        self.problems: list[lines.Problem] = []
        self.warnings = 0
        self.is_empty = True
        try:
            with self.opened(options["file"]) as file, transaction.atomic():
                self.importer = Importer(timezone.localdate())
                self.read(file, keep_going=options["skip_invalid"])
                refused = bool(self.problems) and not options["skip_invalid"]
                if refused or options["dry_run"]:
                    transaction.set_rollback(True)
        except KeyboardInterrupt:
            msg = "Stopped. Nothing of the file was stored."
            raise CommandError(msg, returncode=INTERRUPTED) from None
        self.report(refused=refused, dry_run=options["dry_run"])

    def opened(self, name: str) -> io.BufferedReader | nullcontext:
        if name == "-":
            return nullcontext(sys.stdin.buffer)
        try:
            return Path(name).open("rb")
        except OSError as error:
            msg = f"{name} cannot be read: {error.strerror}."
            raise CommandError(msg) from error

    def read(self, file: io.BufferedReader, *, keep_going: bool) -> None:
        """Check every line; store those that are well while nothing forbids it."""
        size = size_of(file)
        with tqdm(total=size, unit="B", unit_scale=True, disable=None) as bar:
            for line in lines.read(file):
                self.is_empty = False
                if self.is_to_store(line) and (keep_going or not self.problems):
                    self.store(line)
                reset_queries()  # DEBUG would keep every statement of the file
                if size is not None:
                    bar.update(file.tell() - bar.n)

    def is_to_store(self, line: lines.Line | lines.Problem) -> bool:
        """Whether a line is well and not recorded yet; else it is told why not."""
        if isinstance(line, lines.Problem):
            self.problems.append(line)
            return False
        checked = self.importer.check(line)
        self.note(line.number, checked.faults, checked.remark)
        return not (checked.faults or checked.done)

    def store(self, line: lines.Line) -> None:
        for warning in form.warnings(line.document):
            self.warn(line.number, warning)
        self.note(line.number, *self.importer.store(line))

    def note(self, number: int, faults: list[Fault], remark: str) -> None:
        self.problems += [lines.Problem(number, field, why) for field, why in faults]
        if remark:
            self.warn(number, remark)

    def warn(self, number: int, text: str) -> None:
        self.warnings += 1
        with tqdm.external_write_mode():
            self.stderr.write(self.style.WARNING(f"warning: line {number}: {text}"))

    def report(self, *, refused: bool, dry_run: bool) -> None:
        for problem in self.problems:
            self.stderr.write(self.style.ERROR(f"problem: {problem}"))
        warned = f" {counted(self.warnings, 'warning')}." if self.warnings else ""
        bad = len({problem.line for problem in self.problems})
        if refused:
            msg = (
                f"Lines that are not valid: {bad}. Nothing of the file was stored; "
                f"mend it, or store the other lines with --skip-invalid.{warned}"
            )
            raise CommandError(msg, returncode=INVALID)
        would = "Would make" if dry_run else "Made"
        self.stdout.write(self.style.SUCCESS(f"{would}: {self.made()}.{warned}"))
        if bad:
            msg = f"Lines that are not valid and were left out: {bad}."
            raise CommandError(msg, returncode=SKIPPED)
        if self.importer.other_text:
            msg = (
                "Compare them with the record; a published report is corrected there, "
                "by a new edition."
            )
            raise CommandError(msg, returncode=OTHER_TEXT)

    def made(self) -> str:
        if self.is_empty:
            return "nothing, the file is empty"
        counts = [
            counted(count, model._meta.verbose_name, model._meta.verbose_name_plural)
            for model, count in self.importer.made.items()
        ]
        left = self.importer.other_text
        if not left:
            return ", ".join(counts) or "nothing, all of it is recorded already"
        other = counted(
            left,
            "report is recorded with other text and was left as it is",
            "reports are recorded with other text and were left as they are",
        )
        return f"{', '.join(counts) or 'nothing'}; {other}"


def counted(count: int, one: str, many: str = "") -> str:
    """1 warning, 2,000 warnings; `many` where an s at the end does not do."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def size_of(file: io.BufferedReader) -> int | None:
    """The file's bytes; None for a pipe, whose end nobody knows."""
    if not file.seekable():
        return None
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size
