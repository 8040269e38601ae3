"""PURE: rows as CSV that a spreadsheet shows as they are, and never runs (trust: S11).

A cell that begins as a formula does gets an apostrophe in front, the sign by which spreadsheets
know a text. The separator is that of a Dutch spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

MARK = "\ufeff"
"""Tells a spreadsheet that the text is UTF-8."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_text(value: object) -> str:
    """A cell that stays text.

    >>> as_text("=1+1"), as_text("+31612345678"), as_text("Anna"), as_text(None)
    ("'=1+1", "'+31612345678", 'Anna', '')
    """
    text = "" if value is None else str(value)
    begins = text.lstrip(" \u00a0\u200b\ufeff'")
    is_formula = begins.startswith(_FORMULA) or text.startswith(_FORMULA)
    return f"'{text}" if is_formula else text


def csv_text(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """A whole file, with its mark."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([as_text(cell) for cell in row])
    return MARK + file.getvalue()
