"""Sending what is due: claim a batch, write each text, fence it, hand it over, settle it.

The provider is called outside any transaction, by several threads at once, because most of the
time goes into waiting for it. It can be killed between any two lines; see `sweeping.py`.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from queue import Queue

from django.db import DatabaseError, connection

from afspraken.models import Berichtkanaal
from notificaties import smslimiet
from notificaties.channels import Channel, Post, Uitkomst
from notificaties.models import Bericht, Berichtstatus
from notificaties.outbox import pausing
from notificaties.outbox.claiming import claim, fence, give_back
from notificaties.outbox.settling import give_up, settle
from notificaties.outbox.writing import write_posts
from notificaties.teksten.weergave import Weergave

logger = logging.getLogger(__name__)

PER_THREAD = 4
"""Messages claimed per thread at a time: enough to keep it busy, few enough for the lease."""

Clock = Callable[[], datetime]


@dataclass
class _Round:
    """One call of `send_due`: its channels, what came of it, and which ways seem to be down."""

    channels: Mapping[str, Channel]
    clock: Clock
    ended: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)

    def send(self, bericht: Bericht, post: Post, weergave: Weergave) -> None:
        """One message: fence, hand over, settle."""
        kanaal = bericht.kanaal
        if self.failures[kanaal] >= pausing.IN_A_ROW:
            give_back(bericht, now=self.clock())
            return
        if not fence(bericht, post, weergave, now=self.clock()):
            give_back(bericht, now=self.clock())
            return
        end = self.channels[kanaal].send(post)
        settle(bericht, end, now=self.clock(), was_failing=bool(self.failures[kanaal]))
        failed = end.uitkomst in (Uitkomst.NIET_AANVAARD, Uitkomst.ONBEKEND)
        self.failures[kanaal] = self.failures[kanaal] + 1 if failed else 0
        self.ended[end.uitkomst] += 1


def send_due(
    channels: Mapping[str, Channel],
    *,
    clock: Clock,
    threads: int = 1,
    until: datetime | None = None,
) -> Counter[str]:
    """Send everything that is due along these ways; returns how many ended how.

    With one thread everything happens in this one. Several calls may run at once, anywhere.
    After `until` no more is claimed: what is left is for the next call.
    """
    this = _Round(channels, clock)
    with _Workers(threads, this) as workers:
        while True:
            if until is not None and clock() >= until:
                return this.ended
            batch = _claim_batch(this, most=threads * PER_THREAD)
            if not batch:
                return this.ended
            for bericht, post, weergave in _written(batch, clock):
                workers.take(bericht, post, weergave)


def _claim_batch(this: _Round, *, most: int) -> list[Bericht]:
    """The next messages; of a way that was down, one to see whether it works again."""
    now = this.clock()
    batch: list[Bericht] = []
    for kanaal, is_trial in pausing.open_channels(list(this.channels), now=now).items():
        if is_trial:
            this.failures[kanaal] = pausing.IN_A_ROW - 1
        if this.failures[kanaal] < pausing.IN_A_ROW:
            limit = 1 if is_trial else most
            if kanaal == Berichtkanaal.SMS:
                limit = min(limit, _room_for_sms(now))
            batch += claim([kanaal], most=limit, now=now) if limit else []
    return batch


def _room_for_sms(now: datetime) -> int:
    room = smslimiet.room(now=now)
    if room == 0:
        logger.error("no more text messages this hour: SMS_PER_UUR is reached")
    return room


def _written(batch: list[Bericht], clock: Clock) -> Iterator[tuple[Bericht, Post, Weergave]]:
    """The claimed messages with their texts; one that cannot or may not go out ends here."""
    ready: list[tuple[Bericht, Post, Weergave]] = []
    for bericht, written in write_posts(batch):
        if isinstance(written, Exception):
            logger.error("message %s cannot be written", bericht.pk, exc_info=written)
            give_up(bericht, Berichtstatus.MISLUKT, fout="opmaak", now=clock())
        elif written is None:
            give_back(bericht, now=clock())
        elif not written[0].aan:  # it was there when the row was written
            give_up(bericht, Berichtstatus.MISLUKT, fout="geen adres", now=clock())
        else:
            ready.append((bericht, *written))
    numbers = [post.aan for bericht, post, _text in ready if bericht.kanaal == Berichtkanaal.SMS]
    may_go = iter(smslimiet.within_limit(numbers, now=clock()) if numbers else [])
    for item in ready:
        if item[0].kanaal == Berichtkanaal.SMS and not next(may_go):
            give_up(item[0], Berichtstatus.MISLUKT, fout="te veel sms op een dag", now=clock())
        else:
            yield item


class _Workers:
    """Threads that send; with one thread there are none, and `take` sends at once."""

    def __init__(self, number: int, this: _Round) -> None:
        self._this = this
        self._queue: Queue[tuple[Bericht, Post, Weergave] | None] = Queue(maxsize=number * 2)
        self._threads = [
            threading.Thread(target=self._work, daemon=True)
            for _n in range(number if number > 1 else 0)
        ]

    def __enter__(self) -> _Workers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for _thread in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def take(self, bericht: Bericht, post: Post, weergave: Weergave) -> None:
        """Send it, now or as soon as a thread is free."""
        if self._threads:
            self._queue.put((bericht, post, weergave))
        else:
            self._this.send(bericht, post, weergave)

    def _work(self) -> None:
        try:
            while (item := self._queue.get()) is not None:
                try:
                    self._this.send(*item)
                except Exception:  # the row keeps its lease; the sweeper finds it
                    logger.exception("message %s was left in hand", item[0].pk)
                    with suppress(DatabaseError):
                        connection.close()
        finally:
            connection.close()
