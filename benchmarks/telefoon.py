"""The route on a slow phone, beside an empty page; and a queue of fifty acts beside one of five.

Chromium with a processor six times slower and a network of 1.6 Mbit/s with 150 ms there and back
(what Lighthouse calls a slow phone). Usable is: painted, with the script run; the typeface may
follow. Each load begins with an empty cache, as on the first morning; later the looks are on the
phone.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.types import StartResponse

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils import timezone
from playwright.sync_api import CDPSession, Page, sync_playwright

from afspraken.lokaal import local_day
from afspraken.models import Afspraak
from afspraken.rechten import Rol
from benchmarks.measuring import Figure, answer, at_most, count, in_turn, queries
from mobiel.models import Bezoek
from tests.afspraken.rechten.wie import browser, medewerker
from tests.cast import Town
from tests.chromium import path
from tests.mobiel.dorp import Dorp
from tests.mobiel.telefoon.sanne import Sanne

VISITS = 12
SLOWER = 6
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
EMPTY = b"<!doctype html><html lang=nl><title>Leeg</title><p>Leeg"


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *args: object) -> None:
        """Nothing."""


def figures() -> Iterator[Figure]:
    """The page of a day of eight visits, and what is sent after one without reception."""
    settings.TWEEDE_STAP = False  # logged in as tests are
    sanne, visits = _a_day()
    html = sanne.client.get("/route/").content
    yield answer("stops on the page", html.count(b'data-bezoek="'), VISITS)
    sent = sanne.client.get("/route/", headers={"Accept-Encoding": "gzip"}).content
    yield count(f"bytes sent of the page, {VISITS} visits", len(sent), 60_000)
    yield count("queries of the page", queries(lambda: sanne.client.get("/route/")), 14)
    five, fifty = _queues(visits)
    few = queries(lambda: sanne.syncs(five))
    yield count(
        "queries of fifty acts more than of five", queries(lambda: sanne.syncs(fifty)) - few, 0
    )
    server = make_server("localhost", 0, _application(), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        mine, theirs = _loads(sanne, f"http://localhost:{server.server_port}")
    finally:
        server.shutdown()
    yield at_most("usable on a slow phone, beside an empty page", mine, theirs, 4)


def _a_day() -> tuple[Sanne, list[Afspraak]]:
    """Sanne's day of today, booked yesterday."""
    now = timezone.now()
    dorp, user = Dorp(Town()), medewerker(Rol.SPECIALIST, "Sociale Zaken")
    dag = local_day(now)
    middel = dorp.veldwerker("Sanne", dagen=(dag,))
    middel.gebruiker = user
    middel.save()
    sanne = Sanne(dorp, middel, user, dag=dag)
    sanne.client.defaults["HTTP_HOST"] = "localhost"
    return sanne, sanne.visits(VISITS, now=now - timedelta(days=1))


def _queues(visits: list[Afspraak]) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Five steps, and fifty, of visits that get no other status by them."""
    keys = [(Bezoek.objects.get(afspraak=one).pk, one.versie) for one in visits]

    def act(number: int) -> dict[str, object]:
        bezoek, versie = keys[number % len(keys)]
        given = {"uuid": str(uuid4()), "soort": "NOG_BEZIG", "bezoek": bezoek, "versie": versie}
        return json.loads(json.dumps(given))  # type: ignore[no-any-return]

    return [act(number) for number in range(5)], [act(number) for number in range(50)]


def _application() -> Callable[..., list[bytes]]:
    """Ours, and one empty page."""
    ours = get_wsgi_application()

    def either(environ: dict[str, object], start: StartResponse) -> list[bytes]:
        if environ["PATH_INFO"] == "/leeg/":
            start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(EMPTY)))])
            return [EMPTY]
        try:
            return list(ours(environ, start))
        finally:
            connections.close_all()

    return either


def _loads(sanne: Sanne, url: str) -> list[float]:
    """Median seconds until the route, and an empty page, are usable."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    name = settings.SESSION_COOKIE_NAME
    value = browser(sanne.user).cookies[name].value
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path(), args=["--no-sandbox"])
        context = chromium.new_context(
            viewport={"width": 390, "height": 844}, service_workers="block"
        )
        context.add_cookies([{"name": name, "value": value, "url": url}])
        page = context.new_page()
        phone = context.new_cdp_session(page)
        phone.send("Network.enable")
        phone.send("Network.emulateNetworkConditions", NETWORK)
        phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        found = in_turn(
            lambda: _load(page, phone, f"{url}/route/"),
            lambda: _load(page, phone, f"{url}/leeg/"),
            rounds=9,
        )
        chromium.close()
    return found


def _load(page: Page, phone: CDPSession, url: str) -> None:
    """Load a page with an empty cache; a module has run before the event that is waited for."""
    phone.send("Network.clearBrowserCache")
    page.goto(url, wait_until="domcontentloaded")
