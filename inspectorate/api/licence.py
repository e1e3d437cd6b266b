"""Under what terms answers may be used, told in each of them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from inspectorate.api.fields import Constant, Licence, WordingSerializer
from inspectorate.api.language import told_in
from inspectorate.api.pagination import ATTRIBUTION, LICENCE
from inspectorate.reports.models import Edition


@extend_schema_field(WordingSerializer)
class Attribution(Constant):
    """What to print beside a use, in the words of the licence."""

    def __init__(self, **kwargs: object) -> None:
        told = "What to print beside what you make of it."
        super().__init__(help_text=told, **kwargs)

    def told(self, language: str) -> dict[str, str]:
        return told_in(language, ATTRIBUTION)


class AttributionOfTexts(Attribution):
    """Of what has a licence of its own: empty where that is another, or none, for these
    words would be untrue of it.
    """

    def to_representation(self, row: Edition) -> dict[str, str]:
        told = super().to_representation(row)
        return told if row.licence == LICENCE else dict.fromkeys(told, "")


class LicensedSerializer(serializers.Serializer):
    """For the answer about one thing; a list has these beside its rows."""

    licence = Licence()
    attribution = Attribution()


class OneOrMany:
    """A view whose answer about one thing tells what its lists tell of the whole."""

    one_serializer_class: type[LicensedSerializer]

    def get_serializer_class(self) -> type[serializers.Serializer]:
        if self.action == "retrieve":
            return self.one_serializer_class
        return super().get_serializer_class()
