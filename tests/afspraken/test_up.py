"""`manage.py up` as a real program: it answers, survives the death of its parts, leaves nothing."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = "gunicorn"
PARTS = [WEB, "celery worker|celeryd", "celery beat"]  # also as setproctitle names them

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


class Running:
    """One `up` with its data directory, by which all its processes are recognised."""

    def __init__(self, data_dir: Path, port: int, process: subprocess.Popen[str]) -> None:
        self.data_dir = data_dir
        self.port = port
        self.process = process

    def pids(self) -> set[int]:
        return set(_processes_of(self.data_dir))

    def part(self, name: str) -> int:
        """The oldest process of that part: for gunicorn its master."""
        commands = _processes_of(self.data_dir)
        return min(
            (pid for pid, command in commands.items() if re.search(name, command)), default=0
        )

    def answers(self) -> bool:
        return _status(self.port) == 200

    def is_whole(self) -> bool:
        """Whether all of it is there: up, master, two for pages, worker, beat."""
        return self.answers() and len(self.pids()) >= 6


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Path:
    """An SQLite file with all tables, to copy."""
    data_dir = tmp_path_factory.mktemp("migrated")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"],
        cwd=ROOT,
        env=_environment(data_dir, port=8000),
        check=True,
    )
    return data_dir / "afspraken.sqlite3"


@pytest.fixture
def data_dir(tmp_path, migrated) -> Path:
    (tmp_path / migrated.name).write_bytes(migrated.read_bytes())
    return tmp_path


@pytest.fixture
def running(data_dir) -> Iterator[Running]:
    with start(data_dir) as up:
        yield up


@pytest.fixture(scope="module")
def lasting(tmp_path_factory, migrated) -> Iterator[Running]:
    """One for all tests that leave it running as they found it."""
    data_dir = tmp_path_factory.mktemp("lasting")
    (data_dir / migrated.name).write_bytes(migrated.read_bytes())
    with start(data_dir) as up:
        yield up


def test_prints_the_address_only_when_the_pages_answer(data_dir):
    port = free_port()
    process = launch(data_dir, port)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert f"http://localhost:{port}/" in line
        assert _status(port) == 200
    finally:
        clear(process, data_dir)


@pytest.mark.parametrize("part", PARTS)
def test_a_killed_part_comes_back(lasting, part):
    first = lasting.part(part)
    os.kill(first, signal.SIGKILL)
    eventually(lambda: lasting.part(part) not in {0, first})
    eventually(lasting.is_whole)


def test_a_killed_page_process_comes_back(lasting):
    master = lasting.part(WEB)
    before = children_of(master)
    os.kill(min(before), signal.SIGKILL)
    eventually(lambda: len(children_of(master)) == len(before) and children_of(master) != before)
    eventually(lasting.is_whole)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stops_clean_and_leaves_nothing(running, number):
    running.process.send_signal(number)
    assert running.process.wait(15) == 0
    assert running.pids() == set()


def test_killed_hard_it_leaves_no_orphan(running):
    running.process.kill()
    running.process.wait(5)
    eventually(lambda: running.pids() == set())


def test_ends_with_its_parent_when_asked(data_dir):
    port = free_port()
    command = [sys.executable, "manage.py", "up", "--with-parent"]
    script = f"import subprocess; subprocess.run({command!r})"
    parent = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env=_environment(data_dir, port)
    )
    try:
        eventually(lambda: _status(port) == 200)
        parent.kill()
        parent.wait(5)
        eventually(lambda: not _processes_of(data_dir))
    finally:
        clear(parent, data_dir)


def test_two_run_side_by_side(lasting, tmp_path_factory, migrated):
    other_dir = tmp_path_factory.mktemp("other")
    (other_dir / migrated.name).write_bytes(migrated.read_bytes())
    with start(other_dir) as other:
        assert lasting.answers()
        assert other.answers()


def test_refuses_the_same_data_twice(lasting):
    assert "draait al" in refusal(lasting.data_dir, free_port())


def test_a_taken_port_is_one_sentence(data_dir):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Poort {port} op 127.0.0.1 is niet vrij" in refusal(data_dir, port)


def test_a_wrong_setting_is_one_sentence(data_dir):
    assert "Instelling HOLD_MINUTES" in refusal(data_dir, free_port(), HOLD_MINUTES="tien")


def test_a_database_server_that_is_not_there_is_one_sentence(tmp_path):
    gone = {"DATABASE_URL": "postgresql://user:geheim@127.0.0.1:1/db", "SECRET_KEY": "x" * 40}
    sentence = refusal(tmp_path, free_port(), **gone)
    assert "Instelling DATABASE_URL klopt niet: de database antwoordt niet" in sentence
    assert "geheim" not in sentence


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BROKER_URL", "redis://:geheim@127.0.0.1:1/0"),
        ("BROKER_URL", "amqp://user:geheim@127.0.0.1:1//"),
        ("CACHE_URL", "redis://:geheim@127.0.0.1:1/0"),
        ("HOST", "192.0.2.1"),
        ("HOST", "nergens.invalid"),
    ],
)
def test_a_server_that_is_not_there_is_one_sentence(data_dir, name, value):
    sentence = refusal(data_dir, free_port(), **{name: value})
    assert f"Instelling {name} klopt niet" in sentence
    assert "geheim" not in sentence


def test_an_old_database_is_one_sentence(tmp_path):
    assert "niet bijgewerkt" in refusal(tmp_path, free_port())


def test_the_clock_asks_and_a_worker_does(data_dir):
    """A visit that ended long ago is gone soon after the start, by a nightly job."""
    database = data_dir / "afspraken.sqlite3"
    with closing(sqlite3.connect(database)) as rows, rows:
        rows.execute("INSERT INTO django_session VALUES ('old', 'x', '2020-01-01 00:00:00')")
    with start(data_dir), closing(sqlite3.connect(database)) as rows:
        count = "SELECT count(*) FROM django_session"
        eventually(lambda: rows.execute(count).fetchone() == (0,))


def test_prepare_makes_the_tables(tmp_path):
    with start(tmp_path, "--prepare") as up:
        assert up.answers()


@contextmanager
def start(data_dir: Path, *options: str) -> Iterator[Running]:
    port = free_port()
    process = launch(data_dir, port, *options)
    try:
        up = Running(data_dir, port, process)
        eventually(up.answers)
        eventually(up.is_whole)
        yield up
    finally:
        clear(process, data_dir)


def launch(data_dir: Path, port: int, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "up", *options],
        cwd=ROOT,
        env=_environment(data_dir, port),
        stdout=subprocess.PIPE,
        text=True,
    )


def clear(process: subprocess.Popen[str], data_dir: Path) -> None:
    """Whatever the test found: nothing it started stays behind."""
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
    for pid in _processes_of(data_dir):
        os.kill(pid, signal.SIGKILL)


def refusal(data_dir: Path, port: int, **settings: str) -> str:
    """What it says when it does not start: one line, exit code 2."""
    result = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT,
        env=_environment(data_dir, port) | settings,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 2, result.stderr
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


def eventually(holds: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def children_of(parent: int) -> set[int]:
    return {
        int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    }


def _environment(data_dir: Path, port: int) -> dict[str, str]:
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    keep["SPT_NOENV"] = "1"  # setproctitle, if there, must not write over what tells them apart
    return keep | {"DATA_DIR": str(data_dir), "PORT": str(port), "WEB_WORKERS": "2"}


def _processes_of(data_dir: Path) -> dict[int, str]:
    """Living processes with this data directory in their environment, with their command."""
    mark = f"DATA_DIR={data_dir}\0".encode()
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes():
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue  # ended meanwhile, or of another user
    return {pid: command for pid, command in found.items() if command}


def _status(port: int) -> int:
    asker = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        asker.request("GET", "/gezond/")
        return asker.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        asker.close()
