from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from authorities.models import Authority
from inspectorate.public.export import export
from inspectorate.reports.models import Report


class Command(BaseCommand):
    help = (
        "Write the whole public record into a folder, as pages of both languages, "
        "data and register, with a program that checks it: docs/publication.md. A "
        "further run changes only what has changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a new folder, or a copy in it")
        parser.add_argument(
            "--without-files",
            action="store_true",
            help="leave the PDF and other forms of editions on the site",
        )

    def handle(
        self, *, folder: Path, verbosity: int, without_files: bool, **options: object
    ) -> None:
        expected = Authority.objects.count() + Report.objects.count()
        quiet = verbosity == 0
        try:
            with tqdm(total=expected, unit="part", disable=quiet or None) as bar:
                made = export(folder, bar.update, has_files=not without_files)
        except FileExistsError as error:
            msg = f"{folder} holds something else: name a new folder."
            raise CommandError(msg) from error
        except OSError as error:
            msg = f"{error}. Mend that, and run the command again: it goes on."
            raise CommandError(msg) from error
        self.stdout.write(
            f"Files written: {made.written}. As they were: {made.kept}. "
            f"Removed: {made.removed}."
        )
