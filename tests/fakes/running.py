"""Starts the fake SMS providers and talks to them, for tests and benchmarks."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Remote:
    """The controls of running fake providers. `address` is their base URL."""

    def __init__(self, address: str) -> None:
        self.address = address

    def new(self) -> None:
        """Forget all messages, switches and settings."""
        self._ask("new")

    def switch(self, name: str, to: str = "*", times: int | None = None) -> None:
        """Misbehave as `SWITCHES` in `tests/fakes/inbox.py` says, for one number or for all."""
        self._ask("switch", name=name, to=to, times=times)

    def set(self, **settings: Any) -> None:
        """Change `Settings` of `tests/fakes/inbox.py`."""
        self._ask("settings", **settings)

    def messages(self) -> list[dict[str, Any]]:
        """Every message that was taken, oldest first."""
        found: list[dict[str, Any]] = self._ask("messages")
        return found

    def doubles(self) -> dict[str, int]:
        """References taken more than once: what must never happen."""
        counted = Counter(message["reference"] for message in self.messages())
        return {reference: times for reference, times in counted.items() if times > 1}

    def callbacks(self) -> list[dict[str, Any]]:
        """Status callbacks made, and what was answered (0 is nothing)."""
        made: list[dict[str, Any]] = self._ask("callbacks")
        return made

    def counts(self) -> dict[str, int]:
        """How many requests were `asked`, messages `taken`, and `most_at_once`."""
        counted: dict[str, int] = self._ask("counts")
        return counted

    def status(self, sid: str, status: str, error: int | None = None) -> None:
        """Give a message of Twilio this status now, and call back if that is on."""
        self._ask("status", sid=sid, status=status, error=error)

    def inbound(self, url: str, *, sender: str, to: str, body: str, sid: str = "") -> int:
        """Let a customer send an SMS; returns the status that `url` answered."""
        answer = self._ask("inbound", url=url, sender=sender, to=to, body=body, sid=sid)
        return int(answer["answered"])

    def _ask(self, what: str, /, **given: Any) -> Any:
        request = urllib.request.Request(
            f"{self.address}/fake/{what}", json.dumps(given).encode(), method="POST"
        )
        with _direct.open(request, timeout=30) as answer:
            return json.load(answer)


@contextmanager
def fake_providers(latency: float = 0.0) -> Iterator[Remote]:
    """Fake providers in a process of their own, that never outlives this one."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.sms", "--until-input-ends", "--latency", str(latency)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        assert address, "the fake providers did not start"
        yield Remote(address)
    finally:
        process.terminate()
        process.wait(10)
        process.stdin.close()
        process.stdout.close()
