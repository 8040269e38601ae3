"""Fake SMS providers in a process of their own: `python -m tests.fakes.sms --port 0`.

The first line that it prints is its address. Twilio lives under /2010-04-01/, NotifyNL under /v2/,
and what to do wrong is told under /fake/ (see `Remote` in `tests/fakes/running.py`).
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from tests.fakes.inbox import Inbox, Message
from tests.fakes.notifynl import NotifyNL
from tests.fakes.twilio import Twilio
from tests.fakes.web import Answer, Request, serve


class Providers:
    """Both providers and the controls, on one port."""

    def __init__(self) -> None:
        self._start_anew()

    def _start_anew(self) -> None:
        self.inbox = Inbox()
        self.twilio = Twilio(self.inbox)
        self.notifynl = NotifyNL(self.inbox)

    async def answer(self, request: Request) -> Answer:
        """The answer to any request."""
        if request.path.startswith("/fake/"):
            return await self._control(request)
        inbox = self.inbox
        inbox.asked += 1
        inbox.at_once += 1
        inbox.most_at_once = max(inbox.most_at_once, inbox.at_once)
        try:
            await asyncio.sleep(inbox.settings.latency)
            if request.path.startswith("/2010-04-01/"):
                return await self.twilio.answer(request)
            if request.path.startswith("/v2/"):
                return await self.notifynl.answer(request)
        finally:
            inbox.at_once -= 1
        return Answer(404, {})

    async def _control(self, request: Request) -> Answer:
        try:
            return await self._obey(request.path.removeprefix("/fake/"), request.json)
        except (KeyError, TypeError, ValueError) as error:
            return Answer(400, {"error": repr(error)})

    async def _obey(self, name: str, given: dict[str, Any]) -> Answer:
        if name == "new":
            self._start_anew()
        elif name == "switch":
            self.inbox.switch(**given)
        elif name == "settings":
            for setting, value in given.items():
                setattr(self.inbox.settings, setting, value)
        elif name == "status":
            message = self.inbox.by_id[given.pop("sid")]
            await self.twilio.tell(message, **given)
        elif name == "inbound":
            return Answer(200, {"answered": await self.twilio.receive(**given)})
        else:
            return Answer(200, self._seen()[name])
        return Answer(200, {})

    def _seen(self) -> dict[str, Any]:
        inbox = self.inbox
        return {
            "messages": [_plain(message) for message in inbox.messages],
            "callbacks": inbox.callbacks,
            "counts": {
                "asked": inbox.asked,
                "taken": len(inbox.messages),
                "most_at_once": inbox.most_at_once,
            },
        }


def _plain(message: Message) -> dict[str, Any]:
    moments = {"created": message.created.isoformat(), "sent": str(message.sent or "")}
    return asdict(message) | moments


async def _run(port: int, latency: float, until_input_ends: bool) -> None:
    providers = Providers()
    providers.inbox.settings.latency = latency
    server = await serve(providers.answer, port)
    print("http://127.0.0.1:{1}".format(*server.sockets[0].getsockname()), flush=True)
    if until_input_ends:
        await asyncio.to_thread(sys.stdin.read)
        return
    await server.serve_forever()


def main() -> None:
    """Serve until stopped."""
    words = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    words.add_argument("--port", type=int, default=0)
    words.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    words.add_argument(
        "--until-input-ends", action="store_true", help="stop when whoever started it is gone"
    )
    given = words.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(given.port, given.latency, given.until_input_ends))


if __name__ == "__main__":
    main()
