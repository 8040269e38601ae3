"""What each provider's answer, or its silence, means; with the real clients, over real HTTP."""

import logging
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from requests.exceptions import SSLError

from notificaties.channels import Gevonden, Post, Uitkomst, sms
from notificaties.channels.notifynl import NotifyAccount, NotifyNL
from notificaties.channels.twilio_sms import TwilioAccount, TwilioSms, status_callback
from tests.fakes import notifynl, twilio

ANNA = "+31612345678"
SITE = "https://afspraken.voorbeeld.nl"
SERVICE = "MG" + "0" * 32


@pytest.fixture
def by_twilio(fake_sms):
    """The channel, with little patience."""
    return TwilioSms(_account(fake_sms.address), seconds=0.5)


@pytest.fixture
def by_notifynl(fake_sms):
    account = NotifyAccount(notifynl.API_KEY, notifynl.TEMPLATE, fake_sms.address)
    return NotifyNL(account, seconds=0.5)


@pytest.fixture(params=["twilio", "notifynl"])
def channel(request):
    return request.getfixturevalue(f"by_{request.param}")


def _account(address, sender="OuderAmstel", token=twilio.TOKEN):
    return TwilioAccount(twilio.ACCOUNT, token, sender, SITE, base_url=address)


def _post(reference="a1b2c3", to=ANNA, text="Uw afspraak is maandag om 9.00 uur."):
    return Post(referentie=reference, aan=to, taal="nl", titel="", tekst=text, op=timezone.now())


OF_BOTH = [
    ("ok", Uitkomst.AANVAARD, 1),
    ("30003", Uitkomst.AANVAARD, 1),
    ("429", Uitkomst.NIET_AANVAARD, 0),
    ("21211", Uitkomst.GEWEIGERD, 0),
    ("21610", Uitkomst.GEWEIGERD, 0),
    ("21614", Uitkomst.GEWEIGERD, 0),
    ("408", Uitkomst.ONBEKEND, 0),
    ("500", Uitkomst.ONBEKEND, 0),
    ("500 after accept", Uitkomst.ONBEKEND, 1),
    ("503 bare", Uitkomst.ONBEKEND, 0),
    ("redirect", Uitkomst.ONBEKEND, 0),
    ("garbled", Uitkomst.ONBEKEND, 1),
    ("hang before accept", Uitkomst.ONBEKEND, 0),
    ("hang after accept", Uitkomst.ONBEKEND, 1),
    ("reset before accept", Uitkomst.ONBEKEND, 0),
    ("reset after accept", Uitkomst.ONBEKEND, 1),
]


@pytest.mark.parametrize(("behaviour", "outcome", "taken"), OF_BOTH)
def test_each_answer_has_its_meaning_and_is_asked_for_once(
    channel, fake_sms, behaviour, outcome, taken
):
    fake_sms.switch(behaviour, ANNA)
    sent = channel.send(_post())
    assert sent.uitkomst == outcome
    assert bool(sent.provider_id) == (outcome == Uitkomst.AANVAARD)
    assert bool(sent.fout) == (outcome != Uitkomst.AANVAARD)
    assert fake_sms.counts()["asked"] == 1
    assert fake_sms.counts()["taken"] == taken


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("21408", Uitkomst.GEWEIGERD),  # country not allowed at Twilio
        ("21612", Uitkomst.GEWEIGERD),  # this number cannot be reached from our sender
        ("21606", Uitkomst.NIET_AANVAARD),  # our sender cannot send
        ("21609", Uitkomst.NIET_AANVAARD),  # our address for the status is not one
        ("21611", Uitkomst.NIET_AANVAARD),  # the queue of our sender is full
        ("21705", Uitkomst.NIET_AANVAARD),  # no such service
        ("20005", Uitkomst.NIET_AANVAARD),  # account not active
    ],
)
def test_a_fault_of_ours_never_gives_up_on_a_customer(by_twilio, fake_sms, code, outcome):
    fake_sms.switch(code)
    assert by_twilio.send(_post()).uitkomst == outcome


