import os
from argparse import ArgumentParser
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from inspectorate.lifecycle import Refusal
from inspectorate.public.export import export


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
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count(),
            help="that write at the same time; as many as there are processors",
        )

    def handle(
        self, *, folder: Path, without_files: bool, processes: int, **options: object
    ) -> None:
        if is_of_this_machine(settings.SITE_ADDRESS):
            self.stderr.write(
                f"SITE_ADDRESS is {settings.SITE_ADDRESS}, which only this machine can "
                "reach: links of the copy to the site lead nowhere for others."
            )
        quiet = options["verbosity"] == 0 or None
        progress = partial(tqdm, unit="part", disable=quiet)
        try:
            made = export(
                folder,
                progress,
                has_files=not without_files,
                processes=max(processes, 1),
            )
        except FileExistsError as error:
            msg = f"{folder} holds something else: name a new folder."
            raise CommandError(msg) from error
        except OSError as error:
            msg = f"{error}. Mend that, and run the command again: it goes on."
            raise CommandError(msg) from error
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Files written: {made.written}. As they were: {made.kept}. "
            f"Removed: {made.removed}."
        )


def is_of_this_machine(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
