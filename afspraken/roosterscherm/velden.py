"""Days and times as the browser's own fields: they work by keyboard, touch and screen reader."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from afspraken.roosters.writing import FIRST_YEAR, LAST_YEAR

STEP = 5
"""Minutes between the times that a field offers."""


def date_input() -> forms.DateInput:
    """A field for a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def time_input() -> forms.TimeInput:
    """A field for a time."""
    return forms.TimeInput(attrs={"type": "time", "step": STEP * 60}, format="%H:%M")


def moment_input() -> forms.DateTimeInput:
    """A field for a day and a time."""
    attrs = {"type": "datetime-local", "step": STEP * 60}
    return forms.DateTimeInput(attrs=attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A day and a time in a year that can be meant; others are more than a database can hold."""

    def to_python(self, value: Any) -> datetime | None:
        """Refuse the year 1 before anyone computes with it."""
        moment = super().to_python(value)
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise forms.ValidationError(_("Kies een jaar tussen 2000 en 2199."))
        return moment
