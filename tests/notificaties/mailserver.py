"""A real mail server on this machine, with switches for everything that goes wrong with one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    """What the server received, and how it must fail. An answer is a line such as "450 later"."""

    messages: list[Envelope] = field(default_factory=list)
    connections: int = 0
    commands: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)  # to MAIL, RCPT, CONTENT
    delays: dict[str, float] = field(default_factory=dict)
    drops: set[str] = field(default_factory=set)  # hang up instead of answering

    async def answer(self, server: SMTP, step: str, usual: str) -> str:
        """What the server says at this step."""
        self.commands.append(step)
        if step in self.delays:
            await asyncio.sleep(self.delays[step])
        if step in self.drops:
            server.transport.abort()
        return self.answers.get(step, usual)


class Handler:
    """Asks the mailbox what to say at each step of the conversation."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    async def handle_EHLO(  # noqa: N802  named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        self.mailbox.connections += 1
        session.host_name = hostname
        return lines

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        return await self.mailbox.answer(server, "MAIL", "250 2.1.0 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self.mailbox.answer(server, "RCPT", "250 2.1.5 OK")

    async def handle_DATA(  # noqa: N802  at the end of the content
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        said = await self.mailbox.answer(server, "CONTENT", "250 2.0.0 OK")
        if said.startswith("250"):
            self.mailbox.messages.append(envelope)
        return said


class _Server(SMTP):
    """Can also refuse, or hang up at, the DATA command itself: nothing has been sent yet."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        mailbox: Mailbox = self.event_handler.mailbox
        said = await mailbox.answer(self, "DATA", "354")
        if said == "354":
            await super().smtp_DATA(arg)
        else:
            await self.push(said)


class MailServer(Controller):
    """Listens on a free port of this machine in a thread of its own."""

    def __init__(self, mailbox: Mailbox) -> None:
        super().__init__(Handler(mailbox), hostname="127.0.0.1", port=0)

    def factory(self) -> SMTP:
        """One conversation."""
        return _Server(self.handler, hostname="mailserver.test", enable_SMTPUTF8=False)

    def _trigger_server(self) -> None:
        """Called once it listens: note which port the system gave, then greet it once."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
