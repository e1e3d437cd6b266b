"""A field of a form that takes any number of files."""

from django import forms
from django.core.files import File


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Each file is looked at before it is kept, not here."""

    widget = FilesInput

    def clean(self, data: object, initial: object = None) -> list[File]:
        sent = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each) for each in sent if each]
