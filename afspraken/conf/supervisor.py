"""Keeps a few child processes alive: starts them, restarts a dead one, stops them all.

Not for deciding which children there are: that is the command `up`. Needs Linux or another Unix;
only on Linux do the children also end when this process is killed hard.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event
from time import monotonic

FIRST_DELAY = 0.5  # seconds before a restart; doubles up to MAX_DELAY
MAX_DELAY = 30.0
SETTLED = 60.0  # seconds after which a child counts as healthy again
PATIENCE = 10.0  # seconds that children get to end by themselves
TICK = 0.1

_PR_SET_PDEATHSIG = 1  # Source: prctl(2)
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass
class Child:
    """One supervised command and how it is doing."""

    name: str
    command: list[str]
    pass_fds: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    restart_at: float = 0.0
    deaths: int = 0
    _started_at: float = field(default=0.0, repr=False)

    def start(self) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches only the supervisor."""
        self._started_at = monotonic()
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            pass_fds=self.pass_fds,
            start_new_session=True,
            preexec_fn=_end_with(os.getpid()),
        )

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def bury(self) -> float:
        """Clear what a dead child left behind; returns the delay in seconds before its restart."""
        self.signal_group(signal.SIGKILL)
        self.process = None
        if monotonic() - self._started_at > SETTLED:
            self.deaths = 0
        delay: float = min(FIRST_DELAY * 2.0**self.deaths, MAX_DELAY)
        self.deaths += 1
        self.restart_at = monotonic() + delay
        return delay

    def signal_group(self, number: signal.Signals) -> None:
        """Signal the child and what it started; silent if all of it is gone."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


class Supervisor:
    """Runs children until asked to stop."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.children: list[Child] = []
        self._say = say
        self._stop = Event()

    def listen(self) -> None:
        """Stop on SIGTERM, Ctrl-C and a closed terminal."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self._stop.set())

    @property
    def is_stopping(self) -> bool:
        return self._stop.is_set()

    def start(self, *children: Child) -> None:
        for child in children:
            self.children.append(child)
            child.start()

    def watch(self, until: Callable[[], bool] = lambda: False) -> None:
        """Restart what dies, until asked to stop or until `until` holds."""
        while not self._stop.is_set() and not until():
            self._revive()
            self._stop.wait(TICK)

    def _revive(self) -> None:
        for child in self.children:
            if child.is_alive():
                continue
            if child.process is not None:
                code = child.process.returncode
                delay = child.bury()
                self._say(f"{child.name} is gestopt ({code}); nieuwe start over {delay:g} s.")
            if monotonic() >= child.restart_at:
                child.start()

    def stop(self) -> None:
        """End all children: asked first, killed after PATIENCE seconds. None is left."""
        for child in self.children:
            if child.is_alive() and child.process is not None:
                child.process.terminate()
        deadline = monotonic() + PATIENCE
        for child in self.children:
            if child.process is not None:
                try:
                    child.process.wait(max(0.0, deadline - monotonic()))
                except subprocess.TimeoutExpired:
                    self._say(f"{child.name} stopt niet vanzelf en wordt beëindigd.")
                child.signal_group(signal.SIGKILL)
                child.process.wait()


def end_with_parent() -> None:
    """Let this process be asked to stop when its parent ends, even by kill -9. Linux only."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end_with(parent: int) -> Callable[[], None]:
    """For the child, before its command starts."""

    def tie() -> None:
        end_with_parent()
        if os.getppid() != parent:  # it ended before the tie was made
            os._exit(1)

    return tie
