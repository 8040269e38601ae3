"""The pages of what was sent in a real browser: by keyboard, without script, axe, the policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from afspraken import agenda
from afspraken.booking import book
from afspraken.models import Afspraak
from notificaties.antwoorden.beantwoorden import receive
from notificaties.channels import Uitkomst, Verzonden
from notificaties.models import Bericht
from notificaties.outbox import pausing
from tests.browser.looking import PHONE, look, violations
from tests.browser.test_sjablonen import signed_in
from tests.browser.tour import berichten
from tests.cast import ANNA, wens
from tests.notificaties.post import Kantoor, remind

LATE = timedelta(days=6)
AXE = "Applying inline style"  # axe does, where a sheet of Django imports another
OF_DJANGO = ("beheer", "afspraak", "berichten")
"""Pages of which the frame, with its small links, is not ours."""

pytestmark = [pytest.mark.browser, pytest.mark.letters, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def afspraak(stad) -> Afspraak:
    """An appointment with every kind of news: refused, arrived, uncertain, waiting, answered."""
    now = timezone.now()
    remind("1d")
    wish = wens(stad.product("Identiteitskaart"))
    first = agenda.search(wish, now=now).first(40)[-1]
    afspraak = book(wish, first, replace(ANNA, voorkeur="SMS"), now=now)
    kantoor = Kantoor(now)
    kantoor.send()
    Bericht.objects.filter(kanaal="SMS", status="VERZONDEN").update(status="AFGELEVERD")
    receive("SM1", ANNA.telefoon, "VERZET", now=now)
    receive("SM2", ANNA.telefoon, "Mag mijn zus mee?", now=now)
    kantoor.sms.usual = Verzonden(Uitkomst.GEWEIGERD, fout="twilio 400 21610")
    kantoor.mail.usual = Verzonden(Uitkomst.ONBEKEND, fout="smtp 451")
    kantoor.send()
    kantoor.send()
    for _n in range(pausing.IN_A_ROW):
        pausing.failed("EMAIL", "smtp 421", now=now)
    by_post = replace(ANNA, email="", telefoon="", postcode="1191 AA", huisnummer="12 A")
    for n, naam in enumerate(("Bram Bakker", "Zoë d'Hondt-Özgür", "Cor Vink")):
        day = agenda.search(wish, now=now).first(60)[40 + n]
        book(wish, day, replace(by_post, naam=naam, huisnummer=str(n + 1)), now=now - LATE)
    return afspraak


@pytest.fixture
def desk(chromium: Browser, live_server, afspraak) -> Iterator[Callable[..., Page]]:
    """Opens a window of the manager, logged in; fails on any message in the console."""
    complaints: list[str] = []
    opened: list[Page] = []

    def sit_down(**options: object) -> Page:
        opened.append(signed_in(chromium, live_server.url, complaints, **options))
        return opened[-1]

    yield sit_down
    for page in opened:
        page.context.close()
    assert not [line for line in complaints if "409" not in line and AXE not in line]


def test_every_page_is_for_everyone(desk, afspraak):
    page = desk(width=PHONE)
    for name in berichten(page, afspraak):
        if name in OF_DJANGO:
            assert not violations(page), (name, violations(page))
        else:
            look(page, within="#content")


def test_everything_works_without_script(desk, afspraak):
    page = desk(java_script_enabled=False)
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text))
    assert len(list(berichten(page, afspraak))) == 16
    assert not [line for line in told if AXE in line]
