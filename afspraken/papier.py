"""Pages for a printer: HTML laid out as a PDF that a screen reader can read too (PDF/UA-1).

Nothing is fetched while it is made: a text cannot make this machine ask for anything.
Source: ISO 14289-1.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from django.utils.translation import gettext as _

_one_at_a_time = threading.Lock()  # fonts are shared, and the libraries below guard nothing


class PapierUnavailable(Exception):
    """This machine lacks the libraries that lay out pages; the text says which."""


class Layout:
    """Makes pages of HTML; the fonts are looked up once."""

    def __init__(self) -> None:
        self._weasyprint = _weasyprint()
        self._fonts = self._weasyprint.text.fonts.FontConfiguration()
        self._fetches_nothing = self._weasyprint.urls.URLFetcher(allowed_protocols=())

    def pages(self, html: str) -> Any:
        """The pages of a document; `copy` puts pages of several together."""
        page = self._weasyprint.HTML(string=html, url_fetcher=self._fetches_nothing)
        return page.render(font_config=self._fonts)

    def blank(self) -> Any:
        """The back of a sheet on which nothing stands."""
        return self.pages('<html lang="nl"><style>@page { size: A4 }</style>')


@contextmanager
def layout() -> Iterator[Layout]:
    """What makes pages, for one thread at a time. Raises: PapierUnavailable."""
    with _one_at_a_time:
        yield Layout()


def as_pdf(document: Any) -> bytes:
    """The PDF of pages that `Layout.pages` made."""
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made


def pdf(html: str) -> bytes:
    """One document as a PDF. Raises: PapierUnavailable."""
    with layout() as found:
        return as_pdf(found.pages(html))


def _weasyprint() -> ModuleType:
    """Imported when needed: it takes half a second, and a machine that prints nothing lacks it."""
    try:
        import weasyprint
        import weasyprint.text.fonts
        import weasyprint.urls
    except OSError as error:
        raise PapierUnavailable(
            _("Hier kan geen brief worden gemaakt. Nodig zijn pango, pangoft2 en harfbuzz-subset.")
        ) from error
    module: ModuleType = weasyprint
    return module
