"""Two at the same moment: for the last place, for the same resident, with the same code."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import booking
from afspraken.exceptions import AlreadyClosed
from afspraken.models import Afspraak, Partij, Status
from mobiel import zitting
from mobiel.models import Aanmelder, Bewoner, Bewonerstatus, Zitting, Zittingtoegang
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


def withdraw(bewoner):
    return zitting.withdraw(bewoner, door=Aanmelder.SERVICEPUNT, wie="7", now=LATER)


def test_whoever_withdraws_a_resident_holds_the_appointment_before_the_row(huis):
    ida = huis.gesloten(bewoners=2).bewoners.select_related("zitting").get(naam="Ida Post")
    with CaptureQueriesContext(connection) as asked:
        withdraw(ida)
    writes = [one["sql"].split()[1].strip('"') for one in asked if one["sql"].startswith("UPDATE")]
    first = {table: writes.index(table) for table in ("afspraken_afspraak", "mobiel_bewoner")}
    assert first["afspraken_afspraak"] < first["mobiel_bewoner"], "as the desk that cancels it does"


def test_a_resident_who_is_withdrawn_and_cancelled_at_once_is_off_once(huis):
    made = huis.gesloten(bewoners=3)
    for ida in made.bewoners.select_related("zitting", "afspraak"):
        results = at_once(
            [
                lambda ida=ida: withdraw(ida),
                lambda ida=ida: (
                    booking.cancel(ida.afspraak, partij=Partij.MEDEWERKER, door="8", now=LATER).pk
                ),
            ]
        )
        assert results[0] is None
        assert results[1] == ida.afspraak.pk or isinstance(results[1], AlreadyClosed)
    assert set(made.bewoners.values_list("status", flat=True)) == {Bewonerstatus.AFGEMELD}
    rows = Afspraak.objects.filter(bewoner__zitting=made)
    assert set(rows.values_list("status", flat=True)) == {Status.GEANNULEERD}
    assert nobody_sits_double()
