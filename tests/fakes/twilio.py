"""A fake of the Messages API of Twilio, with status callbacks and inbound messages.

Source: twilio.com/docs/messaging/api/message-resource, twilio.com/docs/usage/security
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import re
import urllib.request
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from tests.fakes.inbox import NOT_TAKEN, Inbox, Message
from tests.fakes.web import Answer, Request

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "fedcba9876543210" * 2
MOST_CHARACTERS = 1600
MESSAGES = re.compile(r"/2010-04-01/Accounts/(?P<account>\w+)/Messages(/(?P<sid>\w+))?\.json")
TEXTS = {
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    20500: "An internal server error has occurred",
    20503: "Service unavailable",
    21211: "The 'To' number is not a valid phone number.",
    21602: "Message body is required.",
    21603: "A 'From' phone number is required.",
    21609: "The 'StatusCallback' URL is not a valid URL.",
    21610: "Attempt to send to unsubscribed recipient",
    21617: "The concatenated message body exceeds the 1600 character limit.",
}


class Twilio:
    """Answers as Twilio does, for one account."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._later: set[asyncio.Task[None]] = set()

    async def answer(self, request: Request) -> Answer:
        """The answer to one request of the API."""
        found = MESSAGES.fullmatch(request.path)
        if not _is_known(request):
            return _error(401, 20003)
        if not found or found["account"] != ACCOUNT:
            return _error(404, 20404)
        if request.method == "POST":
            return await self._create(request.form)
        if found["sid"]:
            message = self._inbox.by_id.get(found["sid"])
            return Answer(200, _shown(message)) if message else _error(404, 20404)
        return self._list(request)

    async def _create(self, form: dict[str, str]) -> Answer:
        if wrong := _wrong(form):
            return _error(400, wrong)
        behaviour = self._inbox.behaviour(form["To"])
        if behaviour in NOT_TAKEN:
            await self._inbox.trouble(behaviour)
            return self._inbox.refusal(behaviour) or _busy(int(behaviour))
        if behaviour.isdigit() and int(behaviour) < 30000:
            return _error(400, int(behaviour), form["To"])
        before = "Sent from your Twilio trial account - " if behaviour == "trial" else ""
        message = self._take(form, before)
        if behaviour != "stuck":
            self._deliver_later(message, behaviour)
        await self._inbox.trouble(behaviour)
        if behaviour == "500 after accept":
            return _error(500, 20500)
        if behaviour == "garbled":
            return Answer(201, b"<html>OK</html>")
        return Answer(201, _shown(message), then_close=behaviour == "close")

    def _take(self, form: dict[str, str], before: str) -> Message:
        callback = form.get("StatusCallback", "")
        message = Message(
            id=f"SM{uuid4().hex}",
            provider="twilio",
            to=form["To"],
            sender=form.get("From") or form["MessagingServiceSid"],
            body=before + form["Body"],
            reference=urlsplit(callback).path.rstrip("/").rpartition("/")[2],
            callback=callback,
            created=self._inbox.now(),
        )
        self._inbox.take(message)
        return message

    def _list(self, request: Request) -> Answer:
        query = request.query
        newest_first = reversed(self._inbox.by_number.get(query.get("To", ""), []))
        if "To" not in query:
            newest_first = reversed(self._inbox.messages)
        found = [message for message in newest_first if _fits(message, query)]
        size, page = int(query.get("PageSize", "50")), int(query.get("Page", "0"))
        shown = found[page * size : (page + 1) * size]
        more = urlencode({**query, "Page": page + 1, "PageSize": size})
        is_last = len(found) <= (page + 1) * size
        return Answer(
            200,
            {
                "messages": [_shown(message) for message in shown],
                "page": page,
                "page_size": size,
                "next_page_uri": None if is_last else f"{request.path}?{more}",
                "uri": request.path,
            },
        )

    def _deliver_later(self, message: Message, behaviour: str) -> None:
        task = asyncio.get_running_loop().create_task(self._deliver(message, behaviour))
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _deliver(self, message: Message, behaviour: str) -> None:
        """Queued, sent, and then delivered or not; each is told if callbacks are on."""
        fails = behaviour.isdigit()
        for status in ["sent", "undelivered" if fails else "delivered"]:
            await asyncio.sleep(self._inbox.settings.callback_delay)
            error = int(behaviour) if status == "undelivered" else None
            await self.tell(message, status, error)

    async def tell(self, message: Message, status: str, error: int | None = None) -> None:
        """Give a message a status, and call back if that is on."""
        message.status, message.error = status, error
        message.sent = message.sent or self._inbox.now()
        settings = self._inbox.settings
        if settings.callbacks and message.callback:
            fields = _status_fields(message)
            answered = await self.post(message.callback, fields)
            told = {"sid": message.id, "status": status, "answered": answered}
            self._inbox.callbacks.append(told)

    async def receive(self, url: str, *, sender: str, to: str, body: str, sid: str = "") -> int:
        """An SMS that a customer sends: post it to `url`. Returns the status of the answer."""
        sid = sid or f"SM{uuid4().hex}"
        fields = {
            "AccountSid": ACCOUNT,
            "ApiVersion": "2010-04-01",
            "Body": body,
            "From": sender,
            "FromCountry": "NL",
            "MessageSid": sid,
            "NumMedia": "0",
            "NumSegments": "1",
            "SmsMessageSid": sid,
            "SmsSid": sid,
            "SmsStatus": "received",
            "To": to,
        }
        return await self.post(url, fields)

    async def post(self, url: str, fields: dict[str, str]) -> int:
        """Post signed fields. Returns the status of the answer, 0 if there is none."""
        return await asyncio.to_thread(self._post, url, fields)

    def _post(self, url: str, fields: dict[str, str]) -> int:
        target = url
        if host := self._inbox.settings.callback_host:
            target = urlsplit(url)._replace(scheme="http", netloc=host).geturl()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "Host": urlsplit(url).netloc,
            "User-Agent": "TwilioProxy/1.1",
            "X-Twilio-Signature": signature(url, fields),
        }
        asked = urllib.request.Request(target, urlencode(fields).encode(), headers, method="POST")
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with direct.open(asked, timeout=10) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except (URLError, OSError):
            return 0


