"""Writing texts: draft, publish, withdraw; and two editors at once."""

import pytest
from django.core.exceptions import ValidationError

from afspraken.models import Logregel, Versiestatus
from notificaties.models import Sjabloon, Sjabloonversie
from notificaties.teksten import redactie
from notificaties.teksten.redactie import Intussen, Plek
from notificaties.teksten.weergave import Tekst, Teksten
from tests.cast import NOW

PLEK = Plek("BEVESTIGING", "EMAIL", "nl")
DAG = Tekst("Uw afspraak", "Dag {naam}")
HOI = Tekst("Uw afspraak", "Hoi {naam}")
ANNA = {"auteur": "anna", "door": "1", "now": NOW}
BRAM = {"auteur": "bram", "door": "2", "now": NOW}


@pytest.fixture(autouse=True)
def database(db):
    """Everything here is about what is stored."""


def seen(plek=PLEK) -> str:
    """What an editor who opens the page now has seen."""
    return redactie.read(plek).kenmerk


def statuses() -> list[tuple[int, str]]:
    return list(Sjabloonversie.objects.order_by("nummer").values_list("nummer", "status"))


def test_a_draft_is_kept_and_not_sent():
    draft = redactie.save_draft(PLEK, DAG, gezien=seen(), **ANNA)
    assert (draft.nummer, draft.auteur, draft.status) == (1, "anna", Versiestatus.CONCEPT)
    assert Teksten.load().choose("BEVESTIGING", "EMAIL", "nl", []).versie_id is None
    assert redactie.read(PLEK).begin.tekst == "Dag {naam}"


def test_there_is_one_draft():
    redactie.save_draft(PLEK, DAG, gezien=seen(), **ANNA)
    redactie.save_draft(PLEK, HOI, gezien=seen(), **BRAM)
    assert statuses() == [(1, "CONCEPT")]
    assert redactie.read(PLEK).concept.auteur == "bram"


def test_publishing_puts_a_text_into_use_and_the_old_one_into_history():
    redactie.publish(PLEK, DAG, gezien=seen(), **ANNA)
    new = redactie.publish(PLEK, HOI, gezien=seen(), **BRAM)
    assert statuses() == [(1, "VERVANGEN"), (2, "GEPUBLICEERD")]
    assert (new.auteur, new.gepubliceerd_op) == ("bram", NOW)
    assert Teksten.load().choose("BEVESTIGING", "EMAIL", "nl", []).tekst == "Hoi {naam}"


def test_publishing_makes_the_draft_the_version_in_use():
    redactie.save_draft(PLEK, DAG, gezien=seen(), **ANNA)
    redactie.publish(PLEK, HOI, gezien=seen(), **BRAM)
    assert statuses() == [(1, "GEPUBLICEERD")]


def test_a_published_version_never_changes():
    first = redactie.publish(PLEK, DAG, gezien=seen(), **ANNA)
    redactie.save_draft(PLEK, HOI, gezien=seen(), **BRAM)
    redactie.publish(PLEK, HOI, gezien=seen(), **BRAM)
    first.refresh_from_db()
    assert (first.tekst, first.auteur) == ("Dag {naam}", "anna")


def test_of_two_editors_one_wins_and_the_other_is_told():
    both = seen()
    redactie.publish(PLEK, DAG, gezien=both, **ANNA)
    with pytest.raises(Intussen) as told:
        redactie.publish(PLEK, HOI, gezien=both, **BRAM)
    assert told.value.stand.in_gebruik.auteur == "anna"
    assert statuses() == [(1, "GEPUBLICEERD")]


@pytest.mark.parametrize("act", [redactie.save_draft, redactie.publish])
def test_a_draft_that_someone_saved_meanwhile_is_not_overwritten(act):
    both = seen()
    redactie.save_draft(PLEK, DAG, gezien=both, **ANNA)
    with pytest.raises(Intussen):
        act(PLEK, HOI, gezien=both, **BRAM)
    assert redactie.read(PLEK).concept.tekst == "Dag {naam}"


def test_a_text_can_be_taken_out_of_use():
    redactie.publish(PLEK, DAG, gezien=seen(), **ANNA)
    redactie.withdraw(PLEK, gezien=seen(), door="1", now=NOW)
    assert statuses() == [(1, "VERVANGEN")]
    assert redactie.read(PLEK).begin == redactie.read(PLEK).standaard


def test_a_draft_can_be_thrown_away():
    redactie.save_draft(PLEK, DAG, gezien=seen(), **ANNA)
    redactie.discard(PLEK, gezien=seen(), door="1", now=NOW)
    assert statuses() == []


def test_throwing_away_or_withdrawing_what_changed_meanwhile_is_refused():
    redactie.publish(PLEK, DAG, gezien=seen(), **ANNA)
    old = seen()
    redactie.save_draft(PLEK, HOI, gezien=old, **BRAM)
    for act in (redactie.discard, redactie.withdraw):
        with pytest.raises(Intussen):
            act(PLEK, gezien=old, door="1", now=NOW)


@pytest.mark.parametrize("act", [redactie.save_draft, redactie.publish])
def test_a_text_with_a_fault_is_not_stored(act):
    with pytest.raises(ValidationError) as error:
        act(PLEK, Tekst("Dag", "Beste {nam}"), gezien=seen(), **ANNA)
    assert error.value.message_dict == {"tekst": ["{nam} bestaat niet bij dit bericht."]}
    assert not Sjabloon.objects.exists()


def test_a_product_has_a_text_of_its_own(town):
    pas = Plek("BEVESTIGING", "EMAIL", "nl", town.product("Paspoort"))
    redactie.publish(pas, HOI, gezien=seen(pas), **ANNA)
    redactie.publish(PLEK, DAG, gezien=seen(), **ANNA)
    assert redactie.read(pas).in_gebruik.tekst == "Hoi {naam}"
    assert redactie.read(PLEK).in_gebruik.tekst == "Dag {naam}"


def test_each_act_is_in_the_log_without_names():
    redactie.save_draft(PLEK, DAG, gezien=seen(), **ANNA)
    redactie.publish(PLEK, HOI, gezien=seen(), **ANNA)
    redactie.withdraw(PLEK, gezien=seen(), door="1", now=NOW)
    acts = Logregel.objects.order_by("pk").values_list("gegevens__wat", "door")
    assert list(acts) == [("concept", "1"), ("gepubliceerd", "1"), ("ingetrokken", "1")]
