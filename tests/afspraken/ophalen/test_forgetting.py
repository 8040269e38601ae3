"""Whose document it is, is known until it is collected, and no longer than that."""

from datetime import timedelta

import pytest

from afspraken import ophalen, privacy
from afspraken.models import Ophaler
from afspraken.rechten import Rol
from tests.afspraken.ophalen.documenten import DONE, again, applied, paspoort
from tests.afspraken.rechten.wie import medewerker
from tests.cast import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = DONE + 60 * DAY


@pytest.fixture
def els(town, settings, tmp_path):
    settings.DATA_DIR, settings.BEWAARTERMIJN_DAGEN = tmp_path, 30
    return medewerker(Rol.BALIE)


@pytest.fixture
def document(town, els):
    row = applied(paspoort(town))
    ophalen.arrive([row], door=els, now=DONE, opslag={row.pk: "la 3"})
    return row


def test_while_it_waits_its_customer_is_kept_and_then_forgotten(document, els):
    privacy.pseudonymise_due(LATER)
    assert again(document).afspraak.klant.naam == "Anna de Vries"
    assert again(document).afspraak.beheer_hash
    ophalen.hand_out([document], aan=Ophaler.KLANT, door=els, now=LATER)
    privacy.pseudonymise_due(LATER)
    gone = again(document)
    assert (gone.afspraak.klant.naam, gone.opslagnummer) == ("", "")
    assert gone.status == "UITGEREIKT"


def test_an_export_tells_what_lies_ready(document):
    told = privacy.export(document.afspraak.klant, now=NOW)["documenten"]
    assert [(one["product__document"], one["status"]) for one in told] == [("paspoort", "GEREED")]
    assert told[0]["locatie__naam"] == "Gemeentehuis"


def test_nobody_is_erased_whose_document_is_still_to_be_collected(document):
    klant = document.afspraak.klant
    with pytest.raises(privacy.StillToCollect, match="Handel dat eerst af"):
        privacy.erase(klant, now=LATER)
    privacy.erase(klant, now=LATER, cancel=lambda afspraak: None)
    assert again(document).status == "VERVALLEN"


def test_what_was_not_made_yet_lapses_with_an_erasure(town, els):
    row = applied(paspoort(town))
    privacy.erase(row.afspraak.klant, now=LATER, cancel=lambda afspraak: None)
    assert again(row).status == "VERVALLEN"
