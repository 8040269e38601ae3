"""The mailbox of undeliverable e-mail: read what is new, tell the outbox, tidy up.

A bounce is removed once the outbox knows it, because it holds an address; anything else (an answer
of a person) stays, marked as read. Stopping halfway does no harm: telling twice counts once.
"""

from __future__ import annotations

import imaplib
import logging
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from afspraken.conf.mail import BounceMailbox
from notificaties import outbox
from notificaties.bounces.lezen import parse

logger = logging.getLogger(__name__)

MOST = 500
"""Messages in one go; the rest is for the next."""

LARGEST = 1024 * 1024
"""Octets; a bounce of ours is a few thousand, so a larger message is something else."""

_TIMEOUT = 20.0


class Unreachable(Exception):
    """The mailbox cannot be read; the text is a short code without personal data."""


@dataclass(frozen=True)
class Item:
    """One new message of a mailbox; without octets if it is too large to be a bounce."""

    key: str
    octets: bytes


class Box(Protocol):
    """What is asked of a mailbox."""

    def new(self) -> Iterator[Item]:
        """The messages that nobody has looked at."""

    def remove(self, item: Item) -> None:
        """Throw a message away."""

    def keep(self, item: Item) -> None:
        """Leave a message to people, as read."""

    def close(self) -> None:
        """Be done with it."""


def process_new(*, now: datetime) -> Counter[str]:
    """Tell the outbox of all new bounces; how many were what.

    Raises: Unreachable if the mailbox cannot be read.
    """
    ended: Counter[str] = Counter()
    try:
        with closing(_open(settings.MAIL_BOUNCES_URL)) as box:
            for item in box.new():
                ended[_process(box, item, now)] += 1
    except (OSError, imaplib.IMAP4.error, ValueError) as error:
        raise Unreachable(type(error).__name__) from error
    return ended


def _process(box: Box, item: Item, now: datetime) -> str:
    try:
        bounce = parse(item.octets, bounces=settings.MAIL_BOUNCES, sender=settings.MAIL_FROM)
    except Exception:  # whatever a stranger sent must not hold up the messages behind it
        logger.exception("a message in the mailbox of bounces cannot be read")
        bounce = None
    if bounce is None:
        box.keep(item)
        return "ander bericht"
    counted = outbox.undelivered(bounce.referentie, fout=f"bounce {bounce.code}", now=now)
    box.remove(item)
    return "niet afgeleverd" if counted else "al bekend"


def _open(source: BounceMailbox) -> Box:
    return _Maildir(source.path) if source.path else _Imap(source)


class _Maildir:
    """A Maildir on this machine, into which the mail server delivers. Source: maildir(5)."""

    def __init__(self, path: str) -> None:
        self._new, self._read = Path(path, "new"), Path(path, "cur")

    def new(self) -> Iterator[Item]:
        """The messages without the flag S (seen)."""
        paths = [path for folder in (self._new, self._read) for path in folder.iterdir()]
        unseen = [path for path in paths if "S" not in path.name.partition(":2,")[2]]
        for path in sorted(unseen, key=lambda path: path.name)[:MOST]:
            is_small = path.stat().st_size <= LARGEST
            yield Item(str(path), path.read_bytes() if is_small else b"")

    def remove(self, item: Item) -> None:
        """Throw a message away."""
        Path(item.key).unlink(missing_ok=True)

    def keep(self, item: Item) -> None:
        """Leave a message to people, as read."""
        name, _mark, flags = Path(item.key).name.partition(":2,")
        Path(item.key).rename(self._read / f"{name}:2,{''.join(sorted({*flags, 'S'}))}")

    def close(self) -> None:
        """Nothing was opened."""


def _connect(source: BounceMailbox) -> imaplib.IMAP4:
    """A connection; the certificate is checked, which imaplib by itself does not."""
    if not source.use_ssl:
        return imaplib.IMAP4(source.host, source.port, timeout=_TIMEOUT)
    context = ssl.create_default_context()
    return imaplib.IMAP4_SSL(source.host, source.port, ssl_context=context, timeout=_TIMEOUT)


class _Imap:
    """A folder of a mail server. Source: RFC 3501; messages are named by UID, which stays."""

    def __init__(self, source: BounceMailbox) -> None:
        self._server = _connect(source)
        try:
            self._server.login(source.user, source.password)
            folder = source.folder.replace("\\", "\\\\").replace('"', '\\"')
            self._ask(*self._server.select(f'"{folder}"'))
        except BaseException:
            self._server.shutdown()
            raise

    def new(self) -> Iterator[Item]:
        """The unseen messages. A large one is left alone: it is no bounce of ours."""
        found = self._ask(*self._server.uid("SEARCH", "UNSEEN", "SMALLER", str(LARGEST)))
        for uid in found[0].split()[:MOST]:
            key = uid.decode("ascii")
            answer = self._ask(*self._server.uid("FETCH", key, "(BODY.PEEK[])"))
            yield Item(key, next((part[1] for part in answer if isinstance(part, tuple)), b""))

    def remove(self, item: Item) -> None:
        """Throw a message away, at the end."""
        self._ask(*self._server.uid("STORE", item.key, "+FLAGS.SILENT", r"(\Seen \Deleted)"))

    def keep(self, item: Item) -> None:
        """Leave a message to people, as read."""
        self._ask(*self._server.uid("STORE", item.key, "+FLAGS.SILENT", r"(\Seen)"))

    def close(self) -> None:
        """Make the removals final and leave."""
        with self._server:
            self._server.expunge()

    @staticmethod
    def _ask(status: str, answer: list[Any]) -> list[Any]:
        """The answer. Raises: imaplib.IMAP4.error if the server says no."""
        if status != "OK":
            raise imaplib.IMAP4.error(status)
        return answer
