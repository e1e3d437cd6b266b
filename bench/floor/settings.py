"""Those of the site; what stands between the server and a view, wsgi.py takes away."""

from inspectorate.settings import *  # noqa: F403 - all of them

ROOT_URLCONF = "floor.urls"
