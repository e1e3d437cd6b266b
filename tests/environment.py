"""The environment the tests run in, whatever the caller's is.

pytest loads this by ``-p tests.environment`` (pyproject.toml), before pytest-django
reads the settings, which is before any conftest.py. DATABASE_URL alone is left as the
caller set it: that is how the suite runs on PostgreSQL.
"""

import os
import shutil
import signal
import tempfile

import pytest

FIXED = {
    "SECRET_KEY": "for-tests-only-" + "x" * 50,
    "DEBUG": "false",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "CSRF_TRUSTED_ORIGINS": "",
    "HTTPS": "false",
    "BEHIND_PROXY": "false",
    "EMAIL_URL": "",
    "EMAIL_FROM": "inspectorate@inspectorate.example",
    "SITE_ADDRESS": "https://inspectorate.example",
    "LOG_LEVEL": "WARNING",
    "SECOND_FACTOR": "true",
}

os.environ.update(FIXED)

# Who runs the tests in the background may have them ignore these, and a process would
# hand that on to the programs that tests start and stop.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

# Files that tests write go to a folder of this run. The parallel workers inherit the
# name from the process that started them, which alone removes the folder.
_STARTED_HERE = "PYTEST_XDIST_WORKER" not in os.environ
if _STARTED_HERE:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="inspectorate-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if _STARTED_HERE:
        shutil.rmtree(os.environ["DATA_DIR"], ignore_errors=True)
