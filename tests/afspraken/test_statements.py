"""Statements that are put together once do what the ORM does."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError

from afspraken import statements
from afspraken.models import Afspraak, Afspraakproduct, Handeling, Klant, Logregel, Partij, Status
from tests.cast import NOW, at

pytestmark = pytest.mark.django_db


def hold(town, **fields):
    """An appointment that is not stored yet, with moments of two time zones in it."""
    until = (NOW + timedelta(minutes=10)).astimezone(ZoneInfo("Europe/Amsterdam"))
    return Afspraak(
        status=Status.VASTGEHOUDEN,
        status_op=NOW,
        houdbaar_tot=until,
        begin=at("9:00"),
        einde=at("9:20"),
        locatie=town.gemeentehuis,
        kanaal="WEB",
        aangemaakt_op=NOW,
        gewijzigd_op=NOW,
        **fields,
    )


def everything(row):
    """All that is stored of a row, as its instance says it."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_an_inserted_row_is_what_was_given_and_has_its_number(town):
    rows = [
        hold(town, toelichting="100 % zeker: '\"", rolstoel=True),
        Klant(naam="Anna de Vries", telefoon="06 12345678"),
        Logregel(
            op=NOW, partij=Partij.INWONER, handeling=Handeling.GEBOEKT, gegevens={"versie": [1]}
        ),
    ]
    for row in rows:
        statements.insert([row])
        assert everything(type(row).objects.get(pk=row.pk)) == everything(row)
        assert not row._state.adding


def test_many_rows_get_their_own_numbers_in_the_order_given():
    rows = [Klant(naam=f"Klant {number}") for number in range(300)]
    with transaction.atomic():
        statements.insert(rows)
    assert [row.pk for row in rows] == sorted(row.pk for row in rows)
    assert all(Klant.objects.get(pk=row.pk).naam == row.naam for row in rows[::50])
    assert Klant.objects.count() == 300


def test_nothing_to_insert_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        statements.insert([])
        statements.insert_values(Afspraakproduct, ("afspraak", "product", "aantal"), [])


def test_a_refused_row_breaks_the_transaction_as_the_orm_does(town):
    statements.insert([hold(town, code="EEN")])
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            statements.insert([hold(town, code="EEN")])
        with pytest.raises(TransactionManagementError):
            Klant.objects.count()
        assert transaction.get_rollback()


def test_values_are_inserted_by_the_names_of_their_fields(town):
    afspraak, product = hold(town), town.product()
    statements.insert([afspraak])
    names = ("aantal", "product", "afspraak")
    statements.insert_values(Afspraakproduct, names, [(3, product.pk, afspraak.pk)])
    assert afspraak.producten.get().aantal == 3
    assert afspraak.producten.get().product == product


@pytest.mark.parametrize("names", [("afspraak", "product"), ("afspraak", "product", "persons")])
def test_a_field_that_is_forgotten_or_unknown_is_refused(names):
    with pytest.raises(ValueError, match="aantal"):
        statements.insert_values(Afspraakproduct, names, [range(len(names))])


def test_a_found_row_is_the_same_as_by_the_orm(town):
    statements.insert([hold(town, code="EEN"), hold(town, code="TWEE")])
    found = statements.find(Afspraak, "code = %s AND begin >= %s", "TWEE", at("9:00"))
    assert found == Afspraak.objects.get(code="TWEE")
    assert everything(found) == everything(Afspraak.objects.get(code="TWEE"))
    assert not found._state.adding
    assert statements.find(Afspraak, "code = %s", "DRIE") is None


def test_a_row_is_changed_only_while_the_condition_holds(town):
    row = hold(town)
    statements.insert([row])
    row.status, row.houdbaar_tot, row.tolk = Status.VERLOPEN, None, "Pools"
    names = ("status", "houdbaar_tot")
    living = "status = 'VASTGEHOUDEN' AND houdbaar_tot > %s"
    assert not statements.update(row, names, living, NOW + timedelta(minutes=10))
    assert Afspraak.objects.get().status == Status.VASTGEHOUDEN
    assert statements.update(row, names, living, NOW)
    assert not statements.update(row, names, living, NOW)
    stored = Afspraak.objects.get()
    assert (stored.status, stored.houdbaar_tot, stored.tolk) == (Status.VERLOPEN, None, "")


def test_a_condition_stays_apart_from_the_row_it_is_for(town):
    one, other = hold(town), hold(town)
    statements.insert([one, other])
    one.tolk = "Pools"
    assert statements.update(one, ["tolk"], "1 = 0 OR status = %s", Status.VASTGEHOUDEN)
    assert Afspraak.objects.filter(tolk="Pools").count() == 1
