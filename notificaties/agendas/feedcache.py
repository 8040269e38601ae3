"""Calendars kept between two fetches, so that "nothing new" is said without looking anything up.

Kept per calendar and level, shared by all processes in Django's cache, until an appointment of its
owner changes, for five minutes at most, and never past midnight.

A change and a slow reader may cross: it reads, the appointment changes, it stores what it read.
So each owner has a stamp. A reader takes the stamp before it reads the tables and stores it with
what it found; a change, once committed, throws the stamp away. What was read before a change
bears a stamp that is no longer valid, however late it is stored.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.cache import cache

from afspraken.lokaal import local_day
from notificaties.agendas import feeds
from notificaties.models import Agendalink

KEPT = timedelta(minutes=5)
"""What sends no signal, such as another name for a product, is seen this much later."""

_REMEMBERED = 24 * 60 * 60  # seconds; longer than `KEPT`, because `modified` outlives the content


class Head(NamedTuple):
    """What is known of a kept calendar without its content.

    `modified` is when the content last became another one, in whole seconds; None if the
    appointments changed while it was read.
    """

    stamp: str
    until: datetime
    dag: str
    etag: str
    modified: datetime | None


def head(link: Agendalink, *, now: datetime) -> Head:
    """The head of the calendar as it is now; asks the tables only if none is kept."""
    return _kept_head(link, now) or _build(link, now)[0]


def whole(link: Agendalink, *, now: datetime) -> tuple[Head, bytes]:
    """The calendar as it is now; asks the tables only if none is kept."""
    kept = _kept_head(link, now)
    etag, body = cache.get(_key("body", link), ("", b""))
    return (kept, body) if kept and kept.etag == etag else _build(link, now)


def drop(*, middelen: Iterable[int], locaties: Iterable[int]) -> None:
    """Forget the calendars of these resources and places (ids), after a change was committed."""
    cache.delete_many(
        [
            *(_stamp_key("middel", pk) for pk in middelen),
            *(_stamp_key("locatie", pk) for pk in locaties),
        ]
    )


def _build(link: Agendalink, now: datetime) -> tuple[Head, bytes]:
    stamp = _stamp(link)
    body = feeds.build(link, now=now)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    found = Head(stamp, now + KEPT, _day(now), etag, modified=None)
    if _stamp(link) != stamp:
        return found, body  # crossed by a change: for this reader only
    found = found._replace(modified=_modified(link, etag, now))
    cache.set(_key("body", link), (etag, body), _REMEMBERED)
    cache.set(_key("head", link), tuple(found), _REMEMBERED)
    return found, body


def _kept_head(link: Agendalink, now: datetime) -> Head | None:
    head_key, stamp_key = _key("head", link), _stamp_key(*_owner(link))
    found = cache.get_many([head_key, stamp_key])
    if head_key not in found:
        return None
    kept = Head._make(found[head_key])
    is_valid = kept.stamp == found.get(stamp_key) and now < kept.until and kept.dag == _day(now)
    return kept if is_valid else None


def _modified(link: Agendalink, etag: str, now: datetime) -> datetime:
    """Since when the content is this. Two contents never share a second: readers compare it."""
    this_second = now.replace(microsecond=0)
    before = cache.get(_key("head", link))
    if before is None:
        return this_second
    last = Head._make(before)
    if last.modified is None or last.etag == etag:
        return last.modified or this_second
    return max(this_second, last.modified + timedelta(seconds=1))


def _stamp(link: Agendalink) -> str:
    """The stamp of the owner; a new one if there is none."""
    key = _stamp_key(*_owner(link))
    cache.add(key, secrets.token_hex(8), _REMEMBERED)
    stamp: str = cache.get(key, "")
    return stamp


def _owner(link: Agendalink) -> tuple[str, int]:
    return ("middel", link.middel_id) if link.middel_id else ("locatie", link.locatie_id or 0)


def _stamp_key(soort: str, pk: int) -> str:
    return f"agenda1:stempel:{soort}:{pk}"


def _key(part: str, link: Agendalink) -> str:
    soort, pk = _owner(link)
    return f"agenda1:{part}:{soort}:{pk}:{link.niveau}:{link.seintje or 0}"


def _day(now: datetime) -> str:
    return local_day(now).isoformat()
