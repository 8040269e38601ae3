"""Letters that are printed together."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stapel(models.Model):
    """A pile of letters that one employee prints and posts. Nobody else prints a letter of it.

    Its letters wait (WACHT) until it is posted, so one that becomes untrue meanwhile is void as any
    other message, and the employee is told to take it out.
    """

    nummer = models.BigAutoField(_("nummer"), primary_key=True)
    gemaakt_op = models.DateTimeField(_("gemaakt op"))
    gemaakt_door = models.CharField(_("gemaakt door"), max_length=150)
    geprint_op = models.DateTimeField(_("geprint op"), null=True, blank=True)
    gepost_op = models.DateTimeField(_("gepost op"), null=True, blank=True)

    class Meta:
        verbose_name = _("stapel brieven")
        verbose_name_plural = _("stapels brieven")
        ordering = ("-nummer",)

    def __str__(self) -> str:
        return str(_("stapel %(nummer)d")) % {"nummer": self.nummer}
