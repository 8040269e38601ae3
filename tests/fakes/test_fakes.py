"""The fakes behave as the providers do, as far as the code of others can tell."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from notificaties.channels.http import OneTry
from notificaties.channels.twilio_sms import Http
from tests.fakes import twilio
from tests.fakes.web import Answer, Request, serve

ANNA, OUR_NUMBER = "+31612345678", "+31970012345"


@pytest.fixture
def client(fake_sms):
    """The client of Twilio itself."""
    return Client(twilio.ACCOUNT, twilio.TOKEN, http_client=Http(fake_sms.address, OneTry(5)))


@contextmanager
def listener(status: int = 204, public: str = "") -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An address that answers `status`, and the signed fields that were posted to it.

    `public` is the address for which they must be signed, where that is another one.
    """
    seen = []

    class Listening(BaseHTTPRequestHandler):
        def do_POST(self):  # noqa: N802  named by http.server
            body = self.rfile.read(int(self.headers["Content-Length"]))
            fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
            url = (public or f"http://{self.headers['Host']}") + self.path
            seal = self.headers["X-Twilio-Signature"]
            assert RequestValidator(twilio.TOKEN).validate(url, fields, seal)
            seen.append(fields | {"url": url})
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Listening) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", seen
        server.shutdown()


def _wait(callbacks, number):
    for _ in range(200):
        if len(callbacks()) >= number:
            return callbacks()
        time.sleep(0.02)
    raise AssertionError(callbacks())


def test_a_message_can_be_fetched_and_listed_page_by_page(client, fake_sms):
    sids = [client.messages.create(to=ANNA, body=f"{n}", from_="Proef").sid for n in range(5)]
    client.messages.create(to="+31687654321", body="other", from_="Proef")
    assert client.messages(sids[0]).fetch().body == "0"
    assert [one.sid for one in client.messages.stream(to=ANNA, page_size=2)] == sids[::-1]
    assert len(client.messages.list(limit=3)) == 3


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"to": "0612345678"}, 21211),
        ({"body": ""}, 21602),
        ({"body": "x" * 1601}, 21617),
        ({"from_": ""}, 21603),
        ({"status_callback": "http://a_b/"}, 21609),
    ],
)
def test_what_twilio_would_refuse_is_refused(client, given, code):
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(**{"to": ANNA, "body": "x", "from_": "Proef"} | given)
    assert (refused.value.status, refused.value.code) == (400, code)


def test_a_switch_holds_for_one_number_and_so_many_times(client, fake_sms):
    fake_sms.switch("429", ANNA, times=2)
    for _ in range(2):
        with pytest.raises(TwilioRestException):
            client.messages.create(to=ANNA, body="x", from_="Proef")
        assert client.messages.create(to="+31687654321", body="x", from_="Proef").sid
    assert client.messages.create(to=ANNA, body="x", from_="Proef").sid


def test_status_is_called_back_with_a_signature_that_twilios_own_check_accepts(client, fake_sms):
    fake_sms.set(callbacks=True)
    fake_sms.switch("30003", "+31687654321")
    with listener() as (url, seen):
        for number in (ANNA, "+31687654321"):
            callback = f"{url}/status/{number[1:]}/"
            client.messages.create(to=number, body="x", from_="Proef", status_callback=callback)
        _wait(fake_sms.callbacks, 4)
    told = {(one["To"], one["MessageStatus"], one.get("ErrorCode")) for one in seen}
    assert told == {
        (ANNA, "sent", None),
        (ANNA, "delivered", None),
        ("+31687654321", "sent", None),
        ("+31687654321", "undelivered", "30003"),
    }
    assert {one["answered"] for one in fake_sms.callbacks()} == {204}


def test_a_status_can_come_again_late_and_behind_a_proxy(client, fake_sms):
    fake_sms.switch("stuck")
    public = "https://afspraken.voorbeeld.nl"
    callback = f"{public}/status/r1/"
    sid = client.messages.create(to=ANNA, body="x", from_="Proef", status_callback=callback).sid
    with listener(public=public) as (url, seen):
        fake_sms.set(callbacks=True, callback_host=url.removeprefix("http://"))
        for status in ["delivered", "sent", "delivered"]:
            fake_sms.status(sid, status)
    assert [one["MessageStatus"] for one in seen] == ["delivered", "sent", "delivered"]
    assert {one["url"] for one in seen} == {callback}


def test_a_customer_can_send_an_sms(fake_sms):
    with listener(200) as (url, seen):
        assert fake_sms.inbound(url + "/in/", sender=ANNA, to=OUR_NUMBER, body="Nee, € 5") == 200
    assert (seen[0]["From"], seen[0]["Body"]) == (ANNA, "Nee, € 5")


def test_doubles_are_counted_by_our_reference(client, fake_sms):
    for reference in ["r1", "r2", "r2"]:
        url = f"http://voorbeeld.nl/status/{reference}/"
        client.messages.create(to=ANNA, body="x", from_="Proef", status_callback=url)
    assert fake_sms.doubles() == {"r2": 2}


def test_an_unknown_switch_is_an_error(fake_sms):
    with pytest.raises(Exception, match="400"):
        fake_sms.switch("mistake")


@pytest.mark.parametrize(
    "said", [b"", b"POST / HT", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nTo="]
)
def test_who_dies_in_the_middle_of_a_request_is_not_answered_and_no_noise_is_made(said):
    noise, asked = [], []

    async def handler(request: Request) -> Answer:
        asked.append(request)
        return Answer(200)

    async def die() -> bytes:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, what: noise.append(what))
        server = await serve(handler, 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(said)
        writer.write_eof()
        answer = await reader.read()
        writer.close()
        server.close()
        await server.wait_closed()
        return answer

    # in a thread of its own: a browser test before this one leaves its loop running in this thread
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(lambda: asyncio.run(die())).result()
    assert (answer, asked, noise) == (b"", [], [])
