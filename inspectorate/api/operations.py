"""What the description of the API says of an address, beyond what its view says."""

from inspectorate.api import deprecation
from inspectorate.api.exports import ExportedList
from inspectorate.api.language import PARAMETER
from inspectorate.api.licence import OneOrMany
from inspectorate.api.rendering import CSV, JSONLines

FILES = {
    CSV.media_type: "Every row; docs/open-data.md tells its columns.",
    JSONLines.media_type: "Every row, a line each, as an object of `results`.",
}


class ViewSchema(deprecation.Schema):
    """Of what stands at an address of its own, which is told in one language too."""

    def _get_response_for_code(self, *args: object, **kwargs: object) -> dict:
        """A file is described as one: it is no page of a list."""
        response = super()._get_response_for_code(*args, **kwargs)
        for form, told in response.get("content", {}).items():
            if description := FILES.get(form):
                told["schema"] = {"type": "string", "description": description}
            if form == CSV.media_type and isinstance(self.view, ExportedList):
                told["example"] = ",".join(self.view.exported.names) + "\r\n"
        return response

    def get_override_parameters(self) -> list:
        parameters = super().get_override_parameters()
        is_one = getattr(self.view, "action", "") == "retrieve"
        is_told = is_one and isinstance(self.view, OneOrMany)
        return [*parameters, PARAMETER] if is_told else parameters
