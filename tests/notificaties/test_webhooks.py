"""Only the provider itself moves a message on, forward and once; nothing that is posted breaks."""

import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import resolve, reverse
from hypothesis import given
from hypothesis import strategies as st

from notificaties.channels import Post
from notificaties.channels.twilio_sms import TwilioAccount, TwilioSms, status_callback
from notificaties.models import Bericht, Berichtstatus, SmsAntwoord
from tests.cast import ANNA, NOW, booked
from tests.effort import examples
from tests.fakes import twilio
from tests.notificaties.post import told

pytestmark = pytest.mark.django_db

SITE = "https://afspraken.voorbeeld.nl"
FORM = "application/x-www-form-urlencoded"
TOKEN = "een-heel-lang-geheim"
ANTWOORD = reverse("notificaties:twilio_antwoord")
NOTIFYNL = reverse("notificaties:notifynl_status")
SID = "SM" + "0" * 32


@pytest.fixture(autouse=True)
def by_twilio(settings, clock):
    settings.SMS_PROVIDER = "twilio"
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = twilio.ACCOUNT, twilio.TOKEN
    settings.PUBLIC_URL = SITE


@pytest.fixture
def by_notifynl(settings):
    settings.SMS_PROVIDER = "notifynl"
    settings.NOTIFYNL_CALLBACK_TOKEN = TOKEN


@pytest.fixture
def sms(paspoort, kantoor):
    """A confirmation that Twilio took."""
    booked(paspoort, "10:00", replace(ANNA, email=""))
    kantoor.send()
    return Bericht.objects.get()


def path_of(bericht):
    return urlsplit(status_callback(SITE, bericht.referentie.hex)).path


def tell(path, status, *, client=None, signed_for=SITE, **more):
    """Post a status as Twilio does; the status of the answer."""
    fields = {"AccountSid": twilio.ACCOUNT, "MessageSid": SID, "MessageStatus": status, **more}
    signature = twilio.signature(signed_for + path, fields)
    answer = (client or Client()).post(
        path, urlencode(fields), content_type=FORM, headers={"X-Twilio-Signature": signature}
    )
    return answer.status_code


def status_of(bericht):
    bericht.refresh_from_db()
    return bericht.status


def test_the_address_that_twilio_gets_leads_here():
    match = resolve(urlsplit(status_callback(SITE, "a1b2")).path)
    assert match.view_name == "notificaties:twilio_status"
    assert match.kwargs == {"referentie": "a1b2"}


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("delivered", "AFGELEVERD"),
        ("undelivered", "NIET_AFGELEVERD"),
        ("failed", "NIET_AFGELEVERD"),
        ("canceled", "NIET_AFGELEVERD"),
        ("sent", "VERZONDEN"),
        ("queued", "VERZONDEN"),
        ("anything", "VERZONDEN"),
    ],
)
def test_what_twilio_says_is_written_down(sms, said, becomes):
    assert tell(path_of(sms), said) == 204
    assert status_of(sms) == becomes


def test_an_error_of_twilio_is_kept_as_a_code(sms):
    tell(path_of(sms), "undelivered", ErrorCode="30003")
    sms.refresh_from_db()
    assert sms.fout == "twilio 30003"


def test_a_strange_error_is_not_kept(sms):
    tell(path_of(sms), "undelivered", ErrorCode="bel\x000612345678 \ufffd", MessageSid="x\x00")
    sms.refresh_from_db()
    assert sms.fout == "twilio undelivered"


