"""The moments with which a new town begins."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models.signals import post_migrate

from notificaties.gebruikelijk import ship
from notificaties.models import Bericht, Berichtmoment
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def moments() -> set[tuple[str, str, str]]:
    return {(row.soort, row.code, row.kanaal) for row in Berichtmoment.objects.all()}


USUAL = {
    ("HERINNERING", "-7d", ""),
    ("HERINNERING", "-2d", ""),
    ("HERINNERING", "-3u", "SMS"),
    ("MEENEMEN", "-3d", ""),
}


def test_a_new_town_reminds_a_week_two_days_and_three_hours_before():
    ship()
    assert moments() == USUAL


def test_what_the_manager_chose_stays():
    ship()
    Berichtmoment.objects.exclude(soort="MEENEMEN").delete()
    ship()
    assert moments() == {("MEENEMEN", "-3d", "")}


def test_who_wants_no_moments_at_all_keeps_none():
    Bericht.objects.create(
        soort="BEVESTIGING",
        kanaal="EMAIL",
        status="VERZONDEN",
        status_op=NOW,
        niet_voor=NOW,
        aangemaakt_op=NOW,
    )
    ship()
    assert moments() == set()


@pytest.mark.django_db(transaction=True)
def test_a_town_that_is_thrown_away_begins_anew():
    sender = apps.get_app_config("notificaties")
    post_migrate.connect(ship, sender=sender)
    try:
        call_command("flush", interactive=False, verbosity=0)
        assert moments() == USUAL
    finally:
        post_migrate.disconnect(ship, sender=sender)
