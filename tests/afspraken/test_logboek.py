"""The log: nothing personal gets in, and nothing is changed unseen."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from afspraken import logboek
from afspraken.models import Handeling, Logregel, Partij, Zegel
from tests.tampering import change_line, remove_line

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def write(count=1, *, now=NOW, onderwerp="afspraak:Ab_c-1", **gegevens):
    for _i in range(count):
        logboek.record(Handeling.GEBOEKT, onderwerp, partij=Partij.INWONER, now=now, **gegevens)


def sealed(count):
    """`count` sealed lines; their numbers."""
    write(count)
    assert logboek.seal(LATER) == count
    return list(Logregel.objects.values_list("pk", flat=True))


# --- writing --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_line_is_one_insert(django_assert_num_queries):
    with django_assert_num_queries(1):
        write(versie=2, begin=NOW, dag=date(2026, 12, 1), status="GEPLAND", middelen=[1, 2])
    line = Logregel.objects.get()
    assert line.op == NOW
    assert line.gegevens == {
        "versie": 2,
        "begin": "2026-11-23T09:00:00+00:00",
        "dag": "2026-12-01",
        "status": "GEPLAND",
        "middelen": [1, 2],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value",
    [
        "sanne@example.nl",
        "Sanne de Vries",
        "0612345678",
        "+31612345678",
        "0031612345678",
        "111222333",
        111222333,
        "Vondelstraat 1",
        "1191 AA",
        "x" * 65,
        "regel\nregel",
        ["ok", "sanne@example.nl"],
        {"naam": "Sanne"},
        1.5,
        b"bytes",
    ],
)
def test_a_value_that_may_be_personal_is_refused(value):
    with pytest.raises(logboek.PersonalData) as refused:
        write(waarde=value)
    assert str(value) not in str(refused.value), "the refusal itself must not leak it"
    assert not Logregel.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["naam", "email", "telefoon", "bsn", "toelichting", "namens"])
def test_a_personal_key_is_refused_whatever_its_value(key):
    with pytest.raises(logboek.PersonalData):
        write(**{key: 1})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "onderwerp",
    ["Sanne de Vries", "afspraak:", "klant:sanne@example.nl", "klant:111222333", "afspraak:a b"],
)
def test_a_subject_is_a_kind_and_a_code(onderwerp):
    with pytest.raises(logboek.PersonalData):
        write(onderwerp=onderwerp)


@pytest.mark.django_db
def test_an_employee_is_a_number_and_no_name():
    with pytest.raises(logboek.PersonalData):
        logboek.record(
            Handeling.BEKEKEN, "klant:1", partij=Partij.MEDEWERKER, door="Sanne Bos", now=NOW
        )


@pytest.mark.django_db
def test_a_line_goes_with_the_transaction_of_its_act():
    @transaction.atomic
    def act():
        write()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert not Logregel.objects.exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("111222333", True), ("123456782", True), ("123456789", False), ("000000000", False)],
)
def test_the_eleven_proof_knows_a_bsn(text, expected):
    assert logboek.is_bsn(text) is expected


# --- sealing --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_sealing_twice_seals_once():
    assert len(sealed(3)) == 3
    assert logboek.seal(LATER) == 0
    assert list(Zegel.objects.values_list("volgnummer", flat=True)) == [1, 2, 3]
    assert logboek.verify() == []


@pytest.mark.django_db
def test_the_head_of_the_chain_is_also_told_outside_the_database(caplog):
    caplog.set_level("INFO", logger="afspraken.logboek")
    sealed(3)
    head = Zegel.objects.get(volgnummer=3)
    assert [record.getMessage() for record in caplog.records] == [
        f"log sealed up to 3: {head.hash}"
    ]
    assert logboek.seal(LATER) == 0
    assert len(caplog.records) == 1


@pytest.mark.django_db
def test_a_fresh_line_and_all_after_it_wait():
    write(now=NOW)
    write(now=LATER)  # may still be followed by a lower number that commits late
    write(now=NOW)
    assert logboek.seal(LATER) == 1
    assert logboek.seal(LATER + logboek.SETTLE) == 2
    assert logboek.verify() == []


@pytest.mark.django_db
def test_a_line_from_a_wrong_clock_does_not_stop_the_sealing():
    write(now=NOW + timedelta(days=900))
    write(now=NOW)
    assert logboek.seal(LATER) == 2


@pytest.mark.django_db
def test_more_than_one_batch_is_one_chain(monkeypatch):
    monkeypatch.setattr(logboek, "BATCH", 3)
    assert len(sealed(8)) == 8
    assert logboek.verify() == []


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain():
    write(40)
    start = threading.Barrier(4)
    counts = []

    def sealer():
        start.wait()
        try:
            counts.append(logboek.seal(LATER))
        finally:
            connection.close()

    threads = [threading.Thread(target=sealer) for _i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 40
    assert Zegel.objects.count() == 40
    assert logboek.verify() == []


@pytest.mark.django_db
def test_a_chain_cannot_fork():
    sealed(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Zegel.objects.bulk_create([Zegel(volgnummer=1, regel=99, hash="x")])


# --- verifying: each test plants what the chain must tell -----------------------------------------


@pytest.mark.django_db
def test_an_empty_log_and_an_unsealed_line_are_well():
    assert logboek.verify() == []
    write()
    assert logboek.verify() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"gegevens": {"versie": 9}},
        {"door": "7"},
        {"partij": Partij.MEDEWERKER},
        {"handeling": Handeling.BEKEKEN},
        {"onderwerp": "afspraak:ander"},
        {"op": NOW + timedelta(microseconds=1)},
    ],
)
def test_a_changed_line_is_found(values):
    first, second, third = sealed(3)
    change_line(second, **values)
    assert logboek.verify() == [f"regel {second} of zegel 2 is veranderd"]


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_deleted_line_is_found(place):
    lines = sealed(3)
    remove_line(lines[place])
    assert logboek.verify() == [f"regel {lines[place]} is verwijderd"]


@pytest.mark.django_db
def test_a_line_deleted_with_its_seal_is_found():
    _first, second, _third = sealed(3)
    remove_line(second)
    Zegel.objects.filter(regel=second).delete()
    faults = logboek.verify()
    assert faults[0] == "zegel 2 ontbreekt"
    assert faults[1].endswith("zegel 3 is veranderd")


@pytest.mark.django_db
def test_an_inserted_line_is_found():
    first, second, _third = sealed(3)
    line = Logregel.objects.get(pk=second)
    remove_line(second)
    Zegel.objects.filter(regel=second).delete()
    Zegel.objects.filter(volgnummer=3).update(volgnummer=2)
    Logregel.objects.bulk_create([line])
    assert f"regel {second} is tussengevoegd" in logboek.verify()
    assert first < second


@pytest.mark.django_db
def test_a_line_with_a_new_seal_to_match_breaks_the_next_seal():
    _first, second, third = sealed(3)
    change_line(second, door="7")
    zegel = Zegel.objects.get(volgnummer=2)
    before = Zegel.objects.get(volgnummer=1).hash
    forged = logboek.digest(2, before, Logregel.objects.get(pk=second))
    Zegel.objects.filter(pk=zegel.pk).update(hash=forged)
    assert logboek.verify() == [f"regel {third} of zegel 3 is veranderd"]


@pytest.mark.django_db
def test_two_lines_that_change_places_are_found():
    _first, second, third = sealed(3)
    Zegel.objects.filter(regel=second).update(regel=10**9)
    Zegel.objects.filter(regel=third).update(regel=second)
    Zegel.objects.filter(regel=10**9).update(regel=third)
    assert "zegel 3 staat niet op volgorde" in logboek.verify()


@pytest.mark.django_db
def test_a_line_is_never_saved_again_nor_deleted():
    write()
    line = Logregel.objects.get()
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(TypeError):
        line.delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act",
    [
        lambda lines: lines.update(door="7"),
        lambda lines: lines.delete(),
        lambda lines: lines.filter(pk=lines.get().pk).delete(),
        lambda lines: lines.bulk_update(list(lines), ["door"]),
        lambda lines: lines.bulk_create(
            list(lines), update_conflicts=True, unique_fields=["id"], update_fields=["door"]
        ),
    ],
)
def test_many_lines_at_once_are_not_changed_nor_deleted_either(act):
    write()
    before = Logregel.objects.values().get()
    with pytest.raises(TypeError):
        act(Logregel.objects.all())
    assert Logregel.objects.values().get() == before


@pytest.mark.django_db
def test_the_database_refuses_to_change_a_line():
    write()
    refused = pytest.raises(IntegrityError, match="never changed")
    with connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("UPDATE afspraken_logregel SET door = '7'")
    assert Logregel.objects.get().door == ""


@pytest.mark.django_db
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="on SQLite Django empties a table with DELETE"
)
def test_the_database_refuses_to_delete_a_line():
    write()
    refused = pytest.raises(IntegrityError, match="never changed or deleted")
    with connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("DELETE FROM afspraken_logregel")
    assert Logregel.objects.exists()
