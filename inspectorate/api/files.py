"""The forms of an edition, and where their files are."""

from django.utils import translation
from rest_framework import serializers

from inspectorate.api.fields import StatedChoice
from inspectorate.reports.models import EditionForm


class FormSerializer(serializers.Serializer):
    """A file in which an edition is kept; its digest stands in the register."""

    form = serializers.ChoiceField(EditionForm.Form.choices)
    language = StatedChoice(
        [("en", "English"), ("cy", "Welsh")],
        help_text="Null: it holds every language of the edition.",
    )
    name = serializers.CharField(help_text="The name of the file.")
    size = serializers.IntegerField(help_text="In bytes.")
    sha256 = serializers.CharField(help_text="The digest of the file.")
    made_with = serializers.CharField(help_text="The program that made it.")
    file = serializers.SerializerMethodField(help_text="Where the file is.")

    def get_file(self, form: EditionForm) -> str:
        with translation.override(form.language or "en"):
            path = form.get_absolute_url()
        return self.context["request"].build_absolute_uri(path)
