"""Personal data: shown and erased on request, and never come back."""

import json

import pytest

from afspraken import privacy
from afspraken.models import (
    Afspraak,
    BezetteCel,
    Handeling,
    Klant,
    Logregel,
    Partij,
    Status,
)
from tests.afspraken.dossiers import (
    DAY,
    NOW,
    appointment,
    customer,
    is_forgotten,
    personal_text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.BEWAARTERMIJN_DAGEN = 30
    return tmp_path


def test_an_export_holds_everything_and_is_json():
    afspraak = appointment(NOW + DAY)
    other = appointment(NOW + DAY, klant=customer("Piet Pol", email="piet@example.nl"))
    Logregel.objects.create(
        op=NOW, partij="INWONER", handeling="GEBOEKT", onderwerp=f"afspraak:{afspraak.code}"
    )
    answer = privacy.export(afspraak.klant, now=NOW)
    text = json.dumps(answer)
    for wanted in ("Sanne Bos", "sanne@example.nl", "+31612345678", "1191 AA", "Tim Bos", "Pools"):
        assert wanted in text
    assert afspraak.referentie in text
    assert "achterdeur" in text
    assert "Piet" not in text
    assert other.referentie not in text
    assert [line["handeling"] for line in answer["logboek"]] == ["GEBOEKT", "GEEXPORTEERD"]
    assert set(answer) == {"klant", "opgemaakt_op", "logboek"} | {
        tabel.naam for tabel in privacy.registered() if tabel.klant
    }


def test_an_export_gives_no_keys_away():
    afspraak = appointment(NOW + DAY)
    text = json.dumps(privacy.export(afspraak.klant, now=NOW))
    assert afspraak.sessie not in text
    assert afspraak.beheer_hash not in text


def test_a_person_is_found_by_reference_address_or_number():
    first, second = appointment(NOW + DAY), appointment(NOW + DAY)
    appointment(NOW + DAY, klant=Klant.objects.create(naam="Piet Pol", email="piet@example.nl"))
    both = [first.klant, second.klant]
    assert privacy.find(referentie=first.referentie.lower()) == [first.klant]
    assert privacy.find(email="Sanne@Example.nl") == both
    assert privacy.find(telefoon="+31612345678") == both
    assert privacy.find(email="sanne@example.nl", referentie=second.referentie) == [second.klant]
    assert privacy.find() == []


def test_erasing_blanks_one_person_and_keeps_the_counts():
    afspraak = appointment(NOW - DAY)
    other = appointment(NOW - DAY, klant=customer("Piet Pol"))
    cells = BezetteCel.objects.count()
    privacy.erase(afspraak.klant, now=NOW, partij=Partij.MEDEWERKER, door="3")
    assert is_forgotten(afspraak)
    assert "Piet" in personal_text(other)
    assert BezetteCel.objects.count() == cells
    line = Logregel.objects.get()
    assert (line.handeling, line.onderwerp, line.door) == (
        Handeling.GEWIST,
        f"klant:{afspraak.klant_id}",
        "3",
    )


@pytest.mark.parametrize("status", [Status.GEPLAND, Status.AANGEMELD, Status.IN_BEHANDELING])
def test_an_appointment_to_come_is_cancelled_first_or_the_erasure_is_refused(status):
    afspraak = appointment(NOW + DAY, status=status)
    with pytest.raises(privacy.StillPromised, match="Annuleer die eerst"):
        privacy.erase(afspraak.klant, now=NOW)
    assert "Sanne" in personal_text(afspraak)
    assert not privacy.journal().exists()
    cancelled = []
    privacy.erase(afspraak.klant, now=NOW, cancel=cancelled.append)
    assert cancelled == [afspraak]
    assert is_forgotten(afspraak)


def test_a_failing_cancellation_erases_nothing():
    afspraak = appointment(NOW + DAY)

    def refuse(_afspraak):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        privacy.erase(afspraak.klant, now=NOW, cancel=refuse)
    assert "Sanne" in personal_text(afspraak)


# --- the journal ----------------------------------------------------------------------------------


def restore(klant, afspraak, saved):
    """What restoring an older backup does to the rows of one person."""
    Klant.objects.filter(pk=klant.pk).update(gewist_op=None, **saved[0])
    Afspraak.objects.filter(pk=afspraak.pk).update(**saved[1])


@pytest.fixture
def erased():
    """A person who was erased, then came back with an older backup; the appointment."""
    afspraak = appointment(NOW - DAY)
    klant = afspraak.klant
    saved = (
        {"naam": klant.naam, "email": klant.email, "telefoon": klant.telefoon},
        {"namens": afspraak.namens, "beheer_hash": afspraak.beheer_hash},
    )
    privacy.erase(klant, now=NOW)
    assert is_forgotten(afspraak)
    restore(klant, afspraak, saved)
    assert "Sanne" in personal_text(afspraak)
    return afspraak


def test_whoever_was_erased_stays_erased_after_a_restore(erased):
    other = appointment(NOW - DAY, klant=customer("Piet Pol"))
    assert privacy.replay(privacy.journal(), now=NOW + DAY) == 1
    assert is_forgotten(erased)
    assert "Piet" in personal_text(other)
    assert privacy.replay(privacy.journal(), now=NOW + DAY) == 0


def test_the_journal_names_nobody_and_only_its_owner_reads_it(erased):
    text = privacy.journal().read_text()
    assert set(json.loads(text)) == {"op", "klant", "codes"}
    assert "anne" not in text
    assert privacy.journal().stat().st_mode & 0o077 == 0


def test_a_number_given_out_again_does_not_erase_its_new_owner(erased):
    """The backup was older than the customer: someone else has that number by now."""
    number = erased.klant_id
    Afspraak.objects.filter(pk=erased.pk).update(code="a-code-of-someone-else")
    assert privacy.replay(privacy.journal(), now=NOW + DAY) == 0
    assert Klant.objects.get(pk=number).naam == "Sanne Bos"


def test_a_customer_without_appointments_is_known_by_number():
    klant = customer()
    privacy.erase(klant, now=NOW)
    Klant.objects.filter(pk=klant.pk).update(naam="Sanne Bos", gewist_op=None)
    assert privacy.replay(privacy.journal(), now=NOW) == 1
    assert Klant.objects.get(pk=klant.pk).naam == ""


def test_a_damaged_line_stops_nothing_and_is_told(erased):
    path = privacy.journal()
    path.write_text('{"op": "2027-\n' + path.read_text() + "[]\n")
    with pytest.raises(privacy.DamagedJournal, match="1, 3"):
        privacy.replay(path, now=NOW)
    assert is_forgotten(erased)


def test_an_erasure_that_cannot_be_noted_does_not_happen(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "gone"
    afspraak = appointment(NOW - DAY)
    with pytest.raises(FileNotFoundError):
        privacy.erase(afspraak.klant, now=NOW)
    assert "Sanne" in personal_text(afspraak)
