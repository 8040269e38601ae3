"""Customers are found by what a caller says, each way from an index, within what one may open."""

from datetime import date

import pytest
from django.db import connection

from afspraken import klanten
from afspraken.contact import Vraag, merge
from afspraken.models import Klant
from afspraken.rechten import Rol, toegang
from tests.afspraken.contact.promises import contact, promised
from tests.afspraken.rechten.wie import afdeling, medewerker
from tests.cast import ANNA, NOW, booked

pytestmark = pytest.mark.django_db
GEBOREN = date(1980, 3, 14)


@pytest.fixture
def ksp():
    return medewerker(Rol.KLANTENSERVICE)


@pytest.fixture
def anna():
    return Klant.objects.create(
        naam="Anna van der Vries-Öztürk",
        geboortedatum=GEBOREN,
        email="Anna@Example.nl",
        telefoon="+31612345678",
        postcode="1191 AA",
        huisnummer="12 A",
    )


def found(words, user):
    return klanten.search(words, toegang=toegang(user))


@pytest.mark.parametrize(
    "words",
    [
        "Vries",
        "vries-oz",
        "van der Vries",
        "Öztürk",
        "Anna",
        "anna vries",
        "ozturk anna",
        "vries anna 14-03-1980",
        "anna 14-3-1980",
        "anna vries-ozturk",
        "vries-ozturk anna",
        "vries 14-03-1980",
        "14 3 1980 de vries",
        "14-03-1980",
        "1191AA 12",
        "1191 aa",
        "anna@example.NL",
        "06-12345678",
        "+31 6 12345678",
    ],
)
def test_a_customer_is_found_by_what_a_caller_says(words, ksp, anna):
    Klant.objects.create(naam="Bram Bakker", geboortedatum=date(1981, 1, 1), postcode="1191 AB")
    assert found(words, ksp) == [anna]


@pytest.mark.parametrize(
    "words",
    ["", " ", "v", "vries 1-1-1990", "31-02-1980", "1191AA 13", "niemand@example.nl", "0699999999"]
    + ["%", "_", "a' OR 1=1 --", "\U0010ffff", "9" * 400, "1999999999", "a" * 5000],
)
def test_nobody_is_found_by_something_else(words, ksp, anna):
    assert found(words, ksp) == []


def test_a_reference_finds_the_customer_of_an_appointment_and_of_a_contact(town, ksp):
    town.loket()
    afspraak = booked(town.product(), "9:00", ANNA)
    call = contact(ksp, afspraak.klant)
    assert found(afspraak.referentie.lower(), ksp) == [afspraak.klant]
    assert found(call.referentienummer, ksp) == [afspraak.klant]


def test_an_organisation_is_found_by_its_beginning(ksp):
    bakkerij = Klant.objects.create(naam="Bram Bakker", organisatie="Bakkerij De Korenbloem B.V.")
    assert found("bakkerij de", ksp) == [bakkerij]


def test_who_was_joined_is_found_as_the_one_that_stayed(ksp, anna):
    other = Klant.objects.create(naam="A. Jansen", email="oud@example.nl")
    merge(anna, other, door=ksp, now=NOW)
    assert found("oud@example.nl", ksp) == [anna]
    assert found("Jansen", ksp) == [anna]


def test_who_was_erased_is_not_found(ksp, anna):
    Klant.objects.update(gewist_op=NOW)
    assert found("Vries", ksp) == []


def test_at_most_so_many_are_found_none_twice(ksp):
    for _n in range(30):
        Klant.objects.create(naam="Anna Anna")
    assert len({klant.pk for klant in found("anna", ksp)}) == klanten.MOST


def test_a_specialist_finds_customers_of_the_own_department_only(town, ksp):
    wonen = afdeling("Wonen")
    specialist = medewerker(Rol.SPECIALIST, wonen)
    town.loket()
    came = booked(town.product(afdeling=wonen), "9:00", ANNA).klant
    elsewhere, asked, called, unknown = (Klant.objects.create(naam=ANNA.naam) for _n in range(4))
    contact(ksp, asked, vragen=(Vraag("Mag ik bouwen?", afdeling=wonen),))
    promised(ksp, klant=called, afdeling=wonen)
    promised(ksp, klant=elsewhere, afdeling=afdeling("Zorg"))
    assert set(found("Vries", specialist)) == {came, asked, called}
    assert set(found("Vries", ksp)) == {came, asked, called, elsewhere, unknown}
    assert found("Vries", medewerker(Rol.LEIDING, wonen)) == []


def test_a_specialist_finds_whom_the_service_point_joined(ksp, anna):
    wonen = afdeling("Wonen")
    other = Klant.objects.create(naam="A. Jansen")
    contact(ksp, anna, vragen=(Vraag("Mag ik bouwen?", afdeling=wonen),))
    merge(anna, other, door=ksp, now=NOW)
    assert found("Jansen", medewerker(Rol.SPECIALIST, wonen)) == [anna]


# --- who may be the same person -------------------------------------------------------------------


def test_the_same_address_number_or_name_with_birth_date_is_suggested(ksp, anna):
    mail = Klant.objects.create(naam="A.", email="anna@example.nl")
    phone = Klant.objects.create(naam="A.", telefoon="+31612345678")
    named = Klant.objects.create(naam="Anna Vries-Ozturk", geboortedatum=GEBOREN)
    Klant.objects.create(naam="Anna Vries-Ozturk")  # the name alone says too little
    assert klanten.matches(anna, toegang=toegang(ksp)) == [mail, phone, named]


def test_who_has_nothing_is_like_nobody(ksp):
    leeg, _other = Klant.objects.create(), Klant.objects.create()
    assert klanten.matches(leeg, toegang=toegang(ksp)) == []


# --- by index -------------------------------------------------------------------------------------

QUESTIONS = ["vries", "vries anna", "vries 14-03-1980", "14-03-1980", "1191AA 12", "a@example.nl"]
QUESTIONS += ["0612345678", "K7PQ2M", "1000000001", "bakkerij"]


def plans(rows):
    """How the database answers: for each table the way it is read."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # a small table is read whole
    return rows.explain()


@pytest.mark.parametrize("words", QUESTIONS)
def test_every_question_is_answered_from_an_index(words, anna, ksp):
    for rows in klanten._meanings(words):
        plan = plans(rows.filter(klanten.reachable(toegang(ksp)))[:20])
        assert "SCAN" not in plan, plan
        assert "Seq Scan" not in plan, plan
        assert "TEMP B-TREE" not in plan, plan  # nor sorted: the index has the order


def test_matches_are_found_from_an_index(anna):
    assert len(list(klanten._alike(anna))) == 3
    for rows in klanten._alike(anna):
        plan = plans(rows)
        assert "SCAN" not in plan, plan
        assert "Seq Scan" not in plan, plan


def test_a_scan_would_be_noticed(anna):
    plan = plans(Klant.objects.filter(naam="Anna")).upper()
    assert "SCAN" in plan