def signature(url: str, fields: dict[str, str]) -> str:
    """X-Twilio-Signature: the address, then each name and value in order of name."""
    return seal(url + "".join(name + fields[name] for name in sorted(fields)))


def seal(text: str) -> str:
    """What proves that whoever knows our secret said this."""
    return base64.b64encode(hmac.digest(TOKEN.encode(), text.encode(), hashlib.sha1)).decode()


def _is_known(request: Request) -> bool:
    wanted = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    return hmac.compare_digest(request.headers.get("authorization", ""), wanted)


def _wrong(form: dict[str, str]) -> int:
    """The error that Twilio finds in a form; 0 if none."""
    callback = form.get("StatusCallback", "")
    if not re.fullmatch(r"\+[1-9]\d{6,14}", form.get("To", "")):
        return 21211
    if not form.get("Body"):
        return 21602
    if len(form["Body"]) > MOST_CHARACTERS:
        return 21617
    if not form.get("From") and not form.get("MessagingServiceSid"):
        return 21603
    if callback and not re.fullmatch(r"https?://[a-zA-Z0-9.-]+(:\d+)?/\S*", callback):
        return 21609
    return 0


def _busy(status: int) -> Answer:
    return _error(status, {429: 20429, 500: 20500, 503: 20503}[status])


def _error(status: int, code: int, number: str = "") -> Answer:
    return Answer(
        status,
        {
            "code": code,
            "message": f"{TEXTS.get(code, 'Refused')} {number}".rstrip(),
            "more_info": f"https://www.twilio.com/docs/errors/{code}",
            "status": status,
        },
    )


def _fits(message: Message, query: dict[str, str]) -> bool:
    """Whether a message passes the filters. One that is not sent yet has no day of sending."""
    day = message.sent.date().isoformat() if message.sent else ""
    return (
        query.get("From", message.sender) == message.sender
        and ("DateSent" not in query or day == query["DateSent"][:10])
        and ("DateSent>" not in query or day >= query["DateSent>"][:10])
        and ("DateSent<" not in query or bool(day) and day <= query["DateSent<"][:10])
    )


def _shown(message: Message) -> dict[str, Any]:
    is_service = message.sender.startswith("MG")
    uri = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{message.id}"
    return {
        "account_sid": ACCOUNT,
        "api_version": "2010-04-01",
        "body": message.body,
        "date_created": _rfc2822(message.created),
        "date_sent": _rfc2822(message.sent),
        "date_updated": _rfc2822(message.sent or message.created),
        "direction": "outbound-api",
        "error_code": message.error,
        "error_message": None,
        "from": None if is_service else message.sender,
        "messaging_service_sid": message.sender if is_service else None,
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": "USD",
        "sid": message.id,
        "status": message.status,
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": message.to,
        "uri": f"{uri}.json",
    }


def _status_fields(message: Message) -> dict[str, str]:
    is_service = message.sender.startswith("MG")
    fields = {
        "AccountSid": ACCOUNT,
        "ApiVersion": "2010-04-01",
        "MessageSid": message.id,
        "MessageStatus": message.status,
        "SmsSid": message.id,
        "SmsStatus": message.status,
        "To": message.to,
        "MessagingServiceSid" if is_service else "From": message.sender,
    }
    return {**fields, "ErrorCode": str(message.error)} if message.error else fields


def _rfc2822(moment: datetime | None) -> str | None:
    return format_datetime(moment) if moment else None
