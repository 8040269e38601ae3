"""Runs the whole system on one machine: pages, jobs and the clock of the jobs."""

import errno
import fcntl
import socket
import sys
from http.client import HTTPConnection, HTTPException
from time import monotonic
from typing import Any

from celery import Celery
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from afspraken.conf.supervisor import Child, Supervisor, end_with_parent
from afspraken.rechten import groepen

WAIT = 60.0  # seconds until the pages must answer
PATIENCE = 3.0  # seconds that a broker gets to answer


class Command(BaseCommand):
    help = "Start de website, de taken en de klok. Ctrl-C stopt alles."
    requires_system_checks = ()  # of the code, by `make check`: they load every page

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="Werk eerst de database bij; met DEMO=1 komt in een lege de voorbeeldgemeente.",
        )
        parser.add_argument(
            "--with-parent",
            action="store_true",
            help="Stop ook als het programma stopt dat dit startte.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["with_parent"]:
            end_with_parent()
        with open(settings.DATA_DIR / "up.lock", "w") as lock, listening_socket() as sock:
            claim(lock.fileno())
            require_cache()
            require_broker()
            prepare_database() if options["prepare"] else require_database()
            connection.close()
            supervisor = Supervisor(self.say)
            supervisor.listen()
            try:
                supervisor.start(website(sock.fileno()))
                if self.wait_for_pages(supervisor):
                    supervisor.start(*jobs())
                    self.say(f"Afspraken draait op {settings.PUBLIC_URL}/ (Ctrl-C stopt).")
                    supervisor.watch()
            finally:
                supervisor.stop()
        self.say("Afspraken is gestopt.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def wait_for_pages(self, supervisor: Supervisor) -> bool:
        """True once the pages answer, False if asked to stop before.

        Raises: CommandError if they do not answer in time.
        """
        deadline = monotonic() + WAIT
        supervisor.watch(until=lambda: is_healthy() or monotonic() > deadline)
        if monotonic() > deadline:
            raise CommandError("De website start niet; zie de regels hierboven.", returncode=1)
        return not supervisor.is_stopping


def website(fd: int) -> Child:
    """gunicorn, on a socket that outlives it; the pages are loaded once and then shared."""
    command = [
        *(sys.executable, "-m", "gunicorn", "afspraken.conf.wsgi", "--preload"),
        *("--bind", f"fd://{fd}"),
        *("--workers", str(settings.WEB_WORKERS)),
        *("--threads", str(settings.WEB_THREADS)),
        *("--graceful-timeout", "5"),
        *("--limit-request-line", "8190"),
        *("--log-level", "warning"),
        "--no-control-socket",
    ]
    return Child("De website", command, pass_fds=(fd,))


def jobs() -> list[Child]:
    """The worker and its clock. Threads: one process, so nothing is left of a killed worker."""
    celery = [sys.executable, "-m", "celery", "-q", "-A", "afspraken.conf.celery"]
    lean = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    worker = [*celery, "worker", "-P", "threads", "-c", "4", "-l", "WARNING", *lean]
    beat = [*celery, "beat", "-S", "celery.beat.Scheduler", "-l", "WARNING"]
    return [Child("De taken", worker), Child("De klok", beat)]


def missing_migrations() -> bool:
    """Raises: CommandError if the database does not answer."""
    try:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        sentence = f"Instelling DATABASE_URL klopt niet: de database antwoordt niet ({reason})."
        raise CommandError(sentence, returncode=2) from error


def require_database() -> None:
    """Raises: CommandError if the database does not answer or lacks a migration."""
    if missing_migrations():
        raise CommandError(
            "De database is niet bijgewerkt: voer eerst 'manage.py migrate' uit.", returncode=2
        )


def require_cache() -> None:
    """Raises: CommandError if the counters that all processes share cannot be kept."""
    try:
        cache.set("up", 1, timeout=1)
    except Exception as error:  # each kind of cache has its own
        sentence = "Instelling CACHE_URL klopt niet: de cache antwoordt niet."
        raise CommandError(sentence, returncode=2) from error


def require_broker() -> None:
    """Raises: CommandError if there is a broker to reach and it does not answer."""
    if settings.BROKER_URL.startswith("filesystem:"):
        return
    try:
        app = Celery(set_as_current=False)
        with app.connection(settings.BROKER_URL, connect_timeout=PATIENCE) as broker:
            broker.ensure_connection(max_retries=1, timeout=PATIENCE)
    except Exception as error:  # each kind of broker has its own
        sentence = "Instelling BROKER_URL klopt niet: de broker antwoordt niet."
        raise CommandError(sentence, returncode=2) from error


def prepare_database() -> None:
    """Bring the tables up to date; in a demonstration fill empty ones with the example town."""
    if missing_migrations():
        call_command("migrate", verbosity=0)
    else:
        groepen.ship()  # what a role may can change without a table
    if settings.DEMO:
        call_command("demo")


def listening_socket() -> socket.socket:
    """The socket on HOST and PORT. Raises: CommandError if it cannot be had, naming which."""
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((settings.HOST, settings.PORT))
        sock.listen(2048)
    except OSError as error:
        sock.close()
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            sentence = f"Instelling HOST klopt niet: '{settings.HOST}' is niet van deze machine."
            raise CommandError(sentence, returncode=2) from error
        raise CommandError(
            f"Poort {settings.PORT} op {settings.HOST} is niet vrij: kies een andere met PORT=….",
            returncode=2,
        ) from error
    return sock


def claim(fd: int) -> None:
    """Raises: CommandError if the data directory is in use by another `up`."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CommandError(
            f"Afspraken draait al op de gegevens in {settings.DATA_DIR}.", returncode=2
        ) from error


def is_healthy() -> bool:
    """True if the pages answer, with a working database."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.HOST, settings.HOST)
    asker = HTTPConnection(host, settings.PORT, timeout=1)
    try:
        asker.request("GET", "/gezond/", headers={"Host": settings.ALLOWED_HOSTS[0]})
        return asker.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asker.close()
