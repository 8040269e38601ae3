"""What SMS providers tell us: what became of a message, and what a customer answered.

Anyone on the internet can post here, so nothing is read before the sender has proved who it is, and
nothing that it sends can end in an error of ours. What is unknown, old or told before has no effect
and gets the same answer. What follows from it is decided in `outbox/settling.py`.

Source: twilio.com/docs/usage/security, docs.notifynl.nl (delivery receipts)
"""

from __future__ import annotations

import hmac
import json
import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from twilio.request_validator import RequestValidator

from notificaties import outbox
from notificaties.antwoorden import beantwoorden

logger = logging.getLogger(__name__)

LARGEST = 64 * 1024
"""Octets of a body; what they send is a few hundred."""

FORM = "application/x-www-form-urlencoded"
_LENGTH = re.compile(r"\d{1,7}", re.ASCII)
_SID = re.compile(r"(SM|MM)[0-9a-f]{32}")
_CODE = re.compile(r"[\w-]{1,30}", re.ASCII)
_UUID = re.compile(r"[0-9a-f-]{32,36}")

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def from_program(view: View[P]) -> View[P]:
    """A view for a program: POST only, no cookie needed, and a body of at most LARGEST."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not _LENGTH.fullmatch(length) or int(length) > LARGEST:
            return HttpResponse(status=413)  # before anything of it is read
        return view(request, *args, **kwargs)

    return guarded


# --- Twilio -------------------------------------------------------------------------------------


@from_program
def twilio_status(request: HttpRequest, referentie: str) -> HttpResponse:
    """How far an SMS of ours came."""
    form = _signed_form(request)
    if form is None:
        return HttpResponse(status=403)
    now = timezone.now()
    match form.get("MessageStatus"):
        case "delivered" | "read":
            outbox.delivered(referentie, now=now)
        case "undelivered" | "failed" | "canceled" as status:
            fout = f"twilio {_fitting(_CODE, form.get('ErrorCode')) or status}"
            outbox.undelivered(referentie, fout=fout, now=now)
        case "accepted" | "scheduled" | "queued" | "sending" | "sent":
            sid = _fitting(_SID, form.get("MessageSid"))
            outbox.accepted(referentie, provider_id=sid, now=now)
    return HttpResponse(status=204)


@from_program
def twilio_antwoord(request: HttpRequest) -> HttpResponse:
    """An SMS that a customer sent us. What we answer is a message of its own, so here nothing."""
    if not settings.SMS_ANTWOORDEN:
        raise Http404
    form = _signed_form(request)
    if form is None:
        return HttpResponse(status=403)
    sid = _fitting(_SID, form.get("MessageSid"))
    if sid:
        beantwoorden.receive(sid, form.get("From", ""), form.get("Body", ""), now=timezone.now())
    return HttpResponse(status=204)


def _signed_form(request: HttpRequest) -> QueryDict | None:
    """The form that Twilio sent; None if it was somebody else.

    Signed is the address under which Twilio knows us, so never what the request says it is.
    Raises: Http404 where this installation does not use Twilio.
    """
    if settings.SMS_PROVIDER != "twilio":
        raise Http404
    form = request.POST if request.content_type == FORM else QueryDict()
    address = settings.PUBLIC_URL + request.path
    signature = request.headers.get("X-Twilio-Signature", "")
    if not RequestValidator(settings.TWILIO_AUTH_TOKEN).validate(address, form, signature):
        logger.warning("refused a message in the name of Twilio: signature")
        return None
    if form.get("AccountSid") != settings.TWILIO_ACCOUNT_SID:
        logger.warning("refused a message of Twilio: another account")
        return None
    return form


# --- NotifyNL -----------------------------------------------------------------------------------


@from_program
def notifynl_status(request: HttpRequest) -> HttpResponse:
    """How far an SMS of ours came."""
    if settings.SMS_PROVIDER != "notifynl" or not settings.NOTIFYNL_CALLBACK_TOKEN:
        raise Http404
    if not _bears_token(request):
        logger.warning("refused a message in the name of NotifyNL: token")
        return HttpResponse(status=403)
    told = _json_object(request.body)
    if told is None:
        return HttpResponse(status=400)
    referentie, now = str(told.get("reference")), timezone.now()
    match told.get("status"):
        case "delivered":
            outbox.delivered(referentie, now=now)
        case "permanent-failure" | "temporary-failure" | "technical-failure" as status:
            outbox.undelivered(referentie, fout=f"notifynl {status}", now=now)
        case "created" | "sending" | "pending" | "sent":
            outbox.accepted(referentie, provider_id=_fitting(_UUID, told.get("id")), now=now)
    return HttpResponse(status=204)


def _bears_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").encode(errors="replace")
    return hmac.compare_digest(given, f"Bearer {settings.NOTIFYNL_CALLBACK_TOKEN}".encode())


def _json_object(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _fitting(pattern: re.Pattern[str], value: object) -> str:
    """The value if it has this shape, else empty: nothing else of theirs is stored."""
    return value if isinstance(value, str) and pattern.fullmatch(value) else ""
