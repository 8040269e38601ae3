"""Several windows of one visitor press the same button at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.utils import timezone

from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Status
from tests.visitor import GEGEVENS, Visitor

CLICKS = 6


@pytest.fixture
def anna(transactional_db, town, live_server) -> Visitor:
    """A resident who has checked everything and is about to confirm, on a real server."""
    tomorrow = local_day(timezone.now()) + timedelta(days=1)
    town.loket(open="9:00-17:00", dagen=[tomorrow])
    town.product("Paspoort", aanlooptijd=0)
    visitor = Visitor("127.0.0.1")
    visitor.choose("paspoort")
    visitor.hold()
    visitor.tell()
    return visitor


def post(url: str, data: dict[str, str], cookies: dict[str, str]) -> tuple[int, str]:
    """Status and address of the page that a press of the button ends on."""
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    try:
        with urlopen(
            Request(url, urlencode(data).encode(), {"Cookie": header}), timeout=30
        ) as page:
            return page.status, page.url
    except HTTPError as error:
        with error:
            return error.code, error.url


def test_six_clicks_at_once_make_one_appointment(anna, live_server):
    cookies = {name: morsel.value for name, morsel in anna.client.cookies.items()}
    data = {
        "sleutel": anna.hidden("sleutel"),
        "csrfmiddlewaretoken": anna.hidden("csrfmiddlewaretoken"),
    }

    def click(_number: int) -> tuple[int, str]:
        return post(f"{live_server.url}/controle/", data, cookies)

    with ThreadPoolExecutor(CLICKS) as pool:
        answers = list(pool.map(click, range(CLICKS)))
    assert answers == [(200, f"{live_server.url}/klaar/")] * CLICKS
    assert Afspraak.objects.get(status=Status.GEPLAND).klant is not None


def test_holding_the_same_time_at_once_gives_one_window_one_hold(anna, live_server):
    anna.get("/wanneer/")
    tokens = anna.offers()[:CLICKS]
    cookies = {name: morsel.value for name, morsel in anna.client.cookies.items()}
    token = anna.hidden("csrfmiddlewaretoken")

    def choose(aanbod: str) -> int:
        data = {"aanbod": aanbod, "csrfmiddlewaretoken": token}
        return post(f"{live_server.url}/wanneer/", data, cookies)[0]

    with ThreadPoolExecutor(CLICKS) as pool:
        statuses = set(pool.map(choose, tokens))
    assert statuses <= {200, 409}
    assert Afspraak.objects.filter(status=Status.VASTGEHOUDEN).count() == 1
    assert GEGEVENS["naam"] in str(dict(anna.client.session))
