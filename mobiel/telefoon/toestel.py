"""The phone itself: known from its first visit after a login, revoked when it is lost.

Its cookie holds a secret that opens nothing; it only tells which phone this is after the session
has ended, so that a lost one can be told to forget what it kept.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse

from afspraken import logboek
from afspraken.models import Handeling
from mobiel.models import Toestel

COOKIE = "toestel"
KEY = "toestel"
"""In the session: the number of the phone."""

PATH = "/route/"
LIFETIME = timedelta(days=365)
_SEEN_EVERY = timedelta(minutes=5)
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac", "Linux")
_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


def of_cookie(request: HttpRequest) -> Toestel | None:
    """The phone that this is, whoever is logged in on it."""
    secret = request.COOKIES.get(COOKIE, "")
    if not secret:
        return None
    return Toestel.objects.filter(sleutel_hash=_hash(secret)).first()


def of_session(request: HttpRequest) -> Toestel | None:
    """The phone on which this session began."""
    pk = request.session.get(KEY)
    return Toestel.objects.filter(pk=pk).first() if pk else None


def known(request: HttpRequest, *, now: datetime) -> tuple[Toestel, str]:
    """The phone of someone who is logged in, made on first sight; its new secret, else empty.

    A phone that was revoked and turned up again is a new one.
    """
    found = of_session(request)
    if found is None:
        found = of_cookie(request)
        if found is not None and (found.gebruiker_id != request.user.pk or found.ingetrokken_op):
            found = None
    secret = ""
    if found is None:
        secret = secrets.token_urlsafe(24)
        found = Toestel(
            gebruiker_id=int(str(request.user.pk)), sleutel_hash=_hash(secret), sinds=now
        )
    key = request.session.session_key or ""
    if secret or found.sessie != key or now - found.gezien_op > _SEEN_EVERY:
        found.naam, found.gezien_op, found.sessie = name_of(request), now, key
        _store(found)
    if request.session.get(KEY) != found.pk:
        request.session[KEY] = found.pk
    return found, secret


def _store(phone: Toestel) -> None:
    """Write that it was seen; a database that cannot be written is no reason to refuse a call."""
    try:
        phone.save()
    except DatabaseError:
        if phone.pk is None:
            raise


def remember(response: HttpResponse, secret: str) -> HttpResponse:
    """Give the phone its secret."""
    if secret:
        response.set_cookie(
            COOKIE,
            secret,
            max_age=LIFETIME,
            path=PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@transaction.atomic
def revoke(toestel: Toestel, *, door: Any, now: datetime) -> None:
    """A phone was lost: its session ends now, and its next contact makes it forget.

    Revoking twice changes nothing.
    """
    open_ones = Toestel.objects.filter(pk=toestel.pk, ingetrokken_op__isnull=True)
    if not open_ones.update(ingetrokken_op=now, ingetrokken_door=door, sessie=""):
        return
    if toestel.sessie:
        store = import_module(settings.SESSION_ENGINE).SessionStore
        store(session_key=toestel.sessie).delete()
    logboek.record_by(
        door, Handeling.BEHEER, f"toestel:{toestel.pk}", now=now, gebruiker=toestel.gebruiker_id
    )


def name_of(request: HttpRequest) -> str:
    """A phone as people call it, from what its browser says: "Chrome, Android"."""
    said = request.headers.get("User-Agent", "")
    system = next((one for one in _SYSTEMS if re.search(rf"\b{one}", said)), "")
    browser = next((name for sign, name in _BROWSERS if sign in said), "")
    return ", ".join(filter(None, [browser, system])) or "?"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
