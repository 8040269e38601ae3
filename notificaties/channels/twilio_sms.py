"""SMS by Twilio.

Read first: the table of outcomes in `docs/sms.md`. What Twilio tells us later comes in by a
webhook; here is only the address of it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from requests import RequestException
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.http.response import Response
from twilio.rest import Client

from notificaties.channels import Gevonden, Post, Uitkomst, Verzonden
from notificaties.channels.http import TIME_LIMIT, OneTry, without_answer

STATUS_PATH = "/berichten/twilio/status/{referentie}/"

# How long Twilio may keep a message that it cannot pass on: a later one is worse than another
# channel. After it the status becomes "failed" (error 30036).
VALIDITY = timedelta(hours=1)

# About the account or the sender, so every message would fail alike: waiting for a person who
# repairs the settings beats giving up on each customer.
# Source: twilio.com/docs/api/errors
OUR_FAULT = {
    20003,  # wrong credentials
    20005,  # account not active
    20006,  # account may not do this
    20404,  # no such account in this region
    21212,  # sender is not a number
    21603,  # no sender
    21606,  # sender cannot send SMS
    21609,  # our address for the status is not one
    21705,  # no such messaging service
}
LATER = {
    20503,  # unavailable; documented: try again with back-off
    21611,  # the queue of our sender is full
}

TRIAL = "Sent from your Twilio trial account - "  # what a trial account puts before each text
CLOCKS_DIFFER = timedelta(minutes=5)
LOOKED_AT = 50  # newest messages to one number; a customer gets a few a day


@dataclass(frozen=True)
class TwilioAccount:
    """What is needed to send. `sender` is a number, a name (≤ 11 characters) or a service (MG…).

    `base_url` replaces scheme and host of Twilio's address; empty means Twilio itself, in `region`
    through `edge`. `public_url` is the address under which Twilio reaches us.
    """

    account_sid: str
    auth_token: str = field(repr=False)
    sender: str
    public_url: str
    region: str = ""
    edge: str = ""
    base_url: str = ""


class TwilioSms:
    """Channel for SMS. Used by many threads; each has its own client and connection."""

    def __init__(self, account: TwilioAccount, *, seconds: float = TIME_LIMIT) -> None:
        self._account = account
        self._seconds = seconds
        self._of_thread = threading.local()

    def send(self, post: Post) -> Verzonden:
        """Hand over one SMS. Never raises; see `Channel`."""
        try:
            message = self._client.messages.create(
                to=post.aan,
                body=post.tekst,
                status_callback=status_callback(self._account.public_url, post.referentie),
                validity_period=int(VALIDITY.total_seconds()),
                **self._from(),
            )
        except (TwilioRestException, TwilioServiceException) as error:
            return _answered(error.status, error.code)
        except RequestException as error:
            return without_answer(error)
        except Exception as error:  # an answer that cannot be read: it may have been taken
            return Verzonden(Uitkomst.ONBEKEND, fout=f"onleesbaar: {type(error).__name__}")
        if not message.sid:
            return Verzonden(Uitkomst.ONBEKEND, fout="onleesbaar: geen sid")
        return Verzonden(Uitkomst.AANVAARD, provider_id=message.sid)

    def look_up(self, post: Post) -> tuple[Gevonden, str]:
        """Whether Twilio has this text to this number since `post.op`, and its sid.

        Never NEE: Twilio keeps no reference of ours, its filter on the moment leaves out what still
        waits in its queue (`date_sent` is empty there, so we compare `date_created`), and it
        promises nowhere that a message is in the list at once. Without number, text and `op` some
        other message could be taken for this one, so then we do not ask.

        Source: twilio.com/docs/messaging/api/message-resource
        """
        text = post.tekst.strip()
        if not (post.aan and text and post.op):
            return Gevonden.ONBEKEND, ""
        try:
            for message in self._client.messages.stream(to=post.aan, limit=LOOKED_AT):
                is_new = message.date_created and message.date_created >= post.op - CLOCKS_DIFFER
                is_out = (message.direction or "").startswith("outbound")
                if is_new and is_out and message.body.removeprefix(TRIAL).strip() == text:
                    return Gevonden.JA, message.sid
        except Exception:  # whatever went wrong, it proves nothing
            return Gevonden.NIET_NU, ""
        return Gevonden.ONBEKEND, ""

    def _from(self) -> dict[str, str]:
        sender = self._account.sender
        return {"messaging_service_sid": sender} if is_service(sender) else {"from_": sender}

    @property
    def _client(self) -> Any:
        if not hasattr(self._of_thread, "client"):
            account = self._account
            self._of_thread.client = Client(
                account.account_sid,
                account.auth_token,
                region=account.region or None,
                edge=account.edge or None,
                http_client=Http(account.base_url, OneTry(self._seconds)),
            )
        return self._of_thread.client


def status_callback(public_url: str, referentie: str) -> str:
    """Where Twilio tells what became of the message with this reference of ours."""
    return public_url + STATUS_PATH.format(referentie=quote(referentie, safe=""))


def is_service(sender: str) -> bool:
    """Whether this is the sid of a Messaging Service, which chooses a sender itself."""
    return sender.startswith("MG") and len(sender) == 34


def _answered(status: int, code: int | None) -> Verzonden:
    """What an error that Twilio answered proves. `code` is the status where it gave none."""
    fout = f"twilio {status} {code or ''}".rstrip()
    if status in {401, 429} or code in LATER | OUR_FAULT:
        return Verzonden(Uitkomst.NIET_AANVAARD, fout=fout)
    if 400 <= status < 500 and status != 408:
        return Verzonden(Uitkomst.GEWEIGERD, fout=fout)
    return Verzonden(Uitkomst.ONBEKEND, fout=fout)


class Http:
    """Twilio's way to the network: a session of ours, that logs no number."""

    def __init__(self, base_url: str, session: OneTry) -> None:
        self._base_url = base_url
        self._session = session

    def request(
        self,
        method: str,
        uri: str,
        params: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """One request, as the client of Twilio asks for it. Raises: RequestException."""
        if self._base_url:
            asked = urlsplit(uri)
            uri = self._base_url + asked._replace(scheme="", netloc="").geturl()
        answer = self._session.request(
            method, uri, params=params, data=data, headers=headers, auth=auth, allow_redirects=False
        )
        return Response(answer.status_code, answer.text, answer.headers)
