"""The manager at work, on the Tuesday of the cast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.test import Client

from afspraken import roosters
from afspraken.models import Locatie, Middel, Openstand
from tests.cast import MAANDAG, NOW, Town

EERSTE_DAG = date(2026, 11, 2)
"""A Monday some weeks before: rosters are older than the tests."""


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    """Doors ask the clock, so the clock stands still."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def beheer(db: None, client: Client) -> Client:
    """The functional manager, logged in."""
    client.force_login(User.objects.create_superuser("beheer"))
    return client


@pytest.fixture
def loket(town: Town) -> Middel:
    """A counter, open on Mondays from nine until five, in a house open from eight until eight."""
    loket = town.loket("Loket 1", dagen=())
    weekly(None, town.gemeentehuis, "08:00", "20:00")
    weekly(loket, town.gemeentehuis, "09:00", "17:00")
    return loket


def weekly(
    middel: Middel | None,
    locatie: Locatie,
    van: str,
    tot: str,
    *,
    weekdag: int = 0,
    alleen_personeel: bool = False,
) -> roosters.Reeks:
    """Weekly hours on one weekday, from long ago."""
    return roosters.add_series(
        middel,
        locatie,
        weekdag=weekdag,
        van=time.fromisoformat(van),
        tot=time.fromisoformat(tot),
        eerste_dag=EERSTE_DAG,
        alleen_personeel=alleen_personeel,
        now=NOW,
    )


def may(*names: str) -> Client:
    """An employee with only these permissions, logged in."""
    user = User.objects.create_user("medewerker", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


def open_now() -> set[tuple[object, ...]]:
    """All that is open, to compare before and after."""
    rows = Openstand.objects.values_list("middel", "locatie", "dag", "open", "open_web")
    return {(*row[:3], bytes(row[3]), bytes(row[4])) for row in rows}


def change(loket: Middel | None, locatie: Locatie, **fields: object) -> dict[str, object]:
    """What the typed form posts for the Monday of the cast."""
    return {
        "locatie": locatie.pk,
        "middel": loket.pk if loket else "",
        "dag": MAANDAG.isoformat(),
        "blok": "",
        "oud_van": "",
        "oud_tot": "",
        "van": "",
        "tot": "",
        "bereik": "dag",
        "reden": "",
        **fields,
    }
