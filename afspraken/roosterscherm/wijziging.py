"""From a valid form to one roster write: the sentence, the write, and the steps that undo it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from afspraken import roosters
from afspraken.models import Locatie, Middel, Uitzondering, Wijziging
from afspraken.roosters import series
from afspraken.roosters.series import Reeks
from afspraken.roosterscherm import ongedaan
from afspraken.roosterscherm.formulieren import WEEKDAGEN, Bereik, ReeksForm, WijzigForm
from afspraken.roosterscherm.keuze import Wat
from afspraken.roosterscherm.ongedaan import Step
from afspraken.roosterscherm.weekbeeld import DAY


@dataclass(frozen=True)
class Wijzigen:
    """One change. `write` does it and returns the steps that take it back."""

    zin: str
    write: Callable[[], list[Step]]
    middel: Middel | None

    @property
    def middelen(self) -> list[Middel] | None:
        """The resources that it can touch; None is all: the hours of a place bound them."""
        return [self.middel] if self.middel else None


def of_form(form: WijzigForm, *, now: datetime, door: str) -> Wijzigen:
    """The change that a valid form describes.

    Raises: ValidationError if it does not fit the series or the day that was picked.
    """
    data = form.cleaned_data
    if data["wat"] == Wat.HERSTEL:
        return _restore(form, now=now, door=door)
    if data["bereik"] == Bereik.REEKS:
        if data["wat"] == Wat.EXTRA:
            return _extra_series(form, now=now, door=door)
        return _change_series(form, now=now, door=door)
    return _exception(form, now=now, door=door)


def of_series(form: ReeksForm, *, now: datetime, door: str) -> Wijzigen:
    """The new weekly hours that a valid form describes."""
    data = form.cleaned_data
    van, tot, days = data["van"], data["tot"], data["weekdagen"]

    def write() -> list[Step]:
        added = roosters.add_week(
            data["middel"],
            data["locatie"],
            uren={day: [(van, tot)] for day in days},
            eerste_dag=data["eerste_dag"],
            laatste_dag=data["laatste_dag"],
            alleen_personeel=data.get("alleen_personeel", False),
            now=now,
            door=door,
        )
        return [ongedaan.delete_series(reeks.id) for reeks in added]

    names = ", ".join(str(WEEKDAGEN[day][1]) for day in days)
    zin = _("%(wie)s is elke %(dagen)s open van %(uren)s, vanaf %(dag)s.") % {
        "wie": data["middel"] or data["locatie"],
        "dagen": names,
        "uren": _hours(van, tot),
        "dag": _day(data["eerste_dag"]),
    }
    return Wijzigen(zin, write, data["middel"])


def _exception(form: WijzigForm, *, now: datetime, door: str) -> Wijzigen:
    data = form.cleaned_data
    wat = data["wat"]
    soort = Wijziging.DICHT if wat == Wat.DAG_DICHT else Wijziging(wat)
    takes, gives = wat in (Wat.VERPLAATST, Wat.DICHT), wat in (Wat.VERPLAATST, Wat.EXTRA)

    def write() -> list[Step]:
        row = roosters.add_exception(
            data["middel"],
            data["locatie"],
            dag=data["dag"],
            soort=soort,
            oud_van=data["oud_van"] if takes else None,
            oud_tot=data["oud_tot"] if takes else None,
            van=data["van"] if gives else None,
            tot=data["tot"] if gives else None,
            alleen_personeel=gives and data.get("alleen_personeel", False),
            reden=data["reden"],
            now=now,
            door=door,
        )
        return [ongedaan.delete_row(row)]

    sentences = {
        Wat.VERPLAATST: _("%(wie)s is op %(dag)s open van %(nieuw)s in plaats van %(oud)s."),
        Wat.DICHT: _("%(wie)s is op %(dag)s niet open van %(oud)s."),
        Wat.EXTRA: _("%(wie)s is op %(dag)s extra open van %(nieuw)s."),
        Wat.DAG_DICHT: _("%(wie)s is op %(dag)s de hele dag niet open."),
    }
    zin = sentences[wat] % {
        "wie": data["middel"] or data["locatie"],
        "dag": _day(data["dag"]),
        "nieuw": _hours(data["van"], data["tot"]) if gives else "",
        "oud": _hours(data["oud_van"], data["oud_tot"]) if takes else "",
    }
    return Wijzigen(zin, write, data["middel"])


def _extra_series(form: WijzigForm, *, now: datetime, door: str) -> Wijzigen:
    data = form.cleaned_data

    def write() -> list[Step]:
        reeks = roosters.add_series(
            data["middel"],
            data["locatie"],
            weekdag=data["dag"].weekday(),
            van=data["van"],
            tot=data["tot"],
            eerste_dag=data["dag"],
            alleen_personeel=data.get("alleen_personeel", False),
            now=now,
            door=door,
        )
        return [ongedaan.delete_series(reeks.id)]

    zin = _("%(wie)s is elke %(weekdag)s extra open van %(uren)s, vanaf %(dag)s.") % {
        "wie": data["middel"] or data["locatie"],
        "weekdag": WEEKDAGEN[data["dag"].weekday()][1],
        "uren": _hours(data["van"], data["tot"]),
        "dag": _day(data["dag"]),
    }
    return Wijzigen(zin, write, data["middel"])


def _change_series(form: WijzigForm, *, now: datetime, door: str) -> Wijzigen:
    data = form.cleaned_data
    reeks = _series(form.reeks or 0, data["middel"], data["locatie"], data["dag"])
    words = {
        "wie": data["middel"] or data["locatie"],
        "weekdag": WEEKDAGEN[reeks.weekdag][1],
        "oud": _hours(reeks.van, reeks.tot),
        "dag": _day(data["dag"]),
    }
    if data["wat"] == Wat.DICHT:

        def end() -> list[Step]:
            last = data["dag"] - DAY
            before = roosters.end_series(reeks.id, laatste_dag=last, now=now, door=door)
            return [ongedaan.end_series(reeks.id, before.laatste_dag)]

        zin = _("De weektijd van %(wie)s op %(weekdag)s, %(oud)s, stopt vanaf %(dag)s.") % words
        return Wijzigen(zin, end, data["middel"])

    van, tot = _new_hours(reeks, (data["oud_van"], data["oud_tot"]), (data["van"], data["tot"]))

    def change() -> list[Step]:
        new = roosters.change_series(
            reeks.id, vanaf=data["dag"], van=van, tot=tot, now=now, door=door
        )
        return [ongedaan.undo_change(reeks.id, new.id)]

    zin = _("%(wie)s is elke %(weekdag)s open van %(nieuw)s in plaats van %(oud)s, vanaf %(dag)s.")
    return Wijzigen(zin % {**words, "nieuw": _hours(van, tot)}, change, data["middel"])


def _restore(form: WijzigForm, *, now: datetime, door: str) -> Wijzigen:
    data = form.cleaned_data
    rows = Uitzondering.objects.filter(
        middel=data["middel"], locatie=data["locatie"], dag=data["dag"]
    ).order_by("pk")
    found = list(rows)
    if not found:
        raise ValidationError(_("Op deze dag geldt het gewone rooster al."))

    def write() -> list[Step]:
        steps = [ongedaan.put_back(row) for row in found]
        for row in rows.all():
            roosters.remove(row, now=now, door=door)
        return steps

    zin = _("Voor %(wie)s geldt op %(dag)s weer het gewone rooster.") % {
        "wie": data["middel"] or data["locatie"],
        "dag": _day(data["dag"]),
    }
    return Wijzigen(zin, write, data["middel"])


def _series(reeks_id: int, middel: Middel | None, locatie: Locatie, dag: date) -> Reeks:
    """The series that was picked, if it is of this roster and happens on this day."""
    try:
        reeks = series.find(reeks_id)
    except ObjectDoesNotExist as error:
        raise ValidationError(_("Deze weekreeks bestaat niet meer.")) from error
    same = reeks.rooster.middel == middel and reeks.rooster.locatie == locatie
    if not same or reeks.weekdag != dag.weekday():
        raise ValidationError(_("Deze weekreeks hoort niet bij dit rooster."))
    if reeks.laatste_dag is not None and dag > reeks.laatste_dag:
        raise ValidationError(_("Op die dag is deze weekreeks al voorbij."))
    return reeks


def _new_hours(reeks: Reeks, old: tuple[time, time], new: tuple[time, time]) -> tuple[time, time]:
    """The hours of the series after its block changed from `old` to `new`.

    A block can be a part of its series, where staff time or an exception cuts it. The side that
    was cut is not the end of the series, so it may not be moved here.

        series   ■ ■ ■ ■ ■ ■ ■ ■
        blocks   ■ ■ ■ . . ■ ■ ■
        moved    . ■ ■              the series now begins an hour later

    Raises: ValidationError if the side that was cut moves.
    """
    whole = (reeks.van, reeks.tot)
    hours = []
    for at, before, after in zip(whole, old, new, strict=True):
        if before == at:
            hours.append(after)
        elif before == after:
            hours.append(at)
        else:
            raise ValidationError(
                _("Deze weekreeks loopt van %(uren)s. Kies „Alleen deze dag” voor een deel.")
                % {"uren": _hours(*whole)}
            )
    return hours[0], hours[1]


def _hours(van: time, tot: time) -> str:
    return _("%(van)s tot %(tot)s uur") % {
        "van": f"{van.hour}.{van:%M}",
        "tot": f"{tot.hour}.{tot:%M}",
    }


def _day(dag: date) -> str:
    return format_date(dag, "l j F Y")
