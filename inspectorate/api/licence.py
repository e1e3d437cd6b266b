"""Under what terms answers may be used, told in each of them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from inspectorate.api.fields import Constant, Licence, WordingSerializer
from inspectorate.api.language import told_in
from inspectorate.api.pagination import ATTRIBUTION


@extend_schema_field(WordingSerializer)
class Attribution(Constant):
    """What to print beside a use, in the words of the licence."""

    def __init__(self, **kwargs: object) -> None:
        told = "What to print beside what you make of it."
        super().__init__(help_text=told, **kwargs)

    def told(self, language: str) -> dict[str, str]:
        return told_in(language, ATTRIBUTION)


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
