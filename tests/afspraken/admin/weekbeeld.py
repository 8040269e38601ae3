"""What tests of the week view do: look at a week, and change it in both steps."""

from __future__ import annotations

from datetime import date

from django.test import Client
from django.urls import reverse

from afspraken import roosters
from afspraken.models import Middel
from tests.afspraken.admin.conftest import change
from tests.cast import MAANDAG

WEEK = reverse("admin:afspraken_rooster_changelist")
WIJZIG = reverse("admin:afspraken_rooster_wijzig")
REEKS = reverse("admin:afspraken_rooster_reeks")
ONGEDAAN = reverse("admin:afspraken_rooster_ongedaan")
CONFLICTEN = reverse("admin:afspraken_rooster_conflicten")


def look(client: Client, loket: Middel | None, dag: date = MAANDAG, locatie: int = 0) -> str:
    """The week view as text."""
    query = {"dag": dag.isoformat(), "locatie": loket.locatie_id if loket else locatie}
    if loket:
        query["middel"] = loket.pk
    answer = client.get(WEEK, query)
    assert answer.status_code == 200
    return answer.content.decode()


def save(client: Client, url: str, data: dict[str, object]) -> str:
    """Both steps; returns the key of the undo button."""
    shown = client.post(url, data)
    assert shown.status_code == 200, shown.context["form"].errors
    seen = shown.context["voorbeeld"].gezien
    done = client.post(url, {**data, "gezien": seen}, follow=True)
    assert done.redirect_chain, "not saved"
    [message] = done.context["messages"]
    return message.extra_tags.removeprefix("ongedaan--")


def moved(loket: Middel, van: str, tot: str, **fields: object) -> dict[str, object]:
    """The Monday block of nine until five, moved."""
    reeks = roosters.series_of(loket, loket.locatie)[0]
    hours = {"oud_van": "09:00", "oud_tot": "17:00", "van": van, "tot": tot}
    blok = {"wat": "VERPLAATST", "blok": f"reeks-{reeks.id}"}
    return change(loket, loket.locatie, **{**hours, **blok, **fields})


def every_change(loket: Middel) -> dict[str, tuple[str, dict[str, object]]]:
    """Each kind of change once, by name: address and what is posted."""
    place = loket.locatie
    new_week = {
        "locatie": place.pk,
        "middel": loket.pk,
        "weekdagen": ["0"],
        "van": "17:00",
        "tot": "19:00",
        "eerste_dag": MAANDAG.isoformat(),
        "laatste_dag": "",
    }
    return {
        "move": (WIJZIG, moved(loket, "10:00", "18:00")),
        "shorten": (WIJZIG, moved(loket, "09:00", "12:00")),
        "cancel": (WIJZIG, moved(loket, "", "", wat="DICHT")),
        "whole day": (WIJZIG, change(loket, place, wat="DAG_DICHT")),
        "extra": (WIJZIG, change(loket, place, wat="EXTRA", van="18:00", tot="19:30")),
        "extra staff": (
            WIJZIG,
            change(loket, place, wat="EXTRA", van="18:00", tot="19:30", alleen_personeel="on"),
        ),
        "series": (WIJZIG, moved(loket, "10:00", "18:00", bereik="reeks")),
        "series ends": (WIJZIG, moved(loket, "", "", wat="DICHT", bereik="reeks")),
        "series extra": (
            WIJZIG,
            change(loket, place, wat="EXTRA", van="18:00", tot="19:30", bereik="reeks"),
        ),
        "new week": (REEKS, new_week),
        "place": (WIJZIG, change(None, place, wat="DAG_DICHT")),
    }
