"""Two at the same moment: for the last place, for the same resident, with the same code."""

from __future__ import annotations

import pytest

from mobiel import zitting
from mobiel.models import Aanmelder, Bewoner, Zitting, Zittingtoegang
from notificaties.models import Bericht
from tests.afspraken.test_attempts import at_once, nobody_sits_double
from tests.mobiel.zitting.huis import LATER, NAMEN, afspraken, volgorde

pytestmark = pytest.mark.django_db(transaction=True)


def announce(made, naam):
    return zitting.announce(
        made, zitting.Aanmelding(naam, kamer="1"), door=Aanmelder.CONTACT, now=LATER
    ).naam


def test_of_four_who_are_announced_at_once_for_the_last_place_one_gets_it(huis):
    made = huis.zitting(bewoners=1, plaatsen=2)
    results = at_once([lambda naam=naam: announce(made, naam) for naam in NAMEN[1:5]])
    assert sum(isinstance(one, str) for one in results) == 1
    assert sum(isinstance(one, zitting.Full) for one in results) == 3
    assert len(volgorde(made)) == 2


def test_one_resident_who_is_announced_twice_at_once_stands_there_once(huis):
    made = huis.zitting()
    results = at_once([lambda: announce(made, "Ida Post")] * 3)
    assert sum(isinstance(one, zitting.AlreadyAnnounced) for one in results) == 2
    assert volgorde(made) == ["Ida"]


def test_who_is_announced_while_it_closes_is_on_the_list_or_hears_that_it_closed(huis):
    made = huis.zitting(bewoners=2)
    results = at_once(
        [
            lambda: zitting.close(made, now=LATER).status,
            lambda: announce(made, "Riet Bos"),
        ]
    )
    came = "Riet Bos" in results
    assert came or any(isinstance(one, zitting.Closed) for one in results), results
    assert len(afspraken(made)) == (3 if came else 2)
    assert not Bewoner.objects.filter(zitting=made, afspraak=None).exists()
    assert nobody_sits_double()


def test_closed_by_two_at_once_it_is_closed_once(huis):
    made = huis.zitting(bewoners=2)
    results = at_once([lambda: zitting.close(made, now=LATER).status] * 3)
    assert results == ["GESLOTEN"] * 3
    assert len(afspraken(made)) == 2
    assert Bericht.objects.filter(soort="ZITTING_LIJST").count() == 1


def test_guesses_at_the_same_moment_all_count(huis):
    made = huis.zitting()
    toegang = Zittingtoegang.objects.get(zitting=made)
    zitting.ask_code(toegang, now=LATER)
    code = Bericht.objects.get(soort="ZITTING_CODE").gegevens["code"]
    wrong = [f"{(int(code) + one) % 1_000_000:06}" for one in range(1, 9)]
    results = at_once(
        [lambda guess=guess: zitting.check_code(toegang, guess, now=LATER) for guess in wrong]
    )
    assert sum(isinstance(one, zitting.WrongCode) for one in results) <= 4
    with pytest.raises(zitting.CodeLocked):
        zitting.check_code(toegang, code, now=LATER)


def test_of_two_who_come_along_at_once_for_the_last_time_one_does(huis):
    made = huis.gesloten(bewoners=7)
    begin = Zitting.objects.get(pk=made.pk).afspraak.begin
    results = at_once(
        [
            lambda naam=naam: (
                zitting.walk_in(made, zitting.Aanmelding(naam, kamer="9"), now=begin).naam
            )
            for naam in ("Bep As", "Wim Dam", "Toos Lam")
        ]
    )
    assert sum(isinstance(one, str) for one in results) == 1
    assert sum(isinstance(one, zitting.NoTimeLeft) for one in results) == 2
    assert nobody_sits_double()
