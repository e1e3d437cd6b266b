"""Lists of the site as files: all that the filters of a page leave, not one page of it,
written as it is read, with the columns of the open data.
"""

from collections.abc import Sequence

from django.db.models import Case, F, OuterRef, QuerySet, When
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from authorities.models import Authority
from inspectorate.opendata.column import STRING, Column
from inspectorate.opendata.extract import as_csv
from inspectorate.opendata.tables import TABLES
from inspectorate.public.authorities import AuthorityList
from inspectorate.public.list_file import as_file, faults, refused
from inspectorate.public.reports import ReportFilter, ReportList
from inspectorate.public.search import narrowed
from inspectorate.reports.models import Edition
from inspectorate.reports.search.finding import search
from inspectorate.reports.search.query import shown
from inspectorate.subqueries import Joined

EDITIONS, AUTHORITIES = TABLES["editions"], TABLES["authorities"]
# The open data have them in a table of their own, as an edition may have several: by
# their names in addresses, with a space between.
WHOM = Column(Edition, "authorities", "whom", like=STRING)


@require_safe
def report_data(request: HttpRequest) -> HttpResponse:
    found = ReportFilter(request.GET, ReportList.queryset, request=request)
    if not found.is_valid():
        return refused(faults(found))
    rows = EDITIONS.public().filter(pk__in=found.qs.order_by().values("pk"))
    return editions("reports", rows.order_by(*ReportList.order))


@require_safe
def search_data(request: HttpRequest) -> HttpResponse:
    """In the order of the search, and as many as that shows at most."""
    text = request.GET.get("q", "")
    narrowing, _chosen, sentences = narrowed(request.GET)
    if not shown(text):
        sentences.append(_("Write the words that you are looking for."))
    if sentences:
        return refused(sentences)
    keys = [hit.edition for hit in search(text, narrowing).hits]
    return editions("search", in_order(EDITIONS.public(), keys))


@require_safe
def authority_data(request: HttpRequest) -> HttpResponse:
    page = AuthorityList()
    page.setup(request)
    keys = [each.pk for each in page.get_queryset()]
    rows = in_order(AUTHORITIES.public(), keys)
    return as_file("authorities", as_csv(rows, AUTHORITIES.columns, ""))


def editions(name: str, rows: QuerySet) -> StreamingHttpResponse:
    about = Authority.objects.filter(editions=OuterRef("pk")).order_by("slug")
    rows = rows.annotate(whom=Joined(about.values(told=F("slug")), " "))
    return as_file(name, as_csv(rows, [*EDITIONS.columns, WHOM], ""))


def in_order(rows: QuerySet, keys: Sequence[int]) -> QuerySet:
    """Those that have these keys, in their order."""
    places = [When(pk=key, then=place) for place, key in enumerate(keys)]
    found = rows.filter(pk__in=keys)
    return found.order_by(Case(*places)) if places else found
