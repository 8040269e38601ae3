"""A fake of an OSRM server: its table service, with switches to misbehave.

Roads are straight lines at 36 km an hour, so a test can reckon what it should hear. Runs in a
thread of the test, because nobody kills it.

Source: the OSRM HTTP API, table service version 1.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat

from mobiel.reistijd.hemelsbreed import metres
from mobiel.reistijd.punten import Punt
from tests.fakes.web import Answer, Request, Reset, serve

MOST_POINTS = 100
SPEED = 10  # metres a second


class FakeOsrm:
    """`address` to ask, `asked` so many times; `misbehave` names what it does wrong."""

    def __init__(self) -> None:
        self.address = ""
        self.asked = 0
        self.misbehave = ""

    async def answer(self, request: Request) -> Answer:
        """The answer to one question."""
        self.asked += 1
        match self.misbehave:
            case "down":
                raise Reset
            case "slow":
                await asyncio.sleep(30)
            case "busy":
                return Answer(503, {"code": "TooBusy"})
            case "html":
                return Answer(200, b"<h1>Welcome</h1>")
            case "refuses":
                return Answer(400, {"code": "InvalidQuery", "message": "Query string malformed"})
        _, service, version, _profile, points = request.path.split("/")
        places = [Punt(*map(float, reversed(one.split(",")))) for one in points.split(";")]
        if (service, version) != ("table", "v1") or len(places) > MOST_POINTS:
            return Answer(400, {"code": "TooBig"})
        chosen = [
            [places[int(number)] for number in request.query[name].split(";")]
            for name in ("sources", "destinations")
        ]
        rows: list[list[float | None]] = [
            [metres(one, other) / SPEED for other in chosen[1]] for one in chosen[0]
        ]
        return Answer(200, {"code": "Ok", "durations": self._spoiled(rows)})

    def _spoiled(self, rows: list[list[float | None]]) -> object:
        wrong = {
            "no road": lambda row: [None for _ in row],
            "negative": lambda row: [-1.0 for _ in row],
            "a day": lambda row: [1e9 for _ in row],
            "text": lambda row: ["5 minutes" for _ in row],
            "short": lambda row: row[:-1],
        }
        if self.misbehave == "rows":
            return rows[:-1]
        return [wrong[self.misbehave](row) for row in rows] if self.misbehave in wrong else rows


@contextmanager
def fake_osrm() -> Iterator[FakeOsrm]:
    """A server of its own, closed at the end."""
    fake, started = FakeOsrm(), threading.Event()
    loop = asyncio.new_event_loop()

    def run() -> None:
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(serve(fake.answer, 0))
        fake.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        started.set()
        loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        for _ in repeat(None, 3):
            loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield fake
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
