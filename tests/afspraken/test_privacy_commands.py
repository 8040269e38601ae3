"""The commands with which an employee answers a request under the AVG, and the nightly ones."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from afspraken import booking, privacy
from afspraken.models import Afspraak, BezetteCel, Klant, Logregel, Partij, Status, Zegel
from tests.cast import ANNA, BRAM, NOW, booked
from tests.tampering import change_line


@pytest.fixture(autouse=True)
def now(time_machine, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def afspraken(town):
    """Anna and Bram each have an appointment next Monday."""
    town.loket()
    product = town.product("Paspoort")
    return booked(product, "9:00", ANNA), booked(product, "9:30", BRAM)


def run(*args):
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def names():
    return sorted(Klant.objects.values_list("naam", flat=True))


def test_export_by_address_gives_json_of_that_person_only(afspraken):
    [anna] = json.loads(run("export_klant", "--email", "ANNA@example.nl"))
    assert anna["klant"][0]["naam"] == "Anna de Vries"
    assert anna["producten"][0]["product__naam"] == "Paspoort"
    assert "Bram" not in json.dumps(anna)


def test_export_to_a_file_is_for_its_owner_and_overwrites_nothing(afspraken, tmp_path):
    path = tmp_path / "anna.json"
    referentie = afspraken[0].referentie
    assert "1 klanten" in run("export_klant", "--referentie", referentie, "--uit", str(path))
    assert path.stat().st_mode & 0o077 == 0
    assert "Anna de Vries" in path.read_text()
    with pytest.raises(CommandError, match="Kan .* niet maken"):
        run("export_klant", "--referentie", referentie, "--uit", str(path))


@pytest.mark.parametrize("command", ["export_klant", "erase_klant"])
def test_who_is_not_found_is_told(afspraken, command):
    with pytest.raises(CommandError, match="Niemand gevonden"):
        run(command, "--email", "niemand@example.nl")
    with pytest.raises(CommandError, match="Geef --referentie"):
        run(command)


def test_erase_asks_for_a_yes_and_for_a_word_on_what_is_to_come(afspraken):
    search = ("--email", ANNA.email)
    assert "Geef --ja" in run("erase_klant", *search)
    with pytest.raises(CommandError, match="nog een afspraak"):
        run("erase_klant", *search, "--ja")
    assert names() == ["Anna de Vries", "Bram Bakker"]
    assert "is gewist" in run("erase_klant", *search, "--ja", "--annuleer")
    assert names() == ["", "Bram Bakker"]
    afspraak = Afspraak.objects.get(pk=afspraken[0].pk)
    assert afspraak.status == Status.GEANNULEERD
    assert set(BezetteCel.objects.values_list("inzet__afspraak", flat=True)) == {afspraken[1].pk}


def test_after_a_restore_who_was_erased_is_erased_again(afspraken):
    booking.cancel(afspraken[0], partij=Partij.INWONER, now=NOW)
    run("erase_klant", "--email", ANNA.email, "--ja")
    # The backup is older than the cancellation, so the appointment is to come once more.
    Klant.objects.filter(pk=afspraken[0].klant_id).update(naam="Anna de Vries", gewist_op=None)
    Afspraak.objects.filter(pk=afspraken[0].pk).update(status=Status.GEPLAND)
    assert run("replay_wissingen") == "1 klanten opnieuw gewist.\n"
    assert names() == ["", "Bram Bakker"]
    assert Afspraak.objects.get(pk=afspraken[0].pk).status == Status.GEANNULEERD
    assert run("replay_wissingen", str(privacy.journal())) == "0 klanten opnieuw gewist.\n"


def test_a_journal_that_is_missing_or_damaged_is_told(afspraken, tmp_path):
    with pytest.raises(CommandError, match="bestaat niet"):
        run("replay_wissingen")
    (tmp_path / "kapot.jsonl").write_text("{\n")
    with pytest.raises(CommandError, match="leesbaar"):
        run("replay_wissingen", str(tmp_path / "kapot.jsonl"))


def test_the_term_is_applied(afspraken, time_machine, settings):
    assert run("apply_bewaartermijn") == "0 rijen gewist.\n"
    time_machine.move_to(afspraken[1].einde + timedelta(days=settings.BEWAARTERMIJN_DAGEN))
    run("apply_bewaartermijn")
    assert names() == ["", ""]


def test_the_log_is_sealed_and_verified(afspraken, time_machine):
    time_machine.move_to(NOW + timedelta(hours=1))
    assert run("seal_logboek") == "2 regels verzegeld.\nDe keten klopt.\n"
    assert Zegel.objects.count() == 2
    change_line(Logregel.objects.first().pk, door="9")
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("seal_logboek", stdout=out)
    assert ended.value.code == 1
    assert "is veranderd" in out.getvalue()
