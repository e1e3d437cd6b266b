"""The list of authorities, and the page of one."""

import unicodedata
from collections.abc import Sequence

from django.db.models import Count, Prefetch, Q
from django.views.generic import DetailView, ListView

from authorities.models import Alias, Authority
from inspectorate.public.oversight import give_levels
from inspectorate.public.profile import profile
from inspectorate.reports.models import Edition
from inspectorate.reports.search.authorities import Names

# Longer than any name.
LONGEST = 100


class AuthorityList(ListView):
    """By name in the page's language, each with its number of reports and where it
    stands; those alone that have the letters of `q` in one of their names.
    """

    template_name = "public/authority_list.html"
    like: Sequence[Authority] = ()

    def get_queryset(self) -> list[Authority]:
        current = Edition.objects.published().current()
        reports = Count("editions", filter=Q(editions__in=current))
        names = Prefetch("aliases", Alias.objects.exclude(kind=Alias.Kind.URN))
        found = Authority.objects.by_name().annotate(report_count=reports)
        authorities = list(found.prefetch_related(names))
        self.total = len(authorities)
        if self.wanted:
            authorities = self.found_among(authorities)
        give_levels(authorities)
        return authorities

    def found_among(self, authorities: list[Authority]) -> list[Authority]:
        """By letters; else by a form of a name, as a search does, which also tells what
        may be meant (`like`).
        """
        found = [each for each in authorities if is_called(each, self.wanted)]
        if found:
            return found
        named, self.like = Names().meant(self.wanted)
        return [each for each in authorities if each in named]

    @property
    def wanted(self) -> str:
        return self.request.GET.get("q", "").strip()[:LONGEST]

    def get_context_data(self, **kwargs: object) -> dict:
        told = {"wanted": self.wanted, "total": self.total, "like": self.like}
        return super().get_context_data(**told, **kwargs)


def is_called(authority: Authority, wanted: str) -> bool:
    """Whether a name, here or former, or a code of it has these letters."""
    letters = folded(wanted)
    names = [
        *authority.name,
        *authority.formal_name,
        authority.locative_cy,
        authority.gss_code or "",
        *(alias.text for alias in authority.aliases.all()),
    ]
    return bool(letters) and any(letters in folded(name) for name in names)


def folded(text: str) -> str:
    """Its letters and digits alone: Ynys Mon is Ynys Môn, and Tor-faen is Torfaen."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if each.isalnum())


class AuthorityPage(DetailView):
    model = Authority
    template_name = "public/authority_page.html"

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**profile(self.object), **kwargs)
