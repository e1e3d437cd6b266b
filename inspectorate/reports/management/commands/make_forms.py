from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import models, reset_queries
from tqdm import tqdm

from inspectorate.reports import forming
from inspectorate.reports.models import Edition


class Command(BaseCommand):
    help = (
        "Make the forms (PDF, web page, text, JSON) of every edition that has none "
        "yet, published or issued. What is made already is left as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--edition",
            metavar="REPORT/NUMBER",
            help="only of this one: swansea-nd-01/1",
        )

    def handle(self, *, edition: str | None, **options: object) -> None:
        wanted = forming.without_forms()
        if edition:
            wanted = wanted.filter(pk__in=named(edition))
        numbers = list(wanted.values_list("pk", flat=True))
        failed = 0
        for number in tqdm(numbers, unit=" editions", disable=None):
            row = Edition.objects.select_related("report").get(pk=number)
            try:
                forming.form(row)
            except forming.NotMadeError as error:
                failed += 1
                self.stderr.write(f"{row.report.slug}/{row.number}: {error}")
            reset_queries()  # DEBUG would keep every statement
        told = f"Editions given their forms: {len(numbers) - failed}."
        if failed:
            msg = f"{told} Not made: {failed}; put right what is told above, and again."
            raise CommandError(msg)
        self.stdout.write(told)


def named(edition: str) -> models.QuerySet:
    slug, _slash, number = edition.rpartition("/")
    found = Edition.objects.none()
    if number.isdecimal():
        found = Edition.objects.filter(report__slug=slug, number=number)
    if not found.exists():
        msg = f"There is no edition {edition}: name it as swansea-nd-01/1."
        raise CommandError(msg)
    return found.values("pk")
