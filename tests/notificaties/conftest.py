"""What tests of messages may use."""

from collections.abc import Iterator

import pytest

from tests.notificaties.mailserver import Mailbox, MailServer
from tests.notificaties.post import Kantoor


@pytest.fixture
def kantoor() -> Kantoor:
    """The providers in memory, and a clock that a test sets."""
    return Kantoor()


@pytest.fixture
def paspoort(town):
    """A product at one counter that is open all day."""
    town.loket()
    return town.product("Paspoort")


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    """What our mail server received; it runs for the test and can be told to fail."""
    mailbox = Mailbox()
    server = MailServer(mailbox)
    server.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    settings.MAIL_FROM = "afspraken@gemeente.example"
    settings.MAIL_REPLY_TO = "vragen@gemeente.example"
    settings.MAIL_BOUNCES = "bounces@gemeente.example"
    yield mailbox
    server.stop()
