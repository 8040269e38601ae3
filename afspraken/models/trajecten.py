"""Appointments that belong together: an intake, the second talk, the collecting."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Traject(models.Model):
    """What joins the steps (`stappen`, appointments) of one matter of one customer.

    It has no order of its own: the steps stand in that of their times. Which may join, and how, is
    in `afspraken/traject.py`.
    """

    aangemaakt_op = models.DateTimeField(_("aangemaakt op"))

    class Meta:
        verbose_name = _("traject")
        verbose_name_plural = _("trajecten")

    def __str__(self) -> str:
        return f"{self.pk}"
