"""READS: what was promised and is not done yet, per owner and all together, most urgent first.

An open promise stands on exactly one list of an owner (person, group, department or service point)
and always on the list of everything. Nothing filters on a role or a flag, so nothing can fall
between two lists; a test walks all orders of steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst

from afspraken import taken
from afspraken.models import (
    Afwezigheid,
    Contactvraag,
    Klantcontact,
    Stap,
    Terugbelstatus,
    Terugbelverzoek,
)
from afspraken.rechten import Recht, Toegang


def open_promises() -> QuerySet[Terugbelverzoek]:
    """Everything that is still to be done, most urgent first."""
    return Terugbelverzoek.objects.filter(status=Terugbelstatus.TE_VERWERKEN).order_by(
        "uiterlijk", "pk"
    )


def within(toegang: Toegang, recht: Recht = Recht.TERUGBELLEN_ZIEN) -> Q:
    """The promises to which a right reaches: all, those of own departments, or none."""
    return toegang.within(recht, own=Q(afdeling__in=toegang.afdelingen))


def contacts_within(toegang: Toegang) -> Q:
    """The contacts that an employee may see: all, those with a question of an own department.

    A contact of which an own department keeps a promise is seen as well.
    """
    here = {"contact": OuterRef("pk"), "afdeling__in": toegang.afdelingen}
    vragen, verzoeken = Contactvraag.objects.filter(**here), Terugbelverzoek.objects.filter(**here)
    return toegang.within(Recht.CONTACT_ZIEN, own=Q(Exists(vragen)) | Q(Exists(verzoeken)))


def may_read(contact: Klantcontact, toegang: Toegang, gebruiker: Any) -> bool:
    """Whether an employee may read what was said: of a confidential contact, whom it concerns.

    That is who registered it, and whoever works for a department that was asked something.
    """
    asked = {vraag.afdeling_id for vraag in contact.vragen.all()}
    return (
        not contact.vertrouwelijk
        or contact.medewerker_id == gebruiker.pk
        or bool(asked & toegang.afdelingen)
    )


def of_person(gebruiker: Any) -> Q:
    """What this employee took or was given."""
    return Q(medewerker=gebruiker)


# --- what a list shows beside them ----------------------------------------------------------------


def shown(rows: QuerySet[Terugbelverzoek], *, now: datetime) -> QuerySet[Any]:
    """With the customer, the owner, how often somebody called, and whether the owner is away.

    `is_afwezig`: the owner is away now and not back before the deadline, or it has passed: then
    someone else has to take it.
    """
    away = Afwezigheid.objects.filter(
        middel__gebruiker=OuterRef("medewerker"),
        begin__lte=now,
        einde__gt=now,
        einde__gte=OuterRef("uiterlijk"),
    )
    return rows.select_related(
        "contact__klant", "afdeling", "groep__afdeling", "medewerker"
    ).annotate(
        is_afwezig=Exists(away),
        pogingen=Count("stappen", filter=Q(stappen__stap=Stap.POGING)),
    )


def per_department(toegang: Toegang, *, now: datetime) -> list[dict[str, Any]]:
    """Per department (id None: the service point) how much is open and how much too late."""
    rows = open_promises().filter(within(toegang)).order_by()
    counted = rows.values("afdeling", afdelingsnaam=F("afdeling__naam")).annotate(
        aantal=Count("pk"), te_laat=Count("pk", filter=Q(uiterlijk__lte=now))
    )
    return sorted(counted, key=lambda row: (row["afdeling"] is None, row["afdelingsnaam"]))


# --- on the list of the service point -------------------------------------------------------------


def for_the_service_point(now: datetime) -> Iterable[taken.Taak]:
    """Each open promise as a task; registered once, by `apps.py`."""
    return as_tasks(open_promises())


def as_tasks(rows: Iterable[Terugbelverzoek]) -> Iterable[taken.Taak]:
    """Promises as tasks, in the same order."""
    for row in rows:
        yield taken.Taak(
            soort=str(capfirst(row.get_soort_display())),
            titel=row.gevraagde_handeling,
            uiterlijk=row.uiterlijk,
            url=reverse("servicepunt:terugbelverzoek", args=[row.pk]),
            afdelingen=frozenset({row.afdeling_id} if row.afdeling_id else ()),
        )