def test_twilio_documents_its_503_and_notifynl_does_not(by_twilio, by_notifynl, fake_sms):
    fake_sms.switch("503")
    assert by_twilio.send(_post()).uitkomst == Uitkomst.NIET_AANVAARD
    assert by_notifynl.send(_post()).uitkomst == Uitkomst.ONBEKEND


def test_a_slow_answer_within_the_limit_is_an_answer(channel, fake_sms):
    fake_sms.set(slow=0.1)
    fake_sms.switch("slow")
    assert channel.send(_post()).uitkomst == Uitkomst.AANVAARD


def test_a_connection_that_the_provider_closed_meanwhile_costs_no_message(channel, fake_sms):
    fake_sms.switch("close")
    for reference in ["first", "second", "third"]:
        assert channel.send(_post(reference)).uitkomst == Uitkomst.AANVAARD
        time.sleep(0.05)
    assert len(fake_sms.messages()) == 3


def test_wrong_credentials_are_not_the_fault_of_the_message(fake_sms):
    wrong = TwilioSms(_account(fake_sms.address, token="0" * 32), seconds=2)
    assert wrong.send(_post()).uitkomst == Uitkomst.NIET_AANVAARD
    key = notifynl.API_KEY[:-1] + "f"
    wrong = NotifyNL(NotifyAccount(key, notifynl.TEMPLATE, fake_sms.address), seconds=2)
    assert wrong.send(_post()).uitkomst == Uitkomst.NIET_AANVAARD
    assert fake_sms.messages() == []


def test_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    for channel in _both(address):
        sent = channel.send(_post())
        assert (sent.uitkomst, sent.fout) == (
            Uitkomst.NIET_AANVAARD,
            "geen verbinding: ConnectionError",
        )
        assert channel.look_up(_post()) == (Gevonden.NIET_NU, "")


def test_nobody_picks_up():
    """A full queue: the connection is never made, so nothing can have been taken."""
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(busy.getsockname())
        for channel in _both("http://127.0.0.1:{1}".format(*busy.getsockname())):
            assert channel.send(_post()).uitkomst == Uitkomst.NIET_AANVAARD
        for one in waiting:
            one.close()


def _both(address):
    return [
        TwilioSms(_account(address), seconds=0.3),
        NotifyNL(NotifyAccount(notifynl.API_KEY, notifynl.TEMPLATE, address), seconds=0.3),
    ]


def test_twilio_gets_text_number_sender_and_where_to_tell_the_status(by_twilio, fake_sms):
    sent = by_twilio.send(_post())
    [message] = fake_sms.messages()
    assert message["id"] == sent.provider_id
    assert message["to"] == ANNA
    assert message["sender"] == "OuderAmstel"
    assert message["body"] == "Uw afspraak is maandag om 9.00 uur."
    assert message["callback"] == f"{SITE}/berichten/twilio/status/a1b2c3/"


def test_twilio_can_choose_the_sender_from_a_service(fake_sms):
    TwilioSms(_account(fake_sms.address, sender=SERVICE)).send(_post())
    assert fake_sms.messages()[0]["sender"] == SERVICE


def test_notifynl_gets_the_text_and_our_reference(by_notifynl, fake_sms):
    sent = by_notifynl.send(_post())
    [message] = fake_sms.messages()
    assert message["id"] == sent.provider_id
    assert message["reference"] == "a1b2c3"
    assert message["body"] == "Uw afspraak is maandag om 9.00 uur."


@pytest.mark.parametrize("behaviour", ["hang after accept", "reset after accept", "garbled"])
def test_what_was_taken_without_an_answer_is_found_back(channel, fake_sms, behaviour):
    fake_sms.switch(behaviour, ANNA)
    post = _post()
    channel.send(post)
    assert channel.look_up(post) == (Gevonden.JA, fake_sms.messages()[0]["id"])


def test_only_the_no_of_notifynl_is_proof(by_twilio, by_notifynl):
    assert by_twilio.look_up(_post()) == (Gevonden.ONBEKEND, "")
    assert by_notifynl.look_up(_post()) == (Gevonden.NEE, "")


def test_notifynl_is_asked_for_our_reference_only(by_notifynl):
    by_notifynl.send(_post("first"))
    assert by_notifynl.look_up(_post("second")) == (Gevonden.NEE, "")


