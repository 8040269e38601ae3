"""From rows to what people walk through, and back: the border of the question funnel.

`draft` reads the rows that are edited; `publish` stores them as one value, and `read` gives that
value. So an edit is seen by nobody until it is published, and one page asks the database once.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from afspraken import logboek
from afspraken.models import Antwoord, Handeling, Levensgebeurtenis, Partij, Vraag
from afspraken.vraagtrechter.checking import Fault, check
from afspraken.vraagtrechter.walking import Addition, Answer, Funnel, Question, Text


class NotPublishable(Exception):
    """The funnel has faults that block; `faults` are all of them."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("the funnel leads nowhere somewhere")
        self.faults = faults


def draft(gebeurtenis: Levensgebeurtenis) -> Funnel:
    """The funnel as its rows are now; four queries at any size."""
    rows = gebeurtenis.vragen.order_by("volgorde", "pk").prefetch_related(
        "antwoorden__producten__product", "antwoorden__artikel"
    )
    return Funnel(tuple(_question(row) for row in rows))


def read(gebeurtenis: Levensgebeurtenis) -> Funnel:
    """The funnel that people walk through; empty as long as nothing was published."""
    return _from_json(gebeurtenis.inhoud)


def offered() -> list[Levensgebeurtenis]:
    """The life events to choose from, in their order: active and published."""
    rows = Levensgebeurtenis.objects.filter(is_actief=True, versie__gt=0)
    return list(rows.order_by("volgorde", "naam"))


def find(slug: str) -> Levensgebeurtenis | None:
    """The life event that is offered under an address."""
    return Levensgebeurtenis.objects.filter(slug=slug, is_actief=True, versie__gt=0).first()


@transaction.atomic
def publish(gebeurtenis: Levensgebeurtenis, *, door: str, now: datetime) -> list[Fault]:
    """Let people walk through the rows as they are now; gives the faults that do not block.

    Raises: NotPublishable with what is wrong; then people walk on through what there was.
    """
    Levensgebeurtenis.objects.select_for_update().get(pk=gebeurtenis.pk)
    funnel = draft(gebeurtenis)
    faults = check(funnel, now=now)
    if any(fault.blocks for fault in faults):
        raise NotPublishable(faults)
    gebeurtenis.inhoud = asdict(funnel)
    gebeurtenis.versie += 1
    gebeurtenis.gepubliceerd_op = now
    gebeurtenis.save(update_fields=["inhoud", "versie", "gepubliceerd_op"])
    logboek.record(
        Handeling.BEHEER,
        f"levensgebeurtenis:{gebeurtenis.pk}",
        partij=Partij.MEDEWERKER,
        door=door,
        now=now,
        wat="gepubliceerd",
        versie=gebeurtenis.versie,
    )
    return faults


def is_changed(gebeurtenis: Levensgebeurtenis, funnel: Funnel) -> bool:
    """True if the rows say something else than people walk through."""
    return funnel != read(gebeurtenis)


def _question(row: Vraag) -> Question:
    answers = sorted(row.antwoorden.all(), key=lambda one: (one.volgorde, one.pk))
    return Question(
        code=str(row.pk),
        text=Text(row.tekst, row.tekst_en),
        hint=Text(row.uitleg, row.uitleg_en),
        answers=tuple(_answer(one) for one in answers),
    )


def _answer(row: Antwoord) -> Answer:
    return Answer(
        code=str(row.pk),
        text=Text(row.tekst, row.tekst_en),
        next=str(row.volgende_id or ""),
        article=row.artikel.slug if row.artikel else "",
        adds=tuple(
            Addition(one.product.slug, one.aantal, Text(one.reden, one.reden_en))
            for one in sorted(row.producten.all(), key=lambda one: one.pk)
        ),
    )


def _from_json(stored: dict[str, Any]) -> Funnel:
    return Funnel(
        tuple(
            Question(
                one["code"],
                Text(**one["text"]),
                Text(**one["hint"]),
                tuple(_answer_from_json(answer) for answer in one["answers"]),
            )
            for one in stored.get("questions", ())
        )
    )


def _answer_from_json(stored: dict[str, Any]) -> Answer:
    adds = (Addition(one["slug"], one["persons"], Text(**one["reason"])) for one in stored["adds"])
    return Answer(
        stored["code"], Text(**stored["text"]), stored["next"], stored["article"], tuple(adds)
    )
