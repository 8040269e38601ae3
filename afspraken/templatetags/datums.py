"""Dates, times and durations as a resident reads them, in Dutch or English.

Aware datetimes are shown in the local time zone; plain dates as they are. Not for machines:
use isoformat there. An empty value gives an empty text, so a template needs no `if`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()


def _local(value: date | datetime) -> date | datetime:
    """The value in local time; a plain date or a naive time is left alone."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def lange_datum(value: date | datetime | None) -> str:
    """The day in full: dinsdag 8 december 2026, or Tuesday 8 December 2026."""
    return format_date(_local(value), "l j F Y") if value else ""


@register.filter
def dag_zonder_jaar(value: date | datetime | None) -> str:
    """The day where the year is clear: dinsdag 8 december, or Tuesday 8 December."""
    return format_date(_local(value), "l j F") if value else ""


@register.filter
def maand_jaar(value: date | datetime | None) -> str:
    """The month as a heading: december 2026, or December 2026."""
    return format_date(_local(value), "F Y") if value else ""


@register.filter
def tijd(value: datetime | None) -> str:
    """The clock time: 9.20 uur in Dutch, 9:20 in English; always of 24 hours."""
    if not value:
        return ""
    english = (get_language() or "nl").startswith("en")
    return format_date(_local(value), "G:i" if english else r"G.i \u\u\r")


@register.filter
def klok(value: datetime | None) -> str:
    """The bare clock time, for a list of times: 9.20 in Dutch, 9:20 in English."""
    english = (get_language() or "nl").startswith("en")
    return format_date(_local(value), "G:i" if english else "G.i") if value else ""


@register.filter
def dag_en_tijd(value: datetime | None) -> str:
    """Day and time: dinsdag 8 december 2026, 9.20 uur."""
    return f"{lange_datum(value)}, {tijd(value)}" if value else ""


@register.filter
def korte_dag(value: date | datetime | None) -> str:
    """The day in a narrow column: di 8 dec, or Tue 8 Dec."""
    english = (get_language() or "nl").startswith("en")
    return format_date(_local(value), "D j M" if english else "D j b") if value else ""


@register.filter
def kort_moment(value: datetime | None) -> str:
    """Day and time in a narrow column: di 8 dec 9.20 uur."""
    return f"{korte_dag(value)} {tijd(value)}" if value else ""


@register.filter
def onlangs(value: datetime | None, now: datetime) -> str:
    """A moment as one would say it now: vandaag 10.02 uur, gisteren 9.20 uur, or the whole day."""
    if not value:
        return ""
    days = (timezone.localdate(now) - timezone.localdate(value)).days
    named = {0: gettext("vandaag"), 1: gettext("gisteren")}
    return f"{named[days]} {tijd(value)}" if days in named else dag_en_tijd(value)


@register.filter
def duur(value: int | timedelta | None) -> str:
    """A length in words: 20 minuten, 1 uur, 1 uur en 5 minuten. A number means minutes."""
    if value is None or value == "":
        return ""
    total = value // timedelta(minutes=1) if isinstance(value, timedelta) else int(value)
    hours, minutes = divmod(total, 60)
    in_hours = ngettext("%(aantal)d uur", "%(aantal)d uur", hours) % {"aantal": hours}
    in_minutes = ngettext("%(aantal)d minuut", "%(aantal)d minuten", minutes) % {"aantal": minutes}
    if not hours:
        return in_minutes
    if not minutes:
        return in_hours
    return gettext("%(uren)s en %(minuten)s") % {"uren": in_hours, "minuten": in_minutes}
