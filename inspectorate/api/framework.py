"""How REST framework and drf-spectacular are set up; settings.py hands it on."""

from inspectorate.api import codes

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["inspectorate.api.rendering.JSON"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "inspectorate.api.rendering.Negotiation",
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_FILTER_BACKENDS": ["inspectorate.api.parameters.StrictFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "inspectorate.api.pagination.Keyset",
    "DEFAULT_SCHEMA_CLASS": "inspectorate.api.operations.ViewSchema",
    "EXCEPTION_HANDLER": "inspectorate.api.errors.answer",
    "UNAUTHENTICATED_USER": None,
    # `format` is ours: inspectorate/api/rendering.py.
    "URL_FORMAT_OVERRIDE": None,
}
DESCRIPTION = {
    "TITLE": "Inspectorate",
    "DESCRIPTION": "Published inspections of public authorities, in Welsh and English.",
    "VERSION": "1.0.0",
    # Of the texts; the API tells the identifier in its answers.
    "LICENSE": {
        "name": "Open Government Licence v3.0",
        "identifier": "OGL-UK-3.0",
    },
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # No validator of another host.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
    "ENUM_NAME_OVERRIDES": codes.NAMES,
    # The casework API has a description of its own.
    "PREPROCESSING_HOOKS": ["inspectorate.api.casework.schema.public_alone"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "inspectorate.api.schema.describe",
    ],
}
