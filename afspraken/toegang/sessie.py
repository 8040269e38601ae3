"""Which session still counts: one from before a change of roles or departments does not.

A user who is made inactive, or whose password changes, is logged out by Django itself, at the
next page. For the rest a session keeps what its user was at the moment of logging in.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest

from afspraken.rechten import toegang

KEY = "rechten"


def on_logged_in(request: HttpRequest, user: Any, **_: Any) -> None:
    """Note in the new session what its user may."""
    request.session[KEY] = _mark(user)


def is_outdated(request: HttpRequest) -> bool:
    """True if the user of this session may other things than when it began."""
    return request.session.get(KEY) != _mark(request.user)


def _mark(user: Any) -> str:
    may = toegang(user)
    said = f"{user.is_staff} {may.alles} {sorted(may.rollen)} {sorted(may.afdelingen)}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
