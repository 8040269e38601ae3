"""The name of a sensitive product is for its own department; for others it reads "afspraak"."""

import pytest

from afspraken.gevoelig import hides, may_name, products_text
from afspraken.rechten import Rol, toegang
from tests.afspraken.rechten.wie import afdeling, medewerker
from tests.cast import booked

pytestmark = pytest.mark.django_db


@pytest.fixture
def schuldhulp(town):
    """A sensitive product of a department."""
    town.loket()
    return town.product("Schuldhulp", is_gevoelig=True, afdeling=afdeling("Inkomen"))


@pytest.mark.parametrize(
    ("rol", "of", "reads"),
    [
        (Rol.SPECIALIST, "Inkomen", "Schuldhulp"),
        (Rol.SPECIALIST, "Belastingen", "afspraak"),
        (Rol.KLANTENSERVICE, "Inkomen", "afspraak"),
        (Rol.BALIE, "Inkomen", "afspraak"),
        (Rol.BEHEER, "Inkomen", "afspraak"),
    ],
)
def test_only_the_own_department_reads_what_it_is_for(schuldhulp, rol, of, reads):
    who = toegang(medewerker(rol, of))
    assert products_text(booked(schuldhulp, "9:00"), who) == reads


def test_without_anyone_known_it_is_an_appointment(schuldhulp):
    assert products_text(booked(schuldhulp, "9:00")) == "afspraak"


def test_one_that_must_not_be_named_hides_the_whole_line(town, schuldhulp):
    afspraak = booked(schuldhulp, "9:00")
    afspraak.producten.create(product=town.product("Paspoort"), aantal=2)
    assert products_text(afspraak) == "afspraak"
    assert hides(afspraak)


def test_what_is_not_sensitive_is_for_everyone(town):
    town.loket()
    paspoort = town.product("Paspoort")
    assert may_name(paspoort)
    assert products_text(booked(paspoort, "9:00")) == "Paspoort"
