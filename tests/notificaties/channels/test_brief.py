"""Letters: what is on paper, where the address stands, and that a screen reader can read it."""

from __future__ import annotations

import builtins
import io
import logging
import socket
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils.safestring import mark_safe
from pypdf import PdfReader

from afspraken.papier import PapierUnavailable
from notificaties.channels import Post
from notificaties.channels.brief import letter, print_batch

pytestmark = pytest.mark.letters

DAG = date(2026, 12, 1)
ANNA = Post(
    referentie="2f1c9f0e6f0b4c539d8e0d5f6f1f6f10",
    aan="Anna de Vries\nVondelstraat 12 A\n1191 AA  OUDERKERK",
    taal="nl",
    titel="Uw afspraak op dinsdag 8 december 2026",
    tekst="Beste Anna de Vries,\n\nNeem dit mee:\n- uw paspoort\n- een foto\n\nTot dan.",
)
BRAM = replace(ANNA, aan="Bram Bakker\nDorpsweg 1\n1191 BB  OUDERKERK", tekst="Beste Bram,")
LONG = replace(BRAM, tekst="Beste Bram,\n\n" + "\n\n".join(["Nog een regel."] * 80))
POINT = 25.4 / 72
"""Millimetres."""


@pytest.fixture(autouse=True)
def town_hall(settings):
    settings.GEMEENTE = replace(settings.GEMEENTE, naam="Gemeente Teststad", telefoon="14 020")
    settings.BRIEF_AFZENDER = "Postbus 35, 1190 AA Ouderkerk"


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text(reader: PdfReader, number: int) -> str:
    return " ".join(reader.pages[number].extract_text().split())


def place_of(reader: PdfReader, wanted: str) -> tuple[float, float]:
    """Millimetres from the left and the top at which a text begins on the first page."""
    page = reader.pages[0]
    found = []

    def visit(piece, cm, tm, *_font):
        if wanted in piece:
            # The page is drawn upside down: cm turns it, tm places the text.
            x = tm[4] * cm[0] + cm[4]
            y = tm[5] * cm[3] + cm[5]
            found.append((x * POINT, (float(page.mediabox.height) - y) * POINT))

    page.extract_text(visitor_text=visit)
    return found[0]


def test_a_letter_has_sender_address_date_subject_and_text():
    reader = read(letter(ANNA, dag=DAG))
    assert len(reader.pages) == 1
    page = text(reader, 0)
    for part in (
        "Gemeente Teststad, Postbus 35, 1190 AA Ouderkerk",
        "Anna de Vries Vondelstraat 12 A 1191 AA OUDERKERK",
        "Datum dinsdag 1 december 2026",
        "Ons kenmerk 2F1C9F0E",
        "Uw afspraak op dinsdag 8 december 2026 Beste Anna de Vries, Neem dit mee:",
        "Bladzijde 1 / 1",
    ):
        assert part in page


@pytest.mark.parametrize(("venster", "left"), [("links", 25), ("rechts", 110)])
def test_the_address_stands_in_the_window_of_the_envelope(settings, venster, left):
    settings.BRIEF_VENSTER = venster
    six = "\n".join(["Anna de Vries", "p/a Bram", "Stichting Zorg", "Gebouw C", "Weg 1", "1191 AA"])
    reader = read(letter(replace(ANNA, aan=six), dag=DAG))
    x, top = place_of(reader, "Anna de Vries")
    _x, bottom = place_of(reader, "1191 AA")
    assert x == pytest.approx(left, abs=0.5)
    assert 55 < top < 60
    assert bottom < 88


