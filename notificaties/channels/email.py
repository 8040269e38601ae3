"""E-mail over SMTP. How sending ended depends on where in the conversation it ended.

Until the server says "go ahead" (354) it has nothing of the message, so whatever fails before can
be tried again. From then until its last answer nobody can know: `ONBEKEND`. A last answer of 4xx
or 5xx is as good as an early one, because with it the server refuses to be responsible
(RFC 5321, 4.2.5 and 6.1).
"""

from __future__ import annotations

import logging
import re
import smtplib
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from notificaties.channels import Gevonden, Post, Uitkomst, Verzonden
from notificaties.channels.mailbericht import Unsendable, compose

logger = logging.getLogger(__name__)

LONGEST_IDLE = 20.0
"""Seconds for which a connection is kept between two messages; servers allow minutes."""

_STEPS = 3
"""A whole conversation may take as long as this many steps of EMAIL_TIMEOUT: half the lease."""

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")  # RFC 3463
_QUEUE_ID = re.compile(rb"(?:queued as |id=)([\w.-]{1,64})", re.IGNORECASE)  # Postfix, Exim


class Email:
    """The channel for e-mail. A worker keeps its connection for the next message."""

    def send(self, post: Post) -> Verzonden:
        """Hand one message to the mail server."""
        if not settings.EMAIL_HOST:
            return Verzonden(Uitkomst.NIET_AANVAARD, fout="geen mailserver ingesteld")
        try:
            message = compose(post)
        except Unsendable as error:
            return Verzonden(Uitkomst.GEWEIGERD, fout=str(error))
        line, began = _line_of_this_thread(), monotonic()
        line.deadline = began + _STEPS * settings.EMAIL_TIMEOUT
        was_open = line.is_fresh
        end = line.deliver(message)
        was_quick = monotonic() - began < settings.EMAIL_TIMEOUT
        if was_open and was_quick and end.uitkomst == Uitkomst.NIET_AANVAARD:
            end = line.deliver(message)  # the server may just have ended the old connection
        if end.uitkomst != Uitkomst.AANVAARD:
            logger.warning("E-mail %s: %s (%s)", post.referentie, end.uitkomst, end.fout)
        return end

    def look_up(self, post: Post) -> tuple[Gevonden, str]:
        """A mail server cannot be asked what it took."""
        return Gevonden.ONBEKEND, ""


class _Attentive(smtplib.SMTP):
    """A conversation that knows whether the message began to leave, and that comes to an end."""

    content_began = False
    said = b""

    def __init__(self, *args: Any, deadline: float, **options: Any) -> None:
        self.deadline = deadline
        super().__init__(*args, **options)

    def getreply(self) -> tuple[int, bytes]:
        """The next answer of the server, of which 354 means: send the message now."""
        code, self.said = super().getreply()
        left = max(self.deadline - monotonic(), 0.01)
        if code == 354:
            self.content_began = True  # after it a server may need time to look at the message
        if self.sock:
            self.sock.settimeout(left if code == 354 else min(left, settings.EMAIL_TIMEOUT))
        return code, self.said


class _AttentiveSsl(_Attentive, smtplib.SMTP_SSL):
    """The same, with TLS from the first byte."""


class _Line(EmailBackend):
    """The connection of one thread to the mail server."""

    connection: _Attentive | None
    used_at = float("-inf")
    deadline = float("inf")

    @property
    def connection_class(self) -> Callable[..., _Attentive]:
        """What `open` opens."""
        return partial(_AttentiveSsl if self.use_ssl else _Attentive, deadline=self.deadline)

    @property
    def is_fresh(self) -> bool:
        """Whether the connection is open, as far as is known."""
        return self.connection is not None and monotonic() - self.used_at < LONGEST_IDLE

    def deliver(self, message: EmailMultiAlternatives) -> Verzonden:
        """Send over the open connection, else over a new one, which stays open if all is well."""
        if not self.is_fresh:
            self.hang_up()
        try:
            self.open()
            assert self.connection is not None
            self.connection.content_began, self.connection.deadline = False, self.deadline
            self.send_messages([message])
        except Exception as error:  # also what no library names: this must end in an answer
            content_began = self.connection is not None and self.connection.content_began
            self.hang_up()
            return _judged(error, content_began)
        self.used_at = monotonic()
        queue_id = _QUEUE_ID.search(self.connection.said)
        return Verzonden(Uitkomst.AANVAARD, provider_id=queue_id[1].decode() if queue_id else "")

    def hang_up(self) -> None:
        """Close the connection, however it is."""
        with suppress(Exception):
            self.close()
        self.connection = None

    def __del__(self) -> None:
        """A thread that ends leaves no connection behind."""
        if self.connection is not None:
            self.connection.close()


_threads = threading.local()


def _line_of_this_thread() -> _Line:
    """A setting that changed (in a test) gets a connection of its own."""
    address = (settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT)
    if getattr(_threads, "address", None) != address:
        _threads.address, _threads.line = address, _Line()
    line: _Line = _threads.line
    return line


def _judged(error: Exception, content_began: bool) -> Verzonden:
    """What an error says about the message. The code in `fout` holds no text of the server.

    That the server refuses us (login, our sender) is no fault of the message: it waits.
    """
    code, text = _answer(error)
    enhanced = _ENHANCED.findall(text)[:1]
    fout = " ".join(["smtp", str(code), *enhanced]) if code else type(error).__name__
    is_about_message = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    if is_about_message and 500 <= code <= 599:
        return Verzonden(Uitkomst.GEWEIGERD, fout=fout)
    if content_began and not 400 <= code <= 499:
        return Verzonden(Uitkomst.ONBEKEND, fout=fout)
    return Verzonden(Uitkomst.NIET_AANVAARD, fout=fout)


def _answer(error: Exception) -> tuple[int, str]:
    """The answer of the server in an error; 0 if it gave none."""
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        return 0, ""
    return code, said.decode("ascii", "replace") if isinstance(said, bytes) else said
