"""Letters: printed here in a batch, put in envelopes by a person. So nothing is sent from here.

Each letter is laid out for an envelope with a window; `afspraken/papier.py` makes a PDF of it.
Source: DIN 5008, form B, for where the address stands (45 to 90 mm from the top).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from afspraken import papier
from notificaties.channels import Post
from notificaties.teksten.opmaak import blocks

MOST_LINES = 6
"""So many lines of an address fit in the window."""


def print_batch(brieven: Sequence[Post], *, dag: date, dubbelzijdig: bool = False) -> bytes:
    """One PDF: a list of the addresses, then every letter on a sheet of its own.

    `aan` of a letter holds the lines of its address. Bookmarks lead to each letter. With
    `dubbelzijdig` no letter begins on the back of another one's sheet.

    Raises: papier.PapierUnavailable.
    """
    with papier.layout() as layout:
        letters = [_letter(layout, brief, dag) for brief in brieven]
        rows = [
            {"aan": _lines(brief), "titel": brief.titel, "bladzijden": len(letter.pages)}
            for brief, letter in zip(brieven, letters, strict=True)
        ]
        front = _page(layout, "berichten/adreslijst.html", {"brieven": rows, "dag": dag})
        pages = []
        for document in (front, *letters):
            pages += document.pages
            if dubbelzijdig and len(pages) % 2:
                pages += layout.blank().pages
        return papier.as_pdf(front.copy(pages))


def letter(brief: Post, *, dag: date) -> bytes:
    """One letter as a PDF. Raises: papier.PapierUnavailable."""
    with papier.layout() as layout:
        return papier.as_pdf(_letter(layout, brief, dag))


def _letter(layout: papier.Layout, brief: Post, dag: date) -> Any:
    """The pages of one letter, in its own language."""
    with override(brief.taal):
        context = {
            "titel": brief.titel,
            "aan": _lines(brief),
            "dag": dag,
            "kenmerk": brief.referentie[:8].upper(),
            "inhoud": blocks(brief.tekst),
            "afzender": settings.BRIEF_AFZENDER,
            "venster": settings.BRIEF_VENSTER,
        }
        return _page(layout, "berichten/brief.html", context)


def _page(layout: papier.Layout, template: str, context: dict[str, Any]) -> Any:
    """The pages of a template, in the language that is active."""
    known = {"gemeente": settings.GEMEENTE, "taal": get_language() or "nl"}
    return layout.pages(render_to_string(template, known | context))


def _lines(brief: Post) -> list[str]:
    lines = [line.strip() for line in brief.aan.splitlines()]
    return [line for line in lines if line][:MOST_LINES]
