"""A fake of the PDOK Locatieserver: its free search by postcode and number, and ways to misbehave.

Runs in a thread of the test, because nobody kills it.

Source: PDOK Locatieserver v3_1, `/free`; it refuses parameters that it does not know.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.fakes.web import Answer, Request, Reset, serve

PATH = "/bzk/locatieserver/search/v3_1"
KNOWN = {"q", "fq", "fl", "rows", "start", "sort", "df"}


def door(number: int, letter: str = "", addition: str = "", **fields: Any) -> dict[str, Any]:
    """A document of the register, at 1191JB unless `fields` say otherwise."""
    extra = {"huisletter": letter, "huisnummertoevoeging": addition}
    return {
        "type": "adres",
        "straatnaam": "Kerkstraat",
        "huisnummer": number,
        "postcode": "1191JB",
        "woonplaatsnaam": "Ouderkerk aan de Amstel",
        "centroide_ll": "POINT(4.9065 52.2945)",
        **{name: value for name, value in extra.items() if value},
        **fields,
    }


class FakePdok:
    """`address` to ask, `doors` that it knows, `asked` so many times; `misbehave` says how."""

    def __init__(self) -> None:
        self.address = ""
        self.doors: list[dict[str, Any]] = []
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
                return Answer(503, {"error": "busy"})
            case "elsewhere":
                return Answer(302, {}, {"Location": "https://example.nl/"})
            case "html":
                return Answer(200, b"<h1>Welcome</h1>")
            case "large":
                return Answer(200, b" " * 1_000_000)
            case "other":
                return Answer(200, {"response": {"docs": "none"}})
            case "without a point":
                return Answer(200, _found([door(12, centroide_ll="")]))
            case "nowhere":
                return Answer(200, _found([door(12, centroide_ll="POINT(x y)")]))
            case "another door":
                return Answer(200, _found([door(14)]))
        if request.path != f"{PATH}/free" or not set(request.query) <= KNOWN:
            return Answer(400, {"error": "unknown parameter"})
        return Answer(200, _found(self.doors))


def _found(doors: list[dict[str, Any]]) -> dict[str, Any]:
    return {"response": {"numFound": len(doors), "start": 0, "docs": doors}}


@contextmanager
def fake_pdok() -> Iterator[FakePdok]:
    """A server of its own, closed at the end."""
    fake, started = FakePdok(), threading.Event()
    loop = asyncio.new_event_loop()

    def run() -> None:
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(serve(fake.answer, 0))
        fake.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}"
        started.set()
        loop.run_forever()
        server.close()
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert started.wait(10)
        yield fake
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
