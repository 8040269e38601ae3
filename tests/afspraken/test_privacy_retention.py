"""Personal data are forgotten in time, and what is counted stays."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog

from afspraken import privacy
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    BezetteCel,
    Handeling,
    Inzet,
    Klant,
    Logregel,
    Partij,
    Status,
    Verzoek,
)
from tests.afspraken.dossiers import (
    DAY,
    NOW,
    appointment,
    customer,
    is_forgotten,
    personal_text,
    product,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.BEWAARTERMIJN_DAGEN = 30
    return tmp_path


def test_an_appointment_is_forgotten_thirty_days_after_its_end_and_not_a_second_earlier():
    afspraak = appointment(NOW - 30 * DAY)
    assert (
        privacy.pseudonymise_due(afspraak.einde + 30 * DAY - timedelta(seconds=1)) == 1
    )  # verzoek
    assert "Sanne" in personal_text(afspraak)
    assert "hash" in personal_text(afspraak)
    assert privacy.pseudonymise_due(afspraak.einde + 30 * DAY) > 0
    assert is_forgotten(afspraak)


def test_counts_spans_and_cells_stay():
    afspraak = appointment(NOW - 60 * DAY)
    before = (Afspraak.objects.count(), Afspraakproduct.objects.count(), Inzet.objects.count())
    cells = set(BezetteCel.objects.values_list("middel", "plek", "cel", "inzet"))
    privacy.pseudonymise_due(NOW)
    assert (
        Afspraak.objects.count(),
        Afspraakproduct.objects.count(),
        Inzet.objects.count(),
    ) == before
    assert set(BezetteCel.objects.values_list("middel", "plek", "cel", "inzet")) == cells
    fresh = Afspraak.objects.get(pk=afspraak.pk)
    assert (fresh.status, fresh.begin, fresh.code) == (
        Status.GEPLAND,
        afspraak.begin,
        afspraak.code,
    )
    assert fresh.klant.gewist_op == NOW


def test_running_it_twice_changes_nothing_more():
    appointment(NOW - 60 * DAY)
    assert privacy.pseudonymise_due(NOW) > 0
    assert privacy.pseudonymise_due(NOW + DAY) == 0
    assert Klant.objects.get().gewist_op == NOW
    assert Logregel.objects.filter(handeling=Handeling.GEWIST).count() == 1


def test_a_product_may_have_a_term_of_its_own():
    soon = appointment(NOW - 8 * DAY, producten=[product(bewaartermijn=7)])
    long = appointment(NOW - 60 * DAY, producten=[product(bewaartermijn=90)])
    default = appointment(NOW - 8 * DAY)
    privacy.pseudonymise_due(NOW)
    assert [is_forgotten(one) for one in (soon, long, default)] == [True, False, False]


def test_of_several_products_the_strictest_term_counts():
    afspraak = appointment(
        NOW - 8 * DAY, producten=[product(bewaartermijn=90), product(bewaartermijn=7), product()]
    )
    privacy.pseudonymise_due(NOW)
    assert is_forgotten(afspraak)


def test_an_appointment_without_products_has_the_default_term():
    young, old = (appointment(NOW - days * DAY, producten=[]) for days in (29, 31))
    privacy.pseudonymise_due(NOW)
    assert (is_forgotten(young), is_forgotten(old)) == (False, True)


def test_what_was_cancelled_for_a_far_day_is_forgotten_from_the_cancelling_on():
    far = NOW + 100 * DAY
    early, late = (
        appointment(far, status=Status.GEANNULEERD, status_op=NOW - days * DAY) for days in (31, 29)
    )
    planned = appointment(far, status_op=NOW - 31 * DAY)
    privacy.pseudonymise_due(NOW)
    assert [is_forgotten(one) for one in (early, late, planned)] == [True, False, False]


def test_a_customer_with_a_younger_appointment_keeps_their_name_but_the_old_one_is_blank():
    klant = customer()
    old, young = appointment(NOW - 60 * DAY, klant=klant), appointment(NOW - DAY, klant=klant)
    privacy.pseudonymise_due(NOW)
    klant.refresh_from_db()
    old.refresh_from_db()
    young.refresh_from_db()
    assert klant.naam == "Sanne Bos"
    assert (old.namens, old.toelichting, old.rolstoel, old.beheer_hash) == ("", "", False, None)
    assert young.namens == "Tim Bos"


def test_a_customer_without_any_appointment_is_forgotten():
    klant = customer()
    privacy.pseudonymise_due(NOW)
    klant.refresh_from_db()
    assert (klant.naam, klant.email, str(klant.telefoon)) == ("", "", "")


def test_a_request_is_remembered_for_a_day():
    afspraak = appointment(NOW + DAY)
    Verzoek.objects.update(op=NOW)
    privacy.pseudonymise_due(NOW + DAY - timedelta(seconds=1))
    assert Verzoek.objects.filter(afspraak=afspraak).exists()
    privacy.pseudonymise_due(NOW + DAY)
    assert not Verzoek.objects.exists()


def test_attempts_to_log_in_are_forgotten_after_the_term():
    """They hold names and addresses of employees, and of whoever tried."""
    for model in (AccessAttempt, AccessLog, AccessFailureLog):
        for days in (29, 30):
            more = {"failures_since_start": 1} if model is AccessAttempt else {}
            row = model.objects.create(username=f"sanne{days}", ip_address="192.0.2.1", **more)
            model.objects.filter(pk=row.pk).update(attempt_time=NOW - days * DAY)
    assert privacy.pseudonymise_due(NOW) == 3
    for model in (AccessAttempt, AccessLog, AccessFailureLog):
        assert model.objects.get().attempt_time == NOW - 29 * DAY


def test_more_rows_than_a_batch(monkeypatch):
    monkeypatch.setattr(privacy.retention, "BATCH", 2)
    afspraken = [appointment(NOW - 60 * DAY) for _i in range(5)]
    done = privacy.pseudonymise_due(NOW)
    assert all(is_forgotten(one) for one in afspraken)
    counts = Logregel.objects.get().gegevens
    assert counts["afspraken"] == counts["klant"] == 5
    assert done == sum(counts.values())


def test_what_should_have_been_forgotten_is_counted_until_it_is():
    """For the check that tells when the nightly run has stopped."""
    appointment(NOW - 60 * DAY)
    appointment(NOW - DAY)
    overdue = privacy.overdue(NOW)
    assert (overdue["afspraken"], overdue["klant"], overdue["contactplekken"]) == (1, 1, 1)
    privacy.pseudonymise_due(NOW)
    assert set(privacy.overdue(NOW).values()) == {0}


def test_the_log_tells_that_it_ran_and_names_nobody():
    appointment(NOW - 60 * DAY)
    privacy.pseudonymise_due(NOW)
    line = Logregel.objects.get()
    assert (line.onderwerp, line.partij) == ("bewaartermijn:2027-03-01", Partij.SYSTEEM)
    assert line.gegevens == {"klant": 1, "afspraken": 1, "contactplekken": 1, "verzoeken": 1}
