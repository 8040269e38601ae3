"""What both fake providers share: the messages they took, and how they were told to fail."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.fakes.web import Answer, Reset

EVERYBODY = "*"
NOT_TAKEN = {
    "429",
    "500",
    "503",
    "503 bare",
    "408",
    "redirect",
    "hang before accept",
    "reset before accept",
}

# How a provider can misbehave. A number of five digits is an error of Twilio: from 30000 on the
# message is taken and fails later, below that it is refused.
SWITCHES = {
    "ok": "takes the message and delivers it",
    "429": "too many requests, not taken",
    "500": "an internal error, not taken",
    "500 after accept": "an internal error, but taken",
    "503": "unavailable as documented, not taken",
    "503 bare": "unavailable, says a proxy in between; taken or not is unknown",
    "408": "the server was too slow to read, not taken",
    "redirect": "points to another address, not taken",
    "slow": "takes it and answers after `slow` seconds",
    "hang before accept": "not taken, never answers",
    "hang after accept": "taken, never answers",
    "reset before accept": "not taken, breaks off",
    "reset after accept": "taken, breaks off",
    "garbled": "taken, with an answer that nobody can read",
    "trial": "taken, with a sentence of the provider before the text",
    "close": "taken and answered, then closes the connection that the client keeps",
    "stuck": "taken, and no status ever follows",
}


@dataclass
class Settings:
    """Times are in seconds. `shift` is how far the clock of the fake runs ahead."""

    latency: float = 0.0
    slow: float = 1.0
    hang: float = 30.0
    shift: float = 0.0
    callbacks: bool = False
    callback_delay: float = 0.0
    # Where callbacks really go; they are signed for the address that the sender gave.
    callback_host: str = ""


@dataclass
class Message:
    """One message that was taken."""

    id: str
    provider: str
    to: str
    sender: str
    body: str
    reference: str
    callback: str
    created: datetime
    sent: datetime | None = None
    status: str = "queued"
    error: int | None = None


@dataclass
class Inbox:
    """State of the fake. Everything happens in one event loop, so nothing is locked."""

    settings: Settings = field(default_factory=Settings)
    messages: list[Message] = field(default_factory=list)
    by_number: dict[str, list[Message]] = field(default_factory=dict)
    by_id: dict[str, Message] = field(default_factory=dict)
    callbacks: list[dict[str, object]] = field(default_factory=list)
    asked: int = 0
    at_once: int = 0
    most_at_once: int = 0
    _switches: dict[str, tuple[str, int | None]] = field(default_factory=dict)

    def switch(self, name: str, to: str = EVERYBODY, times: int | None = None) -> None:
        """Misbehave for this number, so many times; None is until told otherwise."""
        if name not in SWITCHES and not (name.isdigit() and len(name) == 5):
            raise ValueError(name)
        self._switches[to] = (name, times)

    def behaviour(self, to: str) -> str:
        """How to treat the next message to this number."""
        key = to if to in self._switches else EVERYBODY
        name, times = self._switches.get(key, ("ok", None))
        if times is not None:
            if times <= 1:
                del self._switches[key]
            else:
                self._switches[key] = (name, times - 1)
        return name

    def take(self, message: Message) -> None:
        """Accept a message."""
        self.messages.append(message)
        self.by_number.setdefault(message.to, []).append(message)
        self.by_id[message.id] = message

    def now(self) -> datetime:
        """The clock of the provider, in whole seconds."""
        real = datetime.fromtimestamp(int(time.time()), UTC)
        return real + timedelta(seconds=self.settings.shift)

    def refusal(self, behaviour: str) -> Answer | None:
        """The answers that are no provider's own words; None if it is for the provider to say."""
        if behaviour == "503 bare":
            return Answer(503, b"<html><h1>503 Service Temporarily Unavailable</h1></html>")
        if behaviour == "408":
            return Answer(408, b"")
        if behaviour == "redirect":
            return Answer(307, b"", {"Location": "/elsewhere"})
        return None

    async def trouble(self, behaviour: str) -> None:
        """Hang or break off, if that is how to behave. `slow` only waits."""
        if behaviour == "slow":
            await asyncio.sleep(self.settings.slow)
        elif behaviour.startswith("hang"):
            await asyncio.sleep(self.settings.hang)
            raise Reset
        elif behaviour.startswith("reset"):
            raise Reset
