"""Undo: what takes a roster write back, kept in the session until the next few writes.

A recipe is a list of steps in JSON. The button in the message posts its key; nothing that a
browser sends can name another step.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any, cast

from django.contrib import messages
from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from afspraken import roosters
from afspraken.models import Afwezigheid, Sluiting, Uitzondering

Row = Uitzondering | Sluiting | Afwezigheid
Step = dict[str, Any]

TABLES: dict[str, type[Row]] = {
    "uitzondering": Uitzondering,
    "sluiting": Sluiting,
    "afwezigheid": Afwezigheid,
}
MOST = 10
"""So many recipes are kept per session."""

_SESSION = "rooster_ongedaan"
_TAG = "ongedaan--"


def delete_row(row: Row) -> Step:
    """The step that takes a new row away again."""
    return {"doe": "verwijder", "tabel": row._meta.model_name, "pk": row.pk}


def put_back(row: Row) -> Step:
    """The step that stores a row with the values it has now; make it before the write."""
    rij = serializers.serialize("json", [row])
    return {"doe": "bewaar", "tabel": row._meta.model_name, "rij": rij}


def delete_series(reeks: int) -> Step:
    """The step that takes a new series away again."""
    return {"doe": "verwijder_reeks", "reeks": reeks}


def end_series(reeks: int, laatste_dag: date | None) -> Step:
    """The step that lets a series last as long as it would."""
    last = laatste_dag.isoformat() if laatste_dag else None
    return {"doe": "einde_reeks", "reeks": reeks, "laatste_dag": last}


def undo_change(oud: int, nieuw: int) -> Step:
    """The step that puts the old series back in place of the new one."""
    return {"doe": "herstel_reeks", "oud": oud, "nieuw": nieuw}


def offer(request: HttpRequest, sentence: str, steps: list[Step], *, url: str) -> None:
    """Say what was saved, with a button that takes it back and returns to `url`."""
    recipes = request.session.get(_SESSION, {})
    key = secrets.token_urlsafe(9)
    recipes[key] = {"stappen": steps, "url": url}
    request.session[_SESSION] = dict(list(recipes.items())[-MOST:])
    messages.success(request, sentence, extra_tags=f"{_TAG}{key}")


def url_of(request: HttpRequest, key: str) -> str | None:
    """The page to which the undo returns, None if there is nothing to undo."""
    recipe = request.session.get(_SESSION, {}).get(key)
    return str(recipe["url"]) if recipe else None


@transaction.atomic
def take_back(request: HttpRequest, key: str, *, now: datetime, door: str) -> None:
    """Do the steps of a recipe, all or none, once.

    Raises: ValidationError with a sentence if it was done already or cannot be done any more.
    """
    recipes = request.session.get(_SESSION, {})
    if key not in recipes:
        raise ValidationError(_("Dit is al ongedaan gemaakt, of het is te lang geleden."))
    try:
        for step in recipes[key]["stappen"]:
            _do(step, now=now, door=door)
    except ObjectDoesNotExist as error:
        raise ValidationError(_("Intussen is er iets veranderd. Kijk in het rooster.")) from error
    request.session[_SESSION] = {k: recipe for k, recipe in recipes.items() if k != key}


def _do(step: Step, *, now: datetime, door: str) -> None:
    if step["doe"] == "verwijder":
        row = TABLES[step["tabel"]].objects.get(pk=step["pk"])
        roosters.remove(row, now=now, door=door)
    elif step["doe"] == "bewaar":
        [found] = serializers.deserialize("json", step["rij"])
        stored = cast(Row, found.object)
        table = TABLES[step["tabel"]]
        stored._state.adding = not table.objects.filter(pk=stored.pk).exists()
        roosters.save(stored, now=now, door=door)
    elif step["doe"] == "verwijder_reeks":
        roosters.remove_series(step["reeks"], now=now, door=door)
    elif step["doe"] == "einde_reeks":
        last = date.fromisoformat(step["laatste_dag"]) if step["laatste_dag"] else None
        roosters.end_series(step["reeks"], laatste_dag=last, now=now, door=door)
    else:
        roosters.undo_change(step["oud"], step["nieuw"], now=now, door=door)