@pytest.mark.parametrize("behaviour", ["stuck", "trial"])
def test_twilio_is_also_found_in_the_queue_and_behind_a_sentence_of_a_trial(
    by_twilio, fake_sms, behaviour
):
    fake_sms.switch(behaviour)
    by_twilio.send(_post())
    assert by_twilio.look_up(_post())[0] == Gevonden.JA


def test_twilio_finds_no_other_text_no_other_number_and_nothing_from_before(by_twilio, fake_sms):
    by_twilio.send(_post(text="Uw afspraak is dinsdag om 9.00 uur."))
    by_twilio.send(_post(to="+31687654321"))
    fake_sms.set(shift=-3600)
    by_twilio.send(_post())
    assert by_twilio.look_up(_post()) == (Gevonden.ONBEKEND, "")
    by_twilio.send(_post(text="Let op: Uw afspraak is maandag om 9.00 uur."))
    assert by_twilio.look_up(_post()) == (Gevonden.ONBEKEND, "")
    an_hour_ago = timezone.now() - timedelta(hours=1)
    assert by_twilio.look_up(replace(_post(), op=an_hour_ago))[0] == Gevonden.JA


@pytest.mark.parametrize("missing", [{"aan": ""}, {"tekst": " "}, {"op": None}])
def test_twilio_is_not_asked_for_what_could_be_any_message(by_twilio, fake_sms, missing):
    by_twilio.send(_post())
    assert by_twilio.look_up(replace(_post(), **missing)) == (Gevonden.ONBEKEND, "")
    assert fake_sms.counts()["asked"] == 1


def test_many_threads_send_each_message_once(channel, fake_sms):
    fake_sms.set(latency=0.01)
    posts = [_post(reference=f"r{number}") for number in range(200)]
    with ThreadPoolExecutor(16) as threads:
        outcomes = {sent.uitkomst for sent in threads.map(channel.send, posts)}
    assert outcomes == {Uitkomst.AANVAARD}
    assert fake_sms.doubles() == {}
    assert len(fake_sms.messages()) == 200


def test_neither_number_nor_secret_is_logged_or_shown(channel, fake_sms, caplog):
    fake_sms.switch("21211", ANNA, times=1)
    with caplog.at_level(logging.INFO):
        sent = [channel.send(_post()), channel.send(_post())]
        channel.look_up(_post())
    seen = caplog.text + repr(sent) + repr(channel) + repr(channel._account)
    for secret in [ANNA, ANNA[1:], twilio.TOKEN, notifynl.SECRET]:
        assert secret not in seen


def test_a_certificate_that_is_refused_stops_before_the_message():
    from ssl import SSLCertVerificationError

    from urllib3.exceptions import MaxRetryError
    from urllib3.exceptions import SSLError as Refused

    from notificaties.channels.http import never_left

    def failed(why):
        return SSLError(MaxRetryError(None, "/", Refused(why)))

    assert never_left(failed(SSLCertVerificationError("self-signed")))
    assert not never_left(failed(OSError("broken off halfway")))


def test_a_region_of_twilio_has_its_own_address(monkeypatch):
    asked = []

    def note(_session, method, address, **_kwargs):
        asked.append((method, address))
        raise SSLError

    monkeypatch.setattr("notificaties.channels.http.OneTry.request", note)
    account = replace(_account(""), region="ie1", edge="dublin")
    TwilioSms(account).send(_post())
    path = f"/2010-04-01/Accounts/{twilio.ACCOUNT}/Messages.json"
    assert asked == [("POST", f"https://api.dublin.ie1.twilio.com{path}")]


def test_a_reference_cannot_lead_elsewhere():
    assert status_callback(SITE, "a/../b?c") == f"{SITE}/berichten/twilio/status/a%2F..%2Fb%3Fc/"


def test_the_setting_chooses_the_provider(settings):
    assert sms.channel() is None
    settings.SMS_PROVIDER = "twilio"
    assert isinstance(sms.channel(), TwilioSms)
    settings.SMS_PROVIDER, settings.NOTIFYNL_API_KEY = "notifynl", notifynl.API_KEY
    assert isinstance(sms.channel(), NotifyNL)
