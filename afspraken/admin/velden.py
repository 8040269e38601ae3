"""Days and times as the browser's own fields: they work by keyboard, touch and screen reader."""

from __future__ import annotations

from django import forms

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
