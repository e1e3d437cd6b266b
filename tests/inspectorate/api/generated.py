"""A client that a stranger makes from a description of the API alone."""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import httpx
from django.test import Client

from inspectorate.wsgi import application

GENERATOR = [sys.executable, "-m", "openapi_python_client", "generate"]
# It asks the application itself, without a network.
HERE = {
    "base_url": "http://testserver",
    "httpx_args": {"transport": httpx.WSGITransport(app=application)},
}


@contextmanager
def generated(folder: Path, name: str, address: str) -> Iterator[ModuleType]:
    """The client as a module of this name."""
    generate(folder, name, address)
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))
        for known in [each for each in sys.modules if each.partition(".")[0] == name]:
            del sys.modules[known]


def generate(folder: Path, name: str, address: str) -> None:
    """From the description at an address, with not one warning."""
    description, config = folder / "schema.json", folder / "config.json"
    description.write_bytes(Client().get(address).content)
    # Without those that only make it look better.
    config.write_text(json.dumps({"post_hooks": []}), encoding="utf-8")
    ways = {"--path": description, "--config": config, "--output-path": folder / name}
    told = [str(part) for way in ways.items() for part in way]
    options = ["--meta", "none", "--fail-on-warning"]

    done = subprocess.run(
        [*GENERATOR, *told, *options], capture_output=True, text=True, check=False
    )

    assert "arning" not in done.stdout + done.stderr
    assert done.returncode == 0, done.stdout + done.stderr
