"""The whole system as its users meet it: real processes, real HTTP, a database of its own."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import psycopg

ROOT = Path(__file__).resolve().parents[2]
MOST_ATTEMPTS = 50


class Site:
    """One `manage.py up` with its own data directory, database and port."""

    def __init__(self, folder: Path, *, postgres: str = "", **env: str) -> None:
        """`postgres` is the address of a server; empty means SQLite in the folder."""
        self.folder = folder
        self.port = _free_port()
        self.log = folder / "site.log"
        self.up: subprocess.Popen[bytes] | None = None
        self.database = _new_database(postgres) if postgres else ""
        self.env = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "SECRET_KEY": "only-for-proofs-" * 3,
            "HOLDS_PER_NETWORK": "100000",
            "LOOKS_PER_NETWORK": "1000000",
            "WEB_WORKERS": "3",
            **({"DATABASE_URL": self.database} if self.database else {}),
            **env,
        }

    def start(self, *, prepare: bool = False) -> None:
        """Start everything and wait until the pages answer."""
        options = ["--prepare"] if prepare else []
        with self.log.open("ab") as log:
            self.up = subprocess.Popen(
                [sys.executable, "manage.py", "up", *options],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.wait_until_healthy(240 if prepare else 60)  # making all tables takes its time

    def wait_until_healthy(self, seconds: float) -> float:
        """Wait for the pages; returns how long that took. Fails the test after `seconds`."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            with suppress(OSError, http.client.HTTPException):
                if Browser(self).get("/gezond/") == 200:
                    return time.monotonic() - began
            time.sleep(0.1)
        raise AssertionError(f"the site did not answer:\n{self.log.read_text()[-3000:]}")

    def stop(self) -> None:
        """Stop everything; a database on a server stays until that server goes."""
        if self.up is not None and self.up.poll() is None:
            self.up.send_signal(signal.SIGTERM)
            self.up.wait(30)

    def crash(self) -> None:
        """End everything at once, as when the machine fails."""
        assert self.up is not None
        kill_tree(self.up.pid)
        self.up.wait(30)

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command beside the running site."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def build(self, **town: object) -> None:
        """Make a town with a passport; see `tests.proofs.town.build`."""
        words = ", ".join(f"{name}={value!r}" for name, value in town.items())
        done = self.manage("shell", "-c", f"from tests.proofs.town import build; build({words})")
        assert done.returncode == 0, done.stderr

    def check(self) -> None:
        """Every derived row agrees and no lane is occupied twice."""
        done = self.manage("check_integrity")
        assert done.returncode == 0, done.stdout + done.stderr

    def count(self, query: str) -> int:
        """The number that a question in Python gives: `Afspraak.objects.count()`."""
        done = self.manage(
            "shell", "-v", "0", "-c", f"from afspraken.models import *; print({query})"
        )
        assert done.returncode == 0, done.stderr
        return int(done.stdout.split()[-1])

    def processes(self, words: str) -> list[int]:
        """Process ids below this site whose command line holds these words."""
        assert self.up is not None
        return [pid for pid in below(self.up.pid) if words in _command(pid)]


class Browser:
    """One visitor without JavaScript: follows pages, keeps cookies, never retries by itself."""

    def __init__(self, site: Site, address: str = "") -> None:
        self.site = site
        self.cookies: dict[str, str] = {}
        self.address = address
        self.html = ""
        self.at = ""
        self.statuses: list[int] = []

    def get(self, path: str) -> int:
        """Open a page; returns the status of the last answer, after redirects."""
        return self._ask("GET", path)

    def post(self, path: str, **fields: Any) -> int:
        """Send a form with the token of the last page; returns the status after redirects."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.html)
        token = found[1] if found else self.cookies.get("csrftoken", "")
        body = urlencode({"csrfmiddlewaretoken": token, **fields}, doseq=True)
        return self._ask("POST", path, body)

    def offers(self) -> list[str]:
        """The tokens of the times on the page."""
        return [unescape(t) for t in re.findall(r'name="aanbod" value="([^"]+)"', self.html)]

    def book(self, name: str, *, pick: int = 0, sms: str = "") -> int:
        """Walk from the first page to the last, taking one of the first free times.

        Returns the status of the first page that is not as hoped, or 200 when it is booked.
        """
        status = self.look()
        return self.take(name, pick=pick, sms=sms) if status == 200 else status

    def look(self) -> int:
        """Go to the page with times; returns its status."""
        self.get("/wat/?product=paspoort")
        return self.post("/wat/", product="paspoort", verder="1")

    def take(self, name: str, *, pick: int = 0, sms: str = "") -> int:
        """From the page with times to the last; returns as `book`. Told by mail, or by `sms`."""
        offers = self.offers()
        if not offers:
            return 404
        status = self.post("/wanneer/", aanbod=offers[pick % len(offers)])
        if self.at != "/gegevens/":
            return status
        way = {"voorkeur": "EMAIL", "email": f"{uuid4().hex[:12]}@example.nl"}
        if sms:
            way = {"voorkeur": "SMS", "telefoon": sms}
        status = self.post("/gegevens/", voor_wie="zelf", naam=name, **way)
        if self.at != "/controle/":
            return status
        found = re.search(r'name="sleutel" value="([^"]+)"', self.html)
        return self.post("/controle/", sleutel=found[1] if found else "")

    def take_what_is_left(self, name: str, *, pick: int = 0) -> bool:
        """Try until a time is booked, or no time is offered any more; returns which."""
        for attempt in range(MOST_ATTEMPTS):
            self.take(name, pick=pick + attempt)
            if self.is_done:
                return True
            self.look()
            if self.at == "/wanneer/" and not self.offers():
                return False
        raise AssertionError(f"neither booked nor full after {self.statuses}")

    @property
    def is_done(self) -> bool:
        """True when the last page says that the appointment is made."""
        return self.at == "/klaar/" and self.statuses[-1] == 200

    @property
    def manage_path(self) -> str:
        """The secret link on the last page."""
        found = re.search(r'href="(/afspraak/[^/"]+/)"', self.html)
        assert found, self.html[:500]
        return found[1]

    def _ask(self, method: str, path: str, body: str = "", hops: int = 5) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if self.address:
            headers["X-Forwarded-For"] = self.address
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://localhost:{self.site.port}"
            headers["Host"] = f"localhost:{self.site.port}"
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            for line in answer.msg.get_all("Set-Cookie", []):
                for name, morsel in SimpleCookie(line).items():
                    self.cookies[name] = morsel.value
            self.html = answer.read().decode()
            self.at = path.partition("?")[0]
            self.statuses.append(answer.status)
            if answer.status in (301, 302, 303) and hops:
                return self._ask("GET", answer.headers["Location"], hops=hops - 1)
            return answer.status
        finally:
            connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _new_database(server: str) -> str:
    """A new empty database on a server; returns its address."""
    name = f"proef_{uuid4().hex[:10]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return re.sub(r"/postgres(?=\?|$)", f"/{name}", server)


def below(pid: int) -> list[int]:
    """All processes that descend from this one."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        below = children.get(todo.pop(), [])
        found += below
        todo += below
    return found


def kill_tree(pid: int) -> None:
    """kill -9, the parent first, so that it cannot tell its children to finish; waits for the end.

    It is halted before, or it would start a child while its children are listed.
    """
    os.kill(pid, signal.SIGSTOP)
    victims = [pid, *below(pid)]
    for victim in victims:
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    while any(_command(victim) for victim in victims):
        time.sleep(0.02)


def _command(pid: int) -> str:
    with suppress(OSError):
        return (Path("/proc") / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""
