"""Quiet hours as people type them: "12.00-13.30, 17.00-18.00". PURE.

During these hours no resident of a home is seen: they eat or rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST = 4
"""So many stretches; more leave nothing of a day."""

_PART = re.compile(r"(\d{1,2})[.:](\d{2})\s*(?:-|–|—|tot|to)\s*(\d{1,2})[.:](\d{2})", re.ASCII)


Stretch = tuple[time, time]


def read(text: str) -> list[Stretch]:
    """The stretches in local time, earliest first. Raises: ValidationError.

    >>> shown(read("17:00 tot 18:00, 12.00-13.30"))
    '12.00-13.30, 17.00-18.00'
    """
    found = []
    for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", text))):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValidationError(_("Vul rusttijden in zoals 12.00-13.30."))
        found.append((_clock(match[1], match[2]), _clock(match[3], match[4])))
    found.sort()
    if len(found) > MOST:
        raise ValidationError(_("Vul hoogstens vier rusttijden in."))
    if any(van >= tot for van, tot in found):
        raise ValidationError(_("Een rusttijd begint voor hij eindigt."))
    if any(one[1] > other[0] for one, other in pairwise(found)):
        raise ValidationError(_("Deze rusttijden lopen door elkaar. Maak er een van."))
    return found


def shown(stretches: Iterable[Stretch]) -> str:
    """As they are typed."""
    return ", ".join(f"{van:%H.%M}-{tot:%H.%M}" for van, tot in stretches)


def _clock(hours: str, minutes: str) -> time:
    if int(hours) > 23 or int(minutes) > 59:
        raise ValidationError(_("Deze tijd bestaat niet. Vul rusttijden in zoals 12.00-13.30."))
    return time(int(hours), int(minutes))


class StilteField(forms.CharField):
    """Quiet hours; empty: there are none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 100)
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[Stretch]:
        text: str = super().clean(value)
        return read(text)

    def prepare_value(self, value: Any) -> Any:
        """As it is typed; what was typed stays as it is."""
        return value if isinstance(value, str) or value is None else shown(value)
