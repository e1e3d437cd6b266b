from django.db import models
from django.utils.translation import gettext_lazy as _

from authorities.models import Service
from inspectorate.reports.models.edition import Edition


class SearchedText(models.Model):
    """The words of one part of a current edition in one language, each once.

    Its key is the order of results: see inspectorate/reports/search/index.py, which
    alone writes here. What it holds can be made again from the edition's document.
    """

    SEARCHED = ["words"]
    # Cut and folded before they are stored.
    SEARCHED_AS_STORED = True

    id = models.BigIntegerField(primary_key=True)
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.CASCADE,
        related_name="searched",
    )
    # SQLite reads the document of an edition on the way to what stands after it; from
    # here a search tells the services of 500 editions in a twentieth of that time.
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    words = models.TextField(_("words"))

    class Meta:
        verbose_name = _("searched text")
        verbose_name_plural = _("searched texts")

    def __str__(self) -> str:
        return str(self.pk)