def test_an_sms_that_does_not_arrive_takes_the_next_way(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    Bericht.objects.update(kanaal="SMS")
    kantoor.send()
    assert tell(path_of(Bericht.objects.get()), "undelivered", ErrorCode="30005") == 204
    assert told(afspraak) == [
        ("BEVESTIGING", "SMS", "NIET_AFGELEVERD"),
        ("BEVESTIGING", "EMAIL", "WACHT"),
    ]


def test_uncertain_becomes_sent_when_twilio_has_it(sms):
    Bericht.objects.update(status=Berichtstatus.ONZEKER, verzonden_op=None, provider_id="")
    tell(path_of(sms), "sent")
    sms.refresh_from_db()
    assert (sms.status, sms.provider_id, sms.verzonden_op) == ("VERZONDEN", SID, NOW)


def test_nothing_goes_backwards_and_a_replay_does_nothing(sms, clock):
    for said in ("delivered", "delivered", "undelivered", "sent"):
        assert tell(path_of(sms), said) == 204
        clock.shift(timedelta(minutes=1))
    sms.refresh_from_db()
    assert (sms.status, sms.status_op) == ("AFGELEVERD", NOW)
    assert Bericht.objects.count() == 1


def test_an_unknown_message_has_no_effect(sms):
    for referentie in ("0" * 32, "x", "ë", "%00", "a" * 3000):
        path = f"/berichten/twilio/status/{referentie}/"
        answered = tell(path, "delivered")
        assert answered in (204, 400, 403), path[:40]  # a NUL in an address is refused earlier
        assert status_of(sms) == "VERZONDEN", path[:40]


# --- who may say so -----------------------------------------------------------------------------


def test_a_missing_signature_is_refused(sms, client):
    fields = {"AccountSid": twilio.ACCOUNT, "MessageStatus": "delivered"}
    assert client.post(path_of(sms), fields).status_code == 403
    assert client.post(path_of(sms), urlencode(fields), content_type=FORM).status_code == 403
    assert status_of(sms) == "VERZONDEN"


def test_a_wrong_signature_is_refused(sms, client, caplog):
    body = urlencode({"AccountSid": twilio.ACCOUNT, "MessageStatus": "delivered", "Body": "Anna"})
    for signature in ("x", "", "=" * 28, "é" * 28, "A" * 50_000, "AAAAAAAAAAAAAAAAAAAAAAAAAAA="):
        caplog.clear()
        answer = client.generic(
            "POST", path_of(sms), body, content_type=FORM, HTTP_X_TWILIO_SIGNATURE=signature
        )
        assert answer.status_code == 403, signature[:30]
        assert status_of(sms) == "VERZONDEN", signature[:30]
        assert "signature" in caplog.text, signature[:30]
        assert "Anna" not in caplog.text, signature[:30]


def test_a_signature_of_another_message_is_refused(sms, client):
    fields = {"AccountSid": twilio.ACCOUNT, "MessageStatus": "undelivered"}
    signature = twilio.signature(SITE + path_of(sms), fields | {"MessageStatus": "sent"})
    headers = {"X-Twilio-Signature": signature}
    answer = client.post(path_of(sms), urlencode(fields), content_type=FORM, headers=headers)
    assert answer.status_code == 403


def test_another_account_is_refused(sms, caplog):
    assert tell(path_of(sms), "delivered", AccountSid="AC" + "f" * 32) == 403
    assert status_of(sms) == "VERZONDEN"
    assert "another account" in caplog.text


def test_the_host_of_a_request_proves_nothing(sms, settings):
    settings.ALLOWED_HOSTS = ["*"]
    evil = Client(headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
    path = path_of(sms)
    assert tell(path, "delivered", client=evil, signed_for="https://evil.example") == 403
    assert tell(path, "delivered", client=evil) == 204


def test_only_a_post_counts(sms, client):
    for method in ("get", "put", "delete", "head"):
        assert getattr(client, method)(path_of(sms)).status_code == 405, method


def test_no_cookie_is_needed(sms):
    assert tell(path_of(sms), "delivered", client=Client(enforce_csrf_checks=True)) == 204


@pytest.mark.parametrize("path", ["/berichten/twilio/status/x/", NOTIFYNL])
def test_a_large_body_is_refused_unread(client, path, settings):
    settings.NOTIFYNL_CALLBACK_TOKEN = TOKEN
    for length in ("5000000", "65537", "9" * 40, "-1", "x"):
        answer = client.generic("POST", path, b"", content_type=FORM, CONTENT_LENGTH=length)
        assert answer.status_code == 413, length
    assert client.post(path, "a" * 65_536, content_type=FORM).status_code in (403, 404)


def test_who_does_not_use_twilio_has_no_such_page(sms, settings):
    for provider in ("", "notifynl"):
        settings.SMS_PROVIDER = provider
        assert tell(path_of(sms), "delivered") == 404


@pytest.fixture
def answers(settings):
    settings.SMS_ANTWOORDEN = True


def test_a_customer_answers_over_the_line(fake_sms, live_server, sms, settings, answers):
    settings.ALLOWED_HOSTS = ["*"]
    fake_sms.set(callback_host=urlsplit(live_server.url).netloc)

    def text(body, sid=SID):
        told = {"sender": ANNA.telefoon, "to": "+31970012345", "body": body, "sid": sid}
        return fake_sms.inbound(SITE + ANTWOORD, **told)

    assert [text("Nee"), text("Nee"), text("Nee", "x")] == [204, 204, 204]
    assert [row.gevolg for row in SmsAntwoord.objects.all()] == ["GEVRAAGD"]
    assert Bericht.objects.filter(soort="ANTWOORD").count() == 1


def test_an_answer_of_somebody_else_is_refused(sms, client, answers):
    fields = {"AccountSid": twilio.ACCOUNT, "From": ANNA.telefoon, "Body": "NEE", "MessageSid": SID}
    for headers in ({}, {"X-Twilio-Signature": twilio.signature("https://x", fields)}):
        body = urlencode(fields)
        answer = client.post(ANTWOORD, body, content_type=FORM, headers=headers)
        assert answer.status_code == 403
    assert not SmsAntwoord.objects.exists()


def test_who_cannot_be_answered_has_no_such_page(settings):
    settings.SMS_ANTWOORDEN = False
    assert tell(ANTWOORD, "", From=ANNA.telefoon, Body="NEE") == 404


def test_over_the_line_every_status_arrives(fake_sms, live_server, sms, settings):
    """The fake signs for the public address and calls a server that goes by another name."""
    settings.ALLOWED_HOSTS = ["*"]
    fake_sms.set(callbacks=True, callback_host=urlsplit(live_server.url).netloc)
    fake_sms.switch("stuck")
    account = TwilioAccount(
        twilio.ACCOUNT, twilio.TOKEN, "+31970012345", SITE, base_url=fake_sms.address
    )
    TwilioSms(account).send(Post(sms.referentie.hex, ANNA.telefoon, "nl", "", "Tot maandag!"))
    [taken] = fake_sms.messages()
    fake_sms.status(taken["id"], "delivered")
    assert [one["answered"] for one in fake_sms.callbacks()] == [204]
    assert status_of(sms) == "AFGELEVERD"


# --- NotifyNL -----------------------------------------------------------------------------------


def notify(body, token=TOKEN):
    """Post a delivery receipt; the status of the answer."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    answer = Client(enforce_csrf_checks=True).post(
        NOTIFYNL, text, content_type="application/json", headers=headers
    )
    return answer.status_code


@pytest.mark.parametrize(
    ("said", "becomes", "fout"),
    [
        ("delivered", "AFGELEVERD", ""),
        ("permanent-failure", "NIET_AFGELEVERD", "notifynl permanent-failure"),
        ("temporary-failure", "NIET_AFGELEVERD", "notifynl temporary-failure"),
        ("sending", "VERZONDEN", ""),
        ("xyz", "VERZONDEN", ""),
        ([], "VERZONDEN", ""),
    ],
)
def test_what_notifynl_says_is_written_down(sms, by_notifynl, said, becomes, fout):
    assert notify({"reference": str(sms.referentie), "status": said, "to": "0612345678"}) == 204
    sms.refresh_from_db()
    assert (sms.status, sms.fout) == (becomes, fout)


def test_a_wrong_token_is_refused(sms, by_notifynl, caplog):
    for token in ("", "x", TOKEN + "x", TOKEN[:-1], "é", "Bearer"):
        caplog.clear()
        assert notify({"reference": str(sms.referentie), "status": "delivered"}, token) == 403, (
            token
        )
        assert status_of(sms) == "VERZONDEN", token
        assert "token" in caplog.text, token
        assert sms.referentie.hex not in caplog.text, token


def test_without_a_token_there_is_no_such_page(by_notifynl, settings):
    settings.NOTIFYNL_CALLBACK_TOKEN = ""
    assert notify({}, "") == notify({}, "x") == 404


ODD = ["", "[", "[" * 60_000, "[]", "1", '"x"', b"\xff\xfe", "1" * 5000, '{"a": NaN', "null"]


@pytest.mark.parametrize("body", ODD)
def test_what_is_no_receipt_is_refused(by_notifynl, body):
    assert notify(body) == 400


def test_an_unknown_reference_has_no_effect(sms, by_notifynl):
    for reference in (None, 1, [], {}, "\ud800", "\x00", "x" * 60_000, "{" + "0" * 32 + "}"):
        told_of = ascii(reference)[:40]
        for said in ("delivered", "sending", "permanent-failure"):
            receipt = {"reference": reference, "status": said, "id": "\ud800\x00"}
            assert notify(receipt) == 204, told_of
        assert status_of(sms) == "VERZONDEN", told_of


# --- anything at all ----------------------------------------------------------------------------

FUZZ = examples(10, in_proof=300)
words = st.text(st.characters(exclude_categories=()), max_size=40)
names = st.sampled_from(["AccountSid", "MessageStatus", "MessageSid", "ErrorCode", "From", "Body"])
values = st.sampled_from(
    [twilio.ACCOUNT, "delivered", "sent", "failed", SID, "30003", ANNA.telefoon, "NEE", "STOP"]
)


@FUZZ
@given(
    body=st.binary(max_size=300),
    kind=st.sampled_from([FORM, f"{FORM}; charset=x", "application/json", "multipart/form-data"])
    | st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=30),
)
def test_no_body_breaks_a_page(body, kind, sms):
    for path in (path_of(sms), ANTWOORD, NOTIFYNL):
        answer = Client(raise_request_exception=False).generic("POST", path, body, kind)
        assert answer.status_code < 500


@FUZZ
@given(pairs=st.lists(st.tuples(names | words, values | words), max_size=12))
@pytest.mark.parametrize("page", ["status", "antwoord"])
def test_no_signed_form_breaks_a_page(pairs, sms, answers, page):
    """Repeated keys, NUL and half characters, rightly signed: the secret may have leaked."""
    path = path_of(sms) if page == "status" else ANTWOORD
    octets = urlencode([("AccountSid", twilio.ACCOUNT), *pairs], errors="surrogatepass").encode()
    form = QueryDict(octets)
    text = SITE + path
    for name in sorted(form):
        text += "".join(name + value for value in sorted(set(form.getlist(name))))
    signature = twilio.seal(text)
    answer = Client(raise_request_exception=False).post(
        path, octets, content_type=FORM, headers={"X-Twilio-Signature": signature}
    )
    allowed = 204 if form["AccountSid"] == twilio.ACCOUNT else 403
    assert answer.status_code == allowed


@FUZZ
@given(
    receipt=st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | words,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["reference", "status", "id"]) | words, inner)
        ),
    )
)
def test_no_receipt_breaks_a_page(receipt, by_notifynl):
    assert notify(receipt) in (204, 400)
