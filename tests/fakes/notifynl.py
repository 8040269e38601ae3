"""A fake of NotifyNL: sending an SMS, and asking for messages by reference.

Source: docs.notifynl.nl/openapi-specification
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from typing import Any
from uuid import uuid4

from tests.fakes.inbox import NOT_TAKEN, Inbox, Message
from tests.fakes.web import Answer, Request

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
API_KEY = f"proef-{SERVICE}-{SECRET}"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
FAILED = {
    400: ("ValidationError", "phone_number Not a valid phone number"),
    403: ("AuthError", "Invalid token: service not found"),
    404: ("NoResultFound", "No result found"),
    429: (
        "RateLimitError",
        "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds",
    ),
    500: ("Exception", "Internal server error"),
    503: ("Exception", "Service unavailable"),
}


class NotifyNL:
    """Answers as NotifyNL does, for one service with one template: ((tekst))."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def answer(self, request: Request) -> Answer:
        """The answer to one request of the API."""
        if not _is_known(request):
            return _error(403)
        if (request.method, request.path) == ("POST", "/v2/notifications/sms"):
            return await self._create(request.json)
        if (request.method, request.path) == ("GET", "/v2/notifications"):
            return self._list(request.query)
        found = self._inbox.by_id.get(request.path.removeprefix("/v2/notifications/"))
        return Answer(200, _shown(found)) if found else _error(404)

    async def _create(self, asked: dict[str, Any]) -> Answer:
        text = asked.get("personalisation", {}).get("tekst", "")
        is_number = re.fullmatch(r"\+[1-9]\d{6,14}", asked.get("phone_number", ""))
        if asked.get("template_id") != TEMPLATE or not text or not is_number:
            return _error(400)
        behaviour = self._inbox.behaviour(asked["phone_number"])
        if behaviour in NOT_TAKEN:
            await self._inbox.trouble(behaviour)
            return self._inbox.refusal(behaviour) or _error(int(behaviour))
        if behaviour.isdigit() and int(behaviour) < 30000:
            return _error(400, asked["phone_number"])
        message = Message(
            id=str(uuid4()),
            provider="notifynl",
            to=asked["phone_number"],
            sender="Gemeente",
            body=text,
            reference=asked.get("reference", ""),
            callback="",
            created=self._inbox.now(),
            status="permanent-failure" if behaviour.isdigit() else "delivered",
        )
        self._inbox.take(message)
        await self._inbox.trouble(behaviour)
        if behaviour == "500 after accept":
            return _error(500)
        if behaviour == "garbled":
            return Answer(201, b"<html>OK</html>")
        return Answer(201, _created(message), then_close=behaviour == "close")

    def _list(self, query: dict[str, str]) -> Answer:
        found = [one for one in reversed(self._inbox.messages) if one.provider == "notifynl"]
        if "reference" in query:
            found = [one for one in found if one.reference == query["reference"]]
        links = {"current": "/v2/notifications"}
        return Answer(200, {"notifications": [_shown(one) for one in found[:250]], "links": links})


def _is_known(request: Request) -> bool:
    """Whether the bearer token is signed with our secret, for our service, in the last minute."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    head, _, rest = token.partition(".")
    payload, _, seal = rest.partition(".")
    if kind != "Bearer" or not seal:
        return False
    wanted = hmac.digest(SECRET.encode(), f"{head}.{payload}".encode(), hashlib.sha256)
    claims = json.loads(_decoded(payload))
    is_fresh = abs(time.time() - claims["iat"]) < 60
    return hmac.compare_digest(wanted, _decoded(seal)) and claims["iss"] == SERVICE and is_fresh


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _error(status: int, number: str = "") -> Answer:
    name, text = FAILED[status]
    text = f"{text} {number}".rstrip()
    return Answer(status, {"errors": [{"error": name, "message": text}], "status_code": status})


def _created(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "reference": message.reference,
        "content": {"body": message.body, "from_number": message.sender},
        "uri": f"/v2/notifications/{message.id}",
        "template": {"id": TEMPLATE, "version": 1, "uri": f"/v2/template/{TEMPLATE}"},
    }


def _shown(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "reference": message.reference,
        "phone_number": message.to,
        "type": "sms",
        "status": message.status,
        "body": message.body,
        "created_at": message.created.isoformat(),
        "template": {"id": TEMPLATE, "version": 1, "uri": f"/v2/template/{TEMPLATE}"},
    }
