import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMMANDS = {"demo", "help", "lint", "manage", "serve", "test", "worker"}


def run(*arguments: str, script: Path = ROOT / "run", **environment: str) -> str:
    """Return what ./run printed, both streams, after its exit code on a first line."""
    done = subprocess.run(
        [script, *arguments],
        check=False,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    return f"exit {done.returncode}\n{done.stdout}"


def write_script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def fake_python(path: Path, version: str, state: str = "new") -> None:
    """Write a program that answers ./run's question, and tells when it is used."""
    write_script(
        path,
        f"case $2 in *ensurepip*) printf '%s\\n' {version} \"$0\" {state} ;;\n"
        '*) echo "used: $0" >&2; exit 9 ;; esac',
    )


@pytest.fixture
def bare_machine(tmp_path: Path) -> dict[str, str]:
    """An environment with no Python at all and nothing installed."""
    for name in ["cat", "cmp", "dirname", "mkdir", "rm"]:
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    return {
        "PATH": str(tmp_path / "bin"),
        "PYENV_ROOT": str(tmp_path / "pyenv"),
        "PYTHON": "",
        "VENV": str(tmp_path / "venv"),
    }


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in a path with a space, whose manage.py prints its environment.

    It uses the packages of the tests, so nothing is installed.
    """
    if not Path(sys.prefix, "installed").exists():
        pytest.skip("these tests were not started by ./run test")
    folder = tmp_path / "a checkout"
    folder.mkdir()
    for name in ["run", "requirements.txt", "requirements-dev.txt"]:
        shutil.copy(ROOT / name, folder)
    (folder / "manage.py").write_text(
        "import json, os, sys; print(json.dumps([sys.argv[1:], dict(os.environ)]))"
    )
    return folder


def manage(checkout: Path, *arguments: str, **environment: str) -> tuple[list, dict]:
    printed = run(
        "manage",
        *arguments,
        script=checkout / "run",
        **{"VENV": sys.prefix, "PYTHON": "", **environment},
    )
    code, _, answer = printed.partition("\n")
    assert code == "exit 0", printed
    return tuple(json.loads(answer))


def test_help_without_a_command_lists_every_command() -> None:
    printed = run()
    assert printed.startswith("exit 0\n")
    listed = re.findall(r"^  ([a-z]+) ", printed, flags=re.MULTILINE)
    assert set(listed) == COMMANDS
    assert run("help") == printed


def test_help_lists_every_command_the_documentation_names() -> None:
    named = {
        (command, page.name)
        for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
        for command in re.findall(r"\./run ([a-z]+)", page.read_text())
    }
    assert {(command, page) for command, page in named if command not in COMMANDS} == (
        set()
    )


def test_run_with_an_unknown_command_names_it() -> None:
    assert run("dance") == (
        'exit 2\n./run: there is no command "dance"; ./run help lists them.\n'
    )


def test_demo_on_a_taken_port_stops_before_anything_else(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        # Nothing is installed and no data folder made, for the port comes first.
        printed = run(
            "demo",
            f"--port={port}",
            VENV=str(tmp_path / "venv"),
            DATA_DIR=str(tmp_path / "data"),
        )
    assert printed == (
        f"exit 1\n./run: port {port} is taken by another program. End that program, or "
        f"choose another port: ./run demo --port {port + 1}\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["", "0", "65536", "123456", "eighty", "80 80", "-1"])
def test_demo_with_a_port_that_is_none_is_refused(port: str) -> None:
    printed = run("demo", "--port", port)
    assert printed.startswith(f'exit 2\n./run: "{port}" is not a port')


@pytest.mark.parametrize("count", ["0", "no", "65", "-1", "2 2"])
def test_serve_with_a_count_that_is_none_is_refused(count: str) -> None:
    printed = run("serve", VENV=sys.prefix, WEB_WORKERS=count)
    assert printed == (
        f'exit 2\n./run: WEB_WORKERS is "{count}": give a number from 1 to 64.\n'
    )


def test_demo_with_an_unknown_option_is_refused() -> None:
    assert run("demo", "--fast").startswith(
        'exit 2\n./run: demo does not know "--fast"'
    )


def test_run_without_any_python_says_which_to_install(
    bare_machine: dict[str, str],
) -> None:
    printed = run("manage", "check", **bare_machine)
    assert printed.startswith(
        "exit 1\n./run: Inspectorate needs Python 3.11, 3.12 or 3.13. Found:\n"
        "  none at all\nInstall one of them"
    )


def test_run_with_old_and_broken_pythons_names_what_it_found(
    bare_machine: dict[str, str], tmp_path: Path
) -> None:
    write_script(
        tmp_path / "bin/python3.13", "echo 'pyenv: command not found' >&2; exit 127"
    )
    fake_python(tmp_path / "pyenv/versions/3.12.4/bin/python", "3.12.4", "incomplete")
    fake_python(tmp_path / "bin/python3", "3.9.2", "old")
    printed = run("manage", "check", **bare_machine)
    assert "Found:\n  python3.13: does not start\n  3.12.4 (" in printed
    assert "/python): lacks venv, ensurepip, sqlite3 or ssl\n  3.9.2 (" in printed
    assert "/python3): too old\n" in printed
    assert not (tmp_path / "venv").exists()


def test_run_past_a_dead_shim_takes_the_newest_of_pyenv(
    bare_machine: dict[str, str], tmp_path: Path
) -> None:
    write_script(tmp_path / "bin/python3.12", "exit 127")
    for version in ["3.12.9", "3.12.10", "3.11.7"]:
        fake_python(tmp_path / f"pyenv/versions/{version}/bin/python", version)
    fake_python(tmp_path / "bin/python3", "3.12.1")
    printed = run("manage", "check", **bare_machine)
    assert f"used: {tmp_path}/pyenv/versions/3.12.10/bin/python\n" in printed


def test_run_with_python_named_that_is_missing_says_so(
    bare_machine: dict[str, str], tmp_path: Path
) -> None:
    fake_python(tmp_path / "bin/python3.13", "3.13.1")
    printed = run("manage", "check", **{**bare_machine, "PYTHON": "/no/python"})
    assert "PYTHON names no usable Python" in printed
    assert "/no/python: no such program" in printed


def test_run_with_a_folder_of_somebody_else_as_venv_leaves_it_alone(
    bare_machine: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv/letter.txt").write_text("mine")
    printed = run("manage", "check", **{**bare_machine, "PYTHON": sys.executable})
    assert "is there but was not made by ./run" in printed
    assert (tmp_path / "venv/letter.txt").read_text() == "mine"


def test_manage_in_a_path_with_spaces_hands_on_its_arguments(checkout: Path) -> None:
    arguments, _ = manage(checkout, "import_reports", "two words", "*", "")
    assert arguments == ["import_reports", "two words", "*", ""]


def test_manage_reads_env_file_as_text_below_the_environment(checkout: Path) -> None:
    (checkout / ".env").write_bytes(
        b"# comment\n\nT_PLAIN=one # two\nT_QUOTED=\"a 'b'\"\r\nT_SINGLE='x=y'\n"
        b"T_COMMAND=$(touch gone) `id` $HOME \\n\nT_SET=file\nT_EMPTY=\nT_LAST=end"
    )
    _, environment = manage(checkout, T_SET="environment")
    assert {name: environment[name] for name in environment if name[:2] == "T_"} == {
        "T_PLAIN": "one # two",
        "T_QUOTED": "a 'b'",
        "T_SINGLE": "x=y",
        "T_COMMAND": "$(touch gone) `id` $HOME \\n",
        "T_SET": "environment",
        "T_EMPTY": "",
        "T_LAST": "end",
    }


@pytest.mark.parametrize(
    "line", ["SECRET_KEY", "1A=b", "A B=c", "=c", "$(id)=c", " A=b"]
)
def test_manage_with_a_senseless_line_in_env_file_names_the_line(
    checkout: Path, line: str
) -> None:
    (checkout / ".env").write_text(f"A=b\n{line}\n")
    printed = run("manage", script=checkout / "run", VENV=sys.prefix, PYTHON="")
    assert printed == "exit 1\n./run: line 2 of .env is not of the form NAME=value.\n"


@pytest.mark.slow
def test_run_killed_while_installing_starts_anew_and_then_at_once(
    tmp_path: Path,
) -> None:
    environment = {"VENV": str(tmp_path / "v e n v"), "PYTHON": sys.executable}
    first = subprocess.Popen(
        [ROOT / "run", "manage", "help"],
        env={**os.environ, **environment},
        start_new_session=True,
    )
    while not list(tmp_path.glob("*/lib/*/site-packages/django")):
        assert first.poll() is None
        time.sleep(0.05)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()

    assert "Installing the locked packages" in run("manage", "help", **environment)
    started = time.monotonic()
    assert "Installing" not in run("manage", "help", **environment)
    assert time.monotonic() - started < 10


@pytest.fixture(scope="module")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all demos: the first fills it, which takes most of a minute."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def demo(demo_data: Path) -> Iterator[subprocess.Popen]:
    """The demo on a free port, in its own session."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DATA_DIR": str(demo_data), "VENV": sys.prefix}
    environment.pop("DATABASE_URL", None)
    with subprocess.Popen(
        [ROOT / "run", "demo", "--port", str(port)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        yield process
        process.terminate()


def read_until(process: subprocess.Popen, text: str) -> str:
    printed = ""
    for line in process.stdout:
        printed += line
        if text in line:
            return printed
    pytest.fail(f"the demo ended before it printed {text!r}:\n{printed}")


def living() -> list[tuple[int, int, int]]:
    """The number, parent and group of each process that is not a zombie."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name, in brackets, may hold anything; after it come plain words.
            state, parent, group = path.read_text().rpartition(") ")[2].split()[:3]
        except OSError:
            continue  # it has ended meanwhile
        if state != "Z":
            found.append((int(path.parent.name), int(parent), int(group)))
    return found


def led_by(process: subprocess.Popen) -> list[int]:
    """The children that lead a group of their own: the server, then the worker."""
    return sorted(
        pid for pid, parent, group in living() if parent == process.pid and pid == group
    )


def members_of(groups: list[int]) -> list[int]:
    return [pid for pid, _, group in living() if group in groups]


def left_of(groups: list[int]) -> list[int]:
    """Those that live on ten seconds after they were told to end."""
    until = time.monotonic() + 10
    while (left := members_of(groups)) and time.monotonic() < until:
        time.sleep(0.1)
    return left


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sent", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
)
def test_demo_ended_by_a_signal_leaves_nothing_running(
    demo: subprocess.Popen, sent: signal.Signals, code: int
) -> None:
    printed = read_until(demo, "To start afresh")
    assert [f"{n} of 4: " in printed for n in (1, 2, 3, 4)] == [True] * 4
    assert "lead_inspector@demo.example" in printed.partition("API guide")[2]
    address = re.search(r"Public site +(\S+)", printed)[1]
    assert f"{address}admin/" in printed
    groups = led_by(demo)
    assert len(groups) == 2
    demo.send_signal(sent)
    assert demo.wait(timeout=20) == code
    assert left_of(groups) == []


@pytest.mark.slow
def test_demo_whose_server_is_killed_ends_the_worker_and_says_so(
    demo: subprocess.Popen,
) -> None:
    read_until(demo, "API guide")
    server, worker = led_by(demo)
    assert len(members_of([server])) > 1
    os.kill(server, signal.SIGKILL)
    assert demo.wait(timeout=20) == 1
    assert "The web server has ended by itself" in demo.stdout.read()
    assert left_of([server, worker]) == []
