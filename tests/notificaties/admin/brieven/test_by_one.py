"""A letter is on the pile of one employee, also when two begin at once."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from notificaties import brieven
from notificaties.models import Bericht, Stapel
from tests.cast import NOW, booked
from tests.notificaties.admin.brieven.stapels import MAAK, PER_POST, letter, make, url
from tests.notificaties.admin.test_sjablonen import text_of

pytestmark = pytest.mark.django_db


def test_a_pile_takes_what_waits_and_the_second_is_told(beheer, afspraak):
    answer = beheer.post(MAAK)
    assert answer.url == url(Stapel.objects.get())
    assert letter().stapel == Stapel.objects.get()
    text = text_of(beheer.post(MAAK, follow=True))
    assert "Er wachten geen brieven meer." in text
    assert Stapel.objects.count() == 1


def test_a_pile_is_not_endless(paspoort, monkeypatch, settings):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 9
    monkeypatch.setattr(brieven, "MOST", 2)
    for clock in ("10:00", "11:00", "12:00"):
        booked(paspoort, clock, PER_POST)
    sizes = [make().brieven.count(), make().brieven.count(), make()]
    assert sizes == [2, 1, None]


@pytest.mark.django_db(transaction=True)
def test_two_employees_at_once_never_get_the_same_letter(paspoort, settings):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 99
    for n in range(10, 16):
        booked(paspoort, f"{n}:00", PER_POST)
    start, piles = Barrier(4), []

    def press(wie):
        start.wait()
        piles.append(make(wie))
        connection.close()

    threads = [Thread(target=press, args=[f"medewerker{n}"]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = [pile for pile in piles if pile]
    assert made
    assert sum(pile.brieven.count() for pile in made) <= 6
    assert Stapel.objects.count() == len(made)
    left = brieven.waiting(now=NOW).count()
    assert sum(pile.brieven.count() for pile in made) + left == 6


def test_a_pile_taken_apart_lets_its_letters_wait_again(beheer, stapel):
    Bericht.objects.update(aan="1191 AA 12", tekst="Beste")
    text = text_of(beheer.post(url(stapel, "ongedaan"), follow=True))
    assert "De brieven wachten weer." in text
    assert "1 brief wacht" in text
    assert not Stapel.objects.exists()
    row = letter()
    assert (row.status, row.aan, row.tekst, row.stapel) == ("WACHT", "", "", None)
