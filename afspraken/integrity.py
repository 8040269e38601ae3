"""Is what is stored still true? Checks that anyone may run at any time, and a narrow repair.

Each check compares stored rows with what they should be, set by set in the database, and gives a
sentence per fault. Other apps register theirs in `AppConfig.ready()`. Repair touches derived rows
only: `Openstand`, and the cells of a span where nobody else has them. A promise is never repaired.

Not for rules that the database itself guards at every write; those are checked here once more,
because a restore or an import may have gone around them. Read next: docs/locking.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Lag

from afspraken import bezetting, logboek, privacy, roosters
from afspraken.models import (
    EXPECTED,
    OCCUPYING,
    OVERBOOKABLE,
    PROMISED,
    RELEASED,
    Afspraak,
    Afspraakproduct,
    BezetteCel,
    Contactplek,
    Inzet,
    Logregel,
    Status,
    Zegel,
)
from afspraken.offers import Taken

MOST = 100
"""So many faults of one check are told one by one; of the rest only the number."""

BALIE = "balie"
"""The provider whose appointments occupy resources themselves (a visit lies inside a shift)."""

FORGET_WITHIN = timedelta(days=2)
"""The nightly run may have failed once; after a second night personal data count as forgotten."""


@dataclass(frozen=True)
class Result:
    """What one check compared, and what is wrong. Notes are no faults, but someone should look."""

    name: str
    compared: int
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    repaired: int = 0


Look = Callable[[datetime], Result]
Repair = Callable[[datetime], int]


@dataclass(frozen=True)
class Check:
    """`look` changes nothing; `repair` mends derived rows only and returns how many."""

    name: str
    look: Look
    repair: Repair | None = None


_checks: dict[str, Check] = {}


def register(check: Check) -> None:
    """Make a check known. Raises: ValueError for a name that is taken."""
    if check.name in _checks:
        raise ValueError(f"'{check.name}' is already registered")
    _checks[check.name] = check


def run(*, now: datetime, repair: bool = False) -> list[Result]:
    """Run all checks, in the order in which they were registered.

    With `repair`, a check that finds faults mends what it may and looks once more.
    """
    results = []
    for check in _checks.values():
        result = check.look(now)
        if result.faults and repair and check.repair:
            repaired = check.repair(now)
            again = check.look(now)
            result = Result(again.name, again.compared, again.faults, again.notes, repaired)
        results.append(result)
    return results


def each(rows: QuerySet[Any], sentence: Callable[[Any], str]) -> tuple[str, ...]:
    """A sentence for each row, up to MOST, and the number of the rest."""
    found = list(rows[: MOST + 1])
    if len(found) <= MOST:
        return tuple(map(sentence, found))
    return (*map(sentence, found[:MOST]), f"en nog {rows.count() - MOST}")


def shortened(sentences: Iterable[str]) -> tuple[str, ...]:
    found = list(sentences)
    rest = len(found) - MOST
    return (*found[:MOST], f"en nog {rest}") if rest > 0 else tuple(found)


# --- cells and spans ------------------------------------------------------------------------------


def _cells(now: datetime) -> Result:
    """Each span has its cells, all of them, and no others.

    Cells of one lane are distinct, so number, first and last together say it all.
    """
    return Result(
        "cellen en inzet",
        Inzet.objects.count() + BezetteCel.objects.count(),
        each(_wrong_cells(), lambda inzet: f"inzet {inzet.pk}: {_how_wrong(inzet)}"),
    )


def _wrong_cells() -> QuerySet[Inzet]:
    first, last = bezetting.cell_number("begin"), bezetting.cell_number("einde")
    elsewhere = ~Q(cellen__middel=F("middel")) | ~Q(cellen__plek=F("plek"))
    rows = Inzet.objects.annotate(
        aantal=Count("cellen__cel"),
        eerste=Min("cellen__cel"),
        laatste=Max("cellen__cel"),
        elders=Count("cellen__cel", filter=elsewhere),
        van=first,
        tot=last,
    )
    return rows.filter(
        Q(aantal=0)
        | Q(elders__gt=0)
        | ~Q(aantal=F("tot") - F("van"))
        | ~Q(eerste=F("van"))
        | ~Q(laatste=F("tot") - 1)
    ).order_by("pk")


def _how_wrong(inzet: Any) -> str:
    if inzet.elders:
        return f"{inzet.elders} cellen van een ander middel of andere plek"
    return f"{inzet.aantal} cellen waar {inzet.tot - inzet.van} horen"


def _repair_cells(now: datetime) -> int:
    """Give each wrong span its own cells; one that would clash keeps what it has."""
    repaired = 0
    for inzet in list(_wrong_cells()):
        try:
            with transaction.atomic():
                bezetting.rewrite_cells(inzet)
        except (Taken, IntegrityError):
            continue
        repaired += 1
    return repaired


def _overlaps(now: datetime) -> Result:
    """No two spans share a moment of one lane: the same promise, seen without the cells."""
    lane = [F("middel"), F("plek")]
    previous = Window(Lag("einde"), partition_by=lane, order_by=["begin", "pk"])
    rows = Inzet.objects.annotate(vorige=previous).filter(vorige__gt=F("begin")).order_by("pk")
    return Result(
        "nooit dubbel",
        Inzet.objects.count(),
        each(rows, lambda inzet: f"inzet {inzet.pk} begint voor de vorige op die plek eindigt"),
    )


def _alignment(now: datetime) -> Result:
    """Spans begin and end at a whole cell; a buffer comes after, never instead of, the visit."""
    rows = Inzet.objects.filter(afspraak__aanbieder=BALIE)
    short = rows.filter(
        Q(begin__gt=F("afspraak__begin")) | Q(einde__lt=F("afspraak__einde"))
    ).order_by("pk")
    odd = Inzet.objects.annotate(
        van=bezetting.remainder("begin"), tot=bezetting.remainder("einde")
    ).exclude(van=0, tot=0)
    return Result(
        "inzet en afspraak",
        Inzet.objects.count(),
        each(short, lambda inzet: f"inzet {inzet.pk} is korter dan afspraak {inzet.afspraak_id}")
        + each(odd.order_by("pk"), lambda inzet: f"inzet {inzet.pk} is niet op vijf minuten"),
    )


def _lanes(now: datetime) -> Result:
    """A lane that a resource does not have is an overbooking, with a name and a reason.

    Or the resource had it when the time was taken, and lost it since. So an appointment there is
    no fault: while it is to come it is a conflict, listed with the others. A blokkade is listed
    nowhere else.
    """
    beyond = Inzet.objects.filter(plek__gte=F("middel__plekken")).order_by("pk")
    lost = beyond.filter(overboekt_door="", einde__gt=now)
    overbooked = beyond.exclude(overboekt_door="").select_related("middel")
    return Result(
        "plekken",
        Inzet.objects.count(),
        each(
            lost.filter(blokkade__isnull=False),
            lambda inzet: f"inzet {inzet.pk} staat op plek {inzet.plek}, die er niet is",
        )
        + each(
            overbooked.exclude(middel__soort__in=OVERBOOKABLE),
            lambda inzet: f"inzet {inzet.pk} overboekt iets dat niet overboekt kan worden",
        ),
        notes=each(
            lost.filter(afspraak__isnull=False),
            lambda one: f"afspraak {one.afspraak_id} staat op plek {one.plek}, die er niet is",
        )
        + each(
            overbooked.filter(einde__gt=now),
            lambda inzet: f"overboekt: {inzet.middel}, {inzet.begin:%Y-%m-%d %H:%M} UTC",
        ),
    )


# --- appointments ---------------------------------------------------------------------------------


def _statuses(now: datetime) -> Result:
    """Who is cancelled holds nothing; who is promised holds something and comes for something."""
    spans = Inzet.objects.filter(afspraak=OuterRef("pk"))
    products = Afspraakproduct.objects.filter(afspraak=OuterRef("pk"))
    places = Contactplek.objects.filter(afspraak=OuterRef("pk"))
    released = Afspraak.objects.filter(status__in=RELEASED).order_by("pk")
    live = Afspraak.objects.filter(status__in=OCCUPYING).order_by("pk")
    return Result(
        "afspraken en hun status",
        Afspraak.objects.count(),
        each(
            released.filter(Exists(spans)),
            lambda one: f"afspraak {one.pk} is {one.get_status_display()} en bezet nog tijd",
        )
        + each(
            released.filter(Exists(places)),
            lambda one: f"afspraak {one.pk} is {one.get_status_display()} en telt nog mee",
        )
        + each(
            live.filter(~Exists(spans), aanbieder=BALIE, inlopers=None),
            lambda one: f"afspraak {one.pk} is {one.get_status_display()} en bezet niets",
        )
        + each(
            live.filter(~Exists(products), status__in=PROMISED),
            lambda one: f"afspraak {one.pk} heeft geen product",
        )
        + each(
            live.filter(locatie__bij_klant=True, bezoekadres={}),
            lambda one: f"afspraak {one.pk} is bij de klant en heeft geen adres",
        )
        + each(
            Afspraak.objects.filter(gewijzigd_op__lt=F("aangemaakt_op")).order_by("pk"),
            lambda one: f"afspraak {one.pk} is gewijzigd voordat zij werd gemaakt",
        ),
    )


def _expired(now: datetime) -> Result:
    """Holds that have expired and wait for the sweeper: they count as free, so it is no fault."""
    held = Afspraak.objects.filter(status=Status.VASTGEHOUDEN)
    expired = held.filter(houdbaar_tot__lte=now).count()
    notes = (f"{expired} verlopen, nog niet opgeruimd",) if expired else ()
    return Result("vastgehouden tijden", held.count(), notes=notes)


# --- what is derived ------------------------------------------------------------------------------


def _openings(now: datetime) -> Result:
    """`Openstand` is what the rosters make of it, from today to the horizon."""
    difference = roosters.check(now=now)
    return Result(
        "openstand en roosters",
        difference.compared,
        shortened(
            f"middel {middel} op {dag} bij locatie {locatie} klopt niet"
            for middel, locatie, dag in sorted(difference.keys)
        ),
    )


def _repair_openings(now: datetime) -> int:
    return roosters.extend_horizon(now=now)


def _conflicts(now: datetime) -> Result:
    """Expected appointments that no longer fit: the roster changed, a person has to decide."""
    future = Inzet.objects.filter(afspraak__status__in=EXPECTED, afspraak__einde__gt=now)
    notes = shortened(
        f"afspraak {inzet.afspraak_id} past niet meer bij {inzet.middel}"
        for inzet in roosters.outside(now=now)
    )
    return Result("afspraken binnen openstand", future.count(), notes=notes)


# --- log, personal data, references ---------------------------------------------------------------


def _log(now: datetime) -> Result:
    """The chain of seals over the log is whole."""
    waiting = Logregel.objects.count() - Zegel.objects.count()
    notes = (f"{waiting} regels nog niet verzegeld",) if waiting > 0 else ()
    return Result("logboek", Zegel.objects.count(), shortened(logboek.verify()), notes)


def _forgotten(now: datetime) -> Result:
    """No personal data are left whose term ran out two nights ago."""
    faults = [
        f"{aantal} rijen van '{naam}' hadden gewist moeten zijn"
        for naam, aantal in privacy.overdue(now - FORGET_WITHIN).items()
        if aantal
    ]
    return Result("bewaartermijn", len(privacy.registered()), tuple(faults))


def _references(now: datetime) -> Result:
    """No row refers to one that is gone; SQLite checks that only when asked."""
    try:
        connection.check_constraints()
    except IntegrityError as error:
        return Result("verwijzingen", 1, (str(error),))
    return Result("verwijzingen", 1)


for check in (
    Check("cellen en inzet", _cells, _repair_cells),
    Check("nooit dubbel", _overlaps),
    Check("inzet en afspraak", _alignment),
    Check("plekken", _lanes),
    Check("afspraken en hun status", _statuses),
    Check("vastgehouden tijden", _expired),
    Check("openstand en roosters", _openings, _repair_openings),
    Check("afspraken binnen openstand", _conflicts),
    Check("logboek", _log),
    Check("bewaartermijn", _forgotten),
    Check("verwijzingen", _references),
):
    register(check)
