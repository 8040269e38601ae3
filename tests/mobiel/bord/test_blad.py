"""The sheet that an official takes along: as a page, on paper, with only what is needed."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from afspraken import papier
from afspraken.models import Logregel
from tests.cast import MAANDAG

pytestmark = pytest.mark.django_db


def sheet(stad, what: str = "") -> str:
    middel = next(one for one in stad.officials if one.routes.exists())
    return f"/bezoeken/dagblad/{middel.pk}/{what}?dag={MAANDAG}"


def test_it_has_the_day_in_order_and_a_sketch(stad, planner):
    stad.visit(1)
    stad.visit(1, product=stad.kort)
    page = planner.get(sheet(stad)).content.decode()
    assert "Achterdijk 3" in page
    assert "Vertrek van Vondelstraat 1" in page
    assert '<svg class="schets"' in page
    assert "Vernietig dit blad aan het einde van de dag." in page


def test_it_holds_no_more_than_is_needed(stad, planner):
    afspraak = stad.visit(1)
    page = planner.get(sheet(stad)).content.decode()
    assert "wie@example.nl" not in page
    assert afspraak.referentie not in page


def test_that_it_was_taken_is_in_the_log(stad, planner):
    stad.visit(1)
    planner.get(sheet(stad))
    assert Logregel.objects.latest("pk").gegevens["deur"] == "dagblad"


def test_who_is_not_out_has_no_sheet(stad, planner):
    assert planner.get(f"/bezoeken/dagblad/99999/?dag={MAANDAG}").status_code == 404
    assert planner.get(f"/bezoeken/dagblad/{stad.sanne.pk}/?dag=2026-12-13").status_code == 404


@pytest.mark.letters
def test_the_pdf_is_one_page_with_all_of_it(stad, planner):
    stad.visit(1)
    stad.visit(5, "12:30-16:30")
    answer = planner.get(sheet(stad, "pdf/"))
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    assert "maandag 7 december 2026" in text
    assert "Bram Bakker" in text
    assert "Achterdijk 3" in text
    assert "N" in text


def test_a_machine_without_the_libraries_shows_the_page_to_print(stad, planner, monkeypatch):
    def lacks(_html):
        raise papier.PapierUnavailable

    monkeypatch.setattr(papier, "pdf", lacks)
    stad.visit(1)
    assert planner.get(sheet(stad, "pdf/"))["Location"] == sheet(stad)
