"""What the address of something withdrawn tells for ever: when it went, and why."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from inspectorate.public.register import address_of
from inspectorate.reports.models import Edition, Withdrawal
from inspectorate.reports.models.edition import EditionQuerySet


class MayBeWithdrawn:
    """A page of a report, of which nothing is left once that is withdrawn.

    It answers 410 then, and shows no word of the edition: not its title either, which
    may be what had to go.
    """

    def get(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            withdrawn = self.withdrawn().order_by("-withdrawal__pk").first()
            if withdrawn is None:
                raise
        return gone(request, withdrawn, is_one_edition="number" in kwargs)

    def withdrawn(self) -> EditionQuerySet:
        """The editions, one of which stood at this address."""
        return withdrawn_from(self.kwargs["slug"])


def withdrawn_from(slug: str) -> EditionQuerySet:
    """The editions of a report that may be told to be gone."""
    return withdrawn_editions().filter(report__slug=slug)


def withdrawn_editions() -> EditionQuerySet:
    editions = Edition.objects.withdrawn().defer("document")
    return editions.select_related("report", "withdrawal__register_entry")


def gone(
    request: HttpRequest, withdrawn: Edition, *, is_one_edition: bool
) -> HttpResponse:
    context = {
        "edition": withdrawn,
        "is_one_edition": is_one_edition,
        "in_register": entry_address(withdrawn.withdrawal),
    }
    return render(request, "public/withdrawal_page.html", context, status=410)


def entry_address(withdrawal: Withdrawal) -> str:
    """Empty for one that came in beside the register; verify_register names that."""
    entry = getattr(withdrawal, "register_entry", None)
    return address_of(entry) if entry else ""
