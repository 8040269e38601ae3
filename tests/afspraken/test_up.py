"""`manage.py up` as a real program: it answers, survives the death of its parts, leaves nothing.

Starting everything takes seconds, so one is shared by all tests that leave it as they found it.
"""

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
from django.core.management import CommandError

from afspraken.conf import backup
from afspraken.management.commands import up

ROOT = Path(__file__).resolve().parents[2]
WEB = "gunicorn"
PARTS = [WEB, "celery worker|celeryd", "celery beat"]  # also as setproctitle names them

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


class Running:
    """One `up` with its data directory, by which all its processes are recognised.

    `said` is its first line, and `answered` whether the pages did when it was printed.
    """

    def __init__(self, data_dir: Path, port: int, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.data_dir = data_dir
        self.port = port
        self.process = process
        self.said = process.stdout.readline()
        self.answered = self.answers()

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
def lasting(tmp_path_factory) -> Iterator[Running]:
    """One for all tests that leave it running as they found it; it made its tables itself."""
    with start(tmp_path_factory.mktemp("lasting"), "--prepare") as site:
        yield site


@pytest.fixture
def data_dir(tmp_path, lasting) -> Path:
    """Another one, with tables."""
    backup.make(database_in(lasting.data_dir), database_in(tmp_path))
    return tmp_path


@pytest.fixture
def running(data_dir) -> Iterator[Running]:
    with start(data_dir) as site:
        yield site


def test_prepare_makes_the_tables_and_prints_the_address_only_when_the_pages_answer(lasting):
    assert f"http://localhost:{lasting.port}/" in lasting.said
    assert lasting.answered


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


def test_the_clock_asks_and_a_worker_does(lasting):
    """A visit that ended long ago is gone soon after the clock starts, by a nightly job."""
    with closing(sqlite3.connect(database_in(lasting.data_dir))) as rows:
        with rows:
            rows.execute("INSERT INTO django_session VALUES ('old', 'x', '2020-01-01 00:00:00')")
        os.kill(lasting.part("celery beat"), signal.SIGKILL)
        count = "SELECT count(*) FROM django_session WHERE session_key = 'old'"
        eventually(lambda: rows.execute(count).fetchone() == (0,))
    eventually(lasting.is_whole)


def test_stops_clean_and_leaves_nothing(running):
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(15) == 0
    assert running.pids() == set()


def test_two_run_side_by_side_and_one_that_is_killed_hard_leaves_no_orphan(lasting, running):
    assert lasting.answers()
    assert running.answers()
    running.process.kill()
    running.process.wait(5)
    eventually(lambda: running.pids() == set())
    assert lasting.is_whole()


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


def test_refuses_the_same_data_twice(lasting):
    assert "draait al" in refusal(lasting.data_dir)


def test_a_wrong_setting_is_one_sentence(tmp_path):
    assert "Instelling HOLD_MINUTES" in refusal(tmp_path, HOLD_MINUTES="tien")


def test_a_database_server_that_is_not_there_is_one_sentence(tmp_path):
    gone = {"DATABASE_URL": "postgresql://user:geheim@127.0.0.1:1/db", "SECRET_KEY": "x" * 40}
    sentence = refusal(tmp_path, **gone)
    assert "Instelling DATABASE_URL klopt niet: de database antwoordt niet" in sentence
    assert "geheim" not in sentence


def test_a_cache_that_is_not_there_is_one_sentence(tmp_path):
    sentence = refusal(tmp_path, CACHE_URL="redis://:geheim@127.0.0.1:1/0")
    assert "Instelling CACHE_URL klopt niet" in sentence
    assert "geheim" not in sentence


def test_an_old_database_is_one_sentence(tmp_path):
    assert "niet bijgewerkt" in refusal(tmp_path)


@pytest.mark.parametrize(
    "address", ["redis://:geheim@127.0.0.1:1/0", "amqp://user:geheim@127.0.0.1:1//"]
)
def test_a_broker_that_is_not_there_is_refused(settings, capfd, address):
    settings.BROKER_URL = address
    assert "Instelling BROKER_URL klopt niet" in refused(up.require_broker)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("host", ["192.0.2.1", "nergens.invalid"])
def test_an_address_of_another_machine_is_refused(settings, host):
    settings.HOST = host
    assert f"Instelling HOST klopt niet: '{host}'" in refused(up.listening_socket)


def test_a_taken_port_is_refused(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.PORT = taken.getsockname()[1]
        assert f"Poort {settings.PORT} op 127.0.0.1 is niet vrij" in refused(up.listening_socket)


@contextmanager
def start(data_dir: Path, *options: str) -> Iterator[Running]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "up", *options],
        cwd=ROOT,
        env=_environment(data_dir, port),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        site = Running(data_dir, port, process)
        eventually(site.is_whole)
        yield site
    finally:
        clear(process, data_dir)


def clear(process: subprocess.Popen[str], data_dir: Path) -> None:
    """Whatever the test found: nothing it started stays behind."""
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
    for pid in _processes_of(data_dir):
        os.kill(pid, signal.SIGKILL)


def refusal(data_dir: Path, **settings: str) -> str:
    """What it says when it does not start: one line, exit code 2."""
    result = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT,
        env=_environment(data_dir, free_port()) | settings,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 2, result.stderr
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


def refused(step: Callable[[], object]) -> str:
    """What one step of the start says when it cannot: one line, exit code 2."""
    with pytest.raises(CommandError) as caught:
        step()
    assert caught.value.returncode == 2
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert "geheim" not in sentence
    return sentence


def database_in(data_dir: Path) -> Path:
    return data_dir / "afspraken.sqlite3"


def eventually(holds: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


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