def test_a_letter_is_accessible_and_says_so():
    reader = read(letter(ANNA, dag=DAG))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == ANNA.titel
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    kinds = kinds_of(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/P", "/L", "/LI", "/Table", "/TH"} <= kinds


def kinds_of(node) -> set[str]:
    """The kinds of all structure elements below a node."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set().union(*map(kinds_of, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    return {str(node.get("/S"))} | (kinds_of(node["/K"]) if "/K" in node else set())


def test_fonts_are_inside():
    fonts = fonts_of(read(letter(ANNA, dag=DAG)))
    assert fonts
    for font in fonts:
        [inner] = font["/DescendantFonts"]
        assert {"/FontFile2", "/FontFile3"} & set(inner.get_object()["/FontDescriptor"])


def fonts_of(reader: PdfReader):
    resources: list[Any] = [page["/Resources"].get_object() for page in reader.pages]
    return [font.get_object() for one in resources for font in one["/Font"].values()]


def test_a_letter_speaks_the_language_of_its_reader():
    english = replace(ANNA, taal="en", titel="Your appointment", tekst="Dear Anna,")
    reader = read(letter(english, dag=DAG))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Tuesday 1 December 2026" in text(reader, 0)


def test_a_batch_begins_with_the_addresses_and_each_letter_on_a_new_page():
    reader = read(print_batch([ANNA, LONG, BRAM], dag=DAG))
    assert "3 brieven van dinsdag 1 december 2026" in text(reader, 0)
    assert "1 Anna de Vries, Vondelstraat 12 A, 1191 AA OUDERKERK" in text(reader, 0)
    pages = [text(reader, number) for number in range(1, len(reader.pages))]
    begins = [number for number, page in enumerate(pages, start=1) if "Ons kenmerk" in page]
    assert begins[:2] == [1, 2]
    assert len(reader.pages) == begins[2] + 1
    assert f"Bladzijde 1 / {begins[2] - 2}" in pages[1]
    assert "Bladzijde 1 / 1" in pages[-1]
    assert reader.metadata.title == "Brieven van dinsdag 1 december 2026"


def test_bookmarks_lead_to_each_letter():
    reader = read(print_batch([ANNA, LONG, BRAM], dag=DAG))
    marks = [(mark.title, reader.get_destination_page_number(mark)) for mark in reader.outline]
    assert [title for title, _page in marks] == [
        "Adreslijst",
        f"Anna de Vries: {ANNA.titel}",
        f"Bram Bakker: {LONG.titel}",
        f"Bram Bakker: {BRAM.titel}",
    ]
    assert [page for _title, page in marks] == [0, 1, 2, len(reader.pages) - 1]


def test_on_two_sides_no_letter_begins_on_the_back_of_another():
    reader = read(print_batch([ANNA, LONG, BRAM], dag=DAG, dubbelzijdig=True))
    begins = [n for n in range(len(reader.pages)) if "Ons kenmerk" in text(reader, n)]
    assert len(begins) == 3
    assert all(number % 2 == 0 for number in begins)
    assert len(reader.pages) % 2 == 0


def test_what_a_customer_typed_is_text():
    typed = "<img src='http://evil.example/x.png'><script>x</script> {{7*7}}"
    reader = read(letter(replace(ANNA, tekst=typed, aan="<b>{{7*7}}</b>\nWeg 1"), dag=DAG))
    assert typed in text(reader, 0)
    assert "<b>{{7*7}}</b> Weg 1" in text(reader, 0)


def test_making_a_letter_fetches_nothing(monkeypatch, caplog):
    def refuse(*_args):
        raise AssertionError("a letter asked for something")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr("notificaties.channels.brief.blocks", lambda _text: mark_safe(PICTURES))
    with caplog.at_level(logging.ERROR, logger="weasyprint"):
        letter(ANNA, dag=DAG)
    assert caplog.text.count("disallowed protocol") >= 3
    assert "root:" not in caplog.text


PICTURES = (
    "<img src='http://evil.example/x.png' alt=''><img src='file:///etc/passwd' alt=''>"
    "<link rel='attachment' href='file:///etc/passwd'>"
    "<style>@import 'http://evil.example/x.css'</style>"
)


def test_a_machine_without_the_libraries_says_which(monkeypatch):
    usual = builtins.__import__

    def without(name, *args):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return usual(name, *args)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PapierUnavailable, match="Nodig zijn pango"):
        letter(ANNA, dag=DAG)
