"""What the versions of an edited text have in common; each kind of text adds its own columns."""

from __future__ import annotations

from typing import ClassVar
from zlib import crc32

from django.db import models
from django.utils.translation import gettext_lazy as _


class Versiestatus(models.TextChoices):
    """A version of a text is written, then in use, then history."""

    CONCEPT = "CONCEPT", _("concept")  # may still change; nobody reads it but who writes
    GEPUBLICEERD = "GEPUBLICEERD", _("in gebruik")  # at most one per text; never changes
    VERVANGEN = "VERVANGEN", _("vervangen")  # was in use


class Versie(models.Model):
    """One version of a text. Only a draft may change, so that what was in use can be looked up.

    A kind of text adds what belongs to it, that a number exists once, and that one is in use.
    """

    zegt: ClassVar[tuple[str, ...]]
    """The columns that hold what it says."""

    nummer = models.PositiveIntegerField(_("nummer"))
    status = models.CharField(
        _("status"), max_length=15, choices=Versiestatus.choices, default=Versiestatus.CONCEPT
    )
    auteur = models.CharField(_("auteur"), max_length=150)
    gewijzigd_op = models.DateTimeField(_("gewijzigd op"))
    gepubliceerd_op = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def kenmerk(self) -> str:
        """Changes whenever what it says does."""
        words = tuple(getattr(self, name) for name in self.zegt)
        return f"{self.pk}.{crc32(repr(words).encode()):x}"
