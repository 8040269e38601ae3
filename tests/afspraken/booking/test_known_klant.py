"""An employee books for a customer they found: the row is reused, what changed is written back."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import contact
from afspraken.booking import book, confirm
from afspraken.exceptions import KlantGone
from afspraken.models import Handeling, Klant, Logregel, Partij, Status
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import medewerker
from tests.cast import ANNA, NOW, booked, held, offer, wens

pytestmark = pytest.mark.django_db(transaction=True)

MOVED = replace(ANNA, postcode="1191 AA", huisnummer="3", email="anna@nieuw.example.nl")


@pytest.fixture
def paspoort(town):
    town.loket(open="9:00-12:00")
    return town.product("Paspoort")


@pytest.fixture
def anna(paspoort):
    return booked(paspoort, "9:00").klant


def confirmed(hold, gegevens, klant):
    return confirm(
        hold.code,
        gegevens,
        sessie="tablet",
        now=NOW,
        klant=klant,
        partij=Partij.MEDEWERKER,
        door="7",
    )


def test_a_found_customer_keeps_one_row(paspoort, anna):
    afspraak = confirmed(held(paspoort, "9:20"), ANNA, anna)
    assert afspraak.klant == anna
    assert Klant.objects.count() == 1


def test_what_the_customer_told_anew_is_written_back(paspoort, anna):
    confirmed(held(paspoort, "9:20"), MOVED, anna)
    anna.refresh_from_db()
    assert (anna.email, anna.huisnummer) == ("anna@nieuw.example.nl", "3")


def test_who_tells_nothing_new_is_not_written_again(paspoort, anna):
    hold = held(paspoort, "9:20")
    with CaptureQueriesContext(connection) as sent:
        confirmed(hold, ANNA, anna)
    assert not any(query["sql"].startswith('UPDATE "afspraken_klant"') for query in sent)


def test_a_birth_date_is_kept_once_told_and_not_lost_where_it_is_not_asked(paspoort, anna):
    born = date(1980, 5, 4)
    confirmed(held(paspoort, "9:20"), replace(ANNA, geboortedatum=born), anna)
    confirmed(held(paspoort, "9:40"), replace(MOVED, telefoon=""), anna)
    anna.refresh_from_db()
    assert (anna.geboortedatum, anna.huisnummer) == (born, "3")


def test_booking_at_once_reuses_the_row_too(paspoort, anna):
    wish = wens(paspoort)
    afspraak = book(wish, offer(wish, "9:40"), MOVED, now=NOW, klant=anna)
    assert (afspraak.klant, Klant.objects.count()) == (anna, 1)


def test_the_log_knows_which_employee_booked(paspoort, anna):
    afspraak = confirmed(held(paspoort, "9:20"), ANNA, anna)
    regel = Logregel.objects.get(handeling=Handeling.GEBOEKT, onderwerp=f"afspraak:{afspraak.code}")
    assert (regel.partij, regel.door) == (Partij.MEDEWERKER, "7")


def test_a_customer_erased_meanwhile_is_not_filled_again(paspoort, anna):
    Klant.objects.filter(pk=anna.pk).update(gewist_op=NOW)
    hold = held(paspoort, "9:20")
    with pytest.raises(KlantGone):
        confirmed(hold, ANNA, anna)
    hold.refresh_from_db()
    assert hold.status == Status.VASTGEHOUDEN


def test_one_joined_with_another_meanwhile_is_the_one_that_stayed(paspoort, anna):
    blijft = Klant.objects.create(naam="Anna de Vries")
    contact.merge(blijft, anna, door=medewerker(Rol.KLANTENSERVICE), now=NOW)
    afspraak = confirmed(held(paspoort, "9:20"), MOVED, anna)
    assert afspraak.klant == blijft
    assert afspraak.klant.huisnummer == "3"
