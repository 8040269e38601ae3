"""The two brokers that wake the workers, and what can happen to them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Protocol

import redis

REDIS_SERVER = shutil.which("redis-server")


class Broker(Protocol):
    """A broker that a proof treats badly."""

    @property
    def address(self) -> str:
        """The value of BROKER_URL."""

    def start(self) -> None:
        """Start it, or start it again."""

    def empty(self) -> None:
        """Throw away all that waits in it."""

    def stop(self) -> None:
        """Take it away, as a machine that fails does."""


class Redis:
    """A server of its own, that keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        assert REDIS_SERVER
        words = ["--port", str(self.port), "--save", "", "--appendonly", "no"]
        words += ["--bind", "127.0.0.1", "--dir", str(self.folder)]
        self.process = subprocess.Popen([REDIS_SERVER, *words], stdout=subprocess.DEVNULL)
        for _try in range(200):
            try:
                redis.Redis(port=self.port).ping()
                return
            except redis.ConnectionError:
                time.sleep(0.05)
        raise AssertionError("redis does not start")

    def empty(self) -> None:
        redis.Redis(port=self.port).flushall()

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)


class Files:
    """The folder in DATA_DIR."""

    address = "filesystem://"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "broker"

    def start(self) -> None:
        """Nothing: it must come back by itself."""

    def empty(self) -> None:
        for file in self.folder.rglob("*"):
            if file.is_file():
                file.unlink(missing_ok=True)

    def stop(self) -> None:
        """It is gone, the folder too."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
