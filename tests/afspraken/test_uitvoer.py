"""What someone typed stays text in a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afspraken.uitvoer import MARK, as_text, csv_text

RUNS = "=+-@\t\r\n"


@pytest.mark.parametrize(
    "text",
    ["=cmd|'/C calc'!A0", "+31612345678", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "'=1"],
)
def test_a_formula_becomes_text(text):
    assert as_text(text) == f"'{text}"


def test_a_file_has_a_mark_a_header_and_semicolons():
    assert csv_text(("Naam", "Aantal"), [("Anna; of Bram", 3)]) == (
        f'{MARK}Naam;Aantal\r\n"Anna; of Bram";3\r\n'
    )


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_no_cell_begins_as_a_formula_and_each_value_comes_back(values):
    rows = [(value,) for value in values]
    text = csv_text(("h",), rows).removeprefix(MARK)
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]
    cells = [row[0] if row else "" for row in read]
    assert not any(cell.startswith(tuple(RUNS)) for cell in cells)
    assert [
        cell if cell == value else cell[1:] for cell, value in zip(cells, values, strict=True)
    ] == values
