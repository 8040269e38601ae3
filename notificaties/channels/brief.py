"""Letters: printed here in a batch, put in envelopes by a person. So nothing is sent from here.

Each letter is a PDF that a screen reader can read too (PDF/UA-1), laid out for an envelope with a
window. Nothing is fetched while it is made: a text cannot make this machine ask for anything.
Source: DIN 5008, form B, for where the address stands (45 to 90 mm from the top); ISO 14289-1.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date
from types import ModuleType
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from notificaties.channels import Post
from notificaties.teksten.opmaak import blocks

MOST_LINES = 6
"""So many lines of an address fit in the window."""

_one_at_a_time = threading.Lock()  # fonts are shared, and the libraries below guard nothing


class LettersUnavailable(Exception):
    """This machine lacks the libraries that lay out letters; the text says which."""


def print_batch(brieven: Sequence[Post], *, dag: date, dubbelzijdig: bool = False) -> bytes:
    """One PDF: a list of the addresses, then every letter on a sheet of its own.

    `aan` of a letter holds the lines of its address. Bookmarks lead to each letter. With
    `dubbelzijdig` no letter begins on the back of another one's sheet.

    Raises: LettersUnavailable.
    """
    with _one_at_a_time:
        layout = _Layout()
        letters = [layout.letter(brief, dag) for brief in brieven]
        rows = [
            {"aan": _lines(brief), "titel": brief.titel, "bladzijden": len(letter.pages)}
            for brief, letter in zip(brieven, letters, strict=True)
        ]
        front = layout.page("berichten/adreslijst.html", {"brieven": rows, "dag": dag})
        pages = []
        for document in (front, *letters):
            pages += document.pages
            if dubbelzijdig and len(pages) % 2:
                pages += layout.blank().pages
        return _as_pdf(front.copy(pages))


def letter(brief: Post, *, dag: date) -> bytes:
    """One letter as a PDF. Raises: LettersUnavailable."""
    with _one_at_a_time:
        return _as_pdf(_Layout().letter(brief, dag))


class _Layout:
    """Makes pages; the fonts are looked up once."""

    def __init__(self) -> None:
        self._weasyprint = _weasyprint()
        self._fonts = self._weasyprint.text.fonts.FontConfiguration()
        self._fetches_nothing = self._weasyprint.urls.URLFetcher(allowed_protocols=())

    def letter(self, brief: Post, dag: date) -> Any:
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
            return self.page("berichten/brief.html", context)

    def page(self, template: str, context: dict[str, Any]) -> Any:
        """The pages of a template, in the language that is active."""
        known = {"gemeente": settings.GEMEENTE, "taal": get_language() or "nl"}
        return self._rendered(render_to_string(template, known | context))

    def blank(self) -> Any:
        """The back of a sheet on which nothing stands."""
        return self._rendered('<html lang="nl"><style>@page { size: A4 }</style>')

    def _rendered(self, html: str) -> Any:
        page = self._weasyprint.HTML(string=html, url_fetcher=self._fetches_nothing)
        return page.render(font_config=self._fonts)


def _as_pdf(document: Any) -> bytes:
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def _lines(brief: Post) -> list[str]:
    lines = [line.strip() for line in brief.aan.splitlines()]
    return [line for line in lines if line][:MOST_LINES]


def _weasyprint() -> ModuleType:
    """Imported when needed: it takes half a second, and a machine that prints nothing lacks it."""
    try:
        import weasyprint
        import weasyprint.text.fonts
        import weasyprint.urls
    except OSError as error:
        raise LettersUnavailable(
            _("Hier kan geen brief worden gemaakt. Nodig zijn pango, pangoft2 en harfbuzz-subset.")
        ) from error
    module: ModuleType = weasyprint
    return module
